SELECT shown.*, exported.published_year
FROM current_positions AS shown
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY shown.measure_id, shown.position_id;
