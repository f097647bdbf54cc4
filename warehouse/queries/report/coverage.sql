-- How many stories does each provider send in each format, and how complete are they?
WITH with_measures AS (SELECT DISTINCT story_id, version FROM measures)

SELECT
    coalesce(stories.provider, '(not named)') AS provider,
    coalesce(documents.format, '(not known)') AS format,
    count(*)::BIGINT AS stories,
    count(*) FILTER (WHERE stories.publish_status = 'canceled')::BIGINT AS killed,
    count(*) FILTER (WHERE stories.published_at IS NULL)::BIGINT AS undated,
    count(*) FILTER (WHERE stories.dateline_text IS NULL)::BIGINT AS without_dateline,
    count(with_measures.story_id)::BIGINT AS with_measures,
    max(stories.published_at) AS last_published_at
FROM stories
LEFT JOIN documents ON documents.document_id = stories.document_id
LEFT JOIN with_measures ON with_measures.story_id = stories.story_id AND with_measures.version = stories.version
WHERE stories.is_current
GROUP BY ALL
ORDER BY stories DESC, provider, format;
