-- What did each provider send in each of the newest runs, and how complete was it?
WITH recent AS (SELECT run_id, started_at FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 150),
with_measures AS (SELECT DISTINCT story_id, version FROM measures)

SELECT
    recent.run_id,
    coalesce(stories.provider, '(not named)') AS provider,
    max(stories.first_seen_at) AS last_seen_at,
    count(*)::BIGINT AS stories,
    count(*) FILTER (WHERE stories.published_at IS NULL)::BIGINT AS undated,
    count(*) FILTER (WHERE stories.dateline_text IS NULL)::BIGINT AS without_dateline,
    count(*) FILTER (WHERE split_part(lower(coalesce(stories.language, '')), '-', 1) <> 'en')::BIGINT AS not_english,
    count(with_measures.story_id)::BIGINT AS with_measures,
    median(epoch(stories.first_seen_at - stories.published_at) / 3600) AS hours_late
FROM stories
JOIN recent ON recent.run_id = stories.run_id
LEFT JOIN with_measures ON with_measures.story_id = stories.story_id AND with_measures.version = stories.version
GROUP BY ALL
ORDER BY min(recent.started_at), recent.run_id, provider;
