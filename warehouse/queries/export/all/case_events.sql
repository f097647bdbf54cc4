SELECT stored.*, exported.published_year
FROM case_events AS stored
JOIN measures ON measures.measure_id = stored.measure_id
JOIN exported ON exported.story_id = measures.story_id AND exported.version = measures.version
ORDER BY stored.case_id, stored.measure_id;
