-- Number the versions of the stories in `touched` by the provider's order, then by time; the last one is current.
-- The order depends on content alone, so any order of arrival ends in the same state.
UPDATE stories
SET revision = ranked.place, is_current = ranked.place = ranked.versions
FROM (
    SELECT
        story_id, version,
        row_number() OVER (
            PARTITION BY story_id
            ORDER BY version_order NULLS FIRST, published_at NULLS FIRST, publish_status = 'canceled', version
        )::INTEGER AS place,
        count(*) OVER (PARTITION BY story_id) AS versions
    FROM stories
    WHERE story_id IN (SELECT story_id FROM touched)
) AS ranked
WHERE stories.story_id = ranked.story_id AND stories.version = ranked.version
    AND (stories.revision <> ranked.place OR stories.is_current <> (ranked.place = ranked.versions));
