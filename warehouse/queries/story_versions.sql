-- Which stories have come in more than one version, and which version counts?
SELECT story_id, revision, is_current, publish_status, version_key, slugline, headline, published_at, word_count
FROM stories
WHERE story_id IN (SELECT story_id FROM stories GROUP BY story_id HAVING count(*) > 1)
ORDER BY story_id, revision;
