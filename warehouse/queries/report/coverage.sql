-- How many stories does each provider send in each format, how complete are they, and when did the last one come?
WITH told AS (SELECT story_id, version, count(*) AS measures FROM measures GROUP BY story_id, version)

SELECT
    coalesce(stories.provider, '(not named)') AS provider,
    coalesce(documents.format, '(not known)') AS format,
    count(*)::BIGINT AS stories,
    count(*) FILTER (WHERE stories.publish_status = 'canceled')::BIGINT AS killed,
    count(stories.published_at)::BIGINT AS dated,
    count(stories.dateline_text)::BIGINT AS with_dateline,
    count(told.story_id)::BIGINT AS with_measures,
    coalesce(sum(told.measures), 0)::BIGINT AS measures,
    max(stories.published_at) AS last_published_at,
    max(stories.first_seen_at) AS last_seen_at,
    count(*) OVER ()::BIGINT AS lines
FROM stories
LEFT JOIN documents ON documents.document_id = stories.document_id
LEFT JOIN told ON told.story_id = stories.story_id AND told.version = stories.version
WHERE stories.is_current
GROUP BY ALL
ORDER BY stories DESC, provider, format
LIMIT 100;
