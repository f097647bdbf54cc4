SELECT shown.* EXCLUDE (story_id, version), exported.published_year
FROM current_parties AS shown
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY shown.measure_id, shown.role, shown.entity_id;
