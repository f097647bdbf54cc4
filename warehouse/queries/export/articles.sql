-- The exported stories, for FollowTheMoney and JSON-LD.
SELECT
    shown.story_id, shown.version, shown.headline, shown.byline, shown.provider, shown.published_at, shown.published_precision,
    shown.first_seen_at, shown.language, shown.source_uri, shown.keywords, shown.rights, shown.word_count, shown.body
FROM current_stories AS shown
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY shown.story_id;
