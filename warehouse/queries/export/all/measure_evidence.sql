SELECT stored.*, exported.published_year
FROM measure_evidence AS stored
JOIN measures ON measures.measure_id = stored.measure_id
JOIN exported ON exported.story_id = measures.story_id AND exported.version = measures.version
ORDER BY stored.measure_id, stored.start_char, stored.end_char, stored.field;
