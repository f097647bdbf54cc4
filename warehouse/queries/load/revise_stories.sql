-- Number the versions of the stories in `touched` in their order; the last one is current, a fragment only where nothing else is.
-- The order depends on content alone, so any order of arrival ends in the same state.
UPDATE stories
SET revision = ranked.revision, is_current = ranked.is_current
FROM (
    SELECT
        story_id, version,
        (row_number() OVER in_order)::INTEGER AS revision,
        row_number() OVER in_order = count(*) OVER (PARTITION BY story_id) AS is_current
    FROM stories
    WHERE story_id IN (SELECT story_id FROM touched)
    WINDOW in_order AS (PARTITION BY story_id ORDER BY is_fragment DESC, version_order, publish_status = 'canceled', version)
) AS ranked
WHERE stories.story_id = ranked.story_id AND stories.version = ranked.version
    AND (stories.revision <> ranked.revision OR stories.is_current <> ranked.is_current);
