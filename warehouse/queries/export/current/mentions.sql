SELECT stored.*, exported.published_year
FROM mentions_known_at('infinity'::TIMESTAMP) AS stored
JOIN exported ON exported.story_id = stored.story_id AND exported.version = stored.version
ORDER BY stored.story_id, stored.version, stored.start_char, stored.mention_id;
