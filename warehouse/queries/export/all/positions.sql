SELECT stored.*, exported.published_year
FROM positions AS stored
JOIN exported ON exported.story_id = stored.story_id AND exported.version = stored.version
ORDER BY stored.measure_id, stored.position_id;
