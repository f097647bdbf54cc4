SELECT stored.*, exported.published_year
FROM case_events AS stored
JOIN current_measures AS shown ON shown.measure_id = stored.measure_id
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY stored.case_id, stored.measure_id;
