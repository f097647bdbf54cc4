-- All versions of some stories, oldest first. The words of one that may not be shown stay out.
SELECT
    story_id, version, revision, published_at, published_precision, first_seen_at, word_count, publish_status, source_uri,
    CASE WHEN may_be_shown THEN headline END AS headline,
    CASE WHEN may_be_shown THEN body END AS body
FROM (
    SELECT
        *,
        publish_status = 'usable' AND coalesce(embargoed_until <= get_current_timestamp() AT TIME ZONE 'UTC', TRUE) AS may_be_shown
    FROM stories
    WHERE story_id IN (SELECT unnest($story_ids))
)
ORDER BY story_id, revision;
