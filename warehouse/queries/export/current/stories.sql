SELECT shown.*, exported.published_year
FROM current_stories AS shown
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY shown.story_id, shown.version;
