SELECT stored.*, exported.published_year
FROM measure_evidence AS stored
JOIN current_measures AS shown ON shown.measure_id = stored.measure_id
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY stored.measure_id, stored.start_char, stored.end_char, stored.field;
