-- What providers say about the use of the exported stories.
SELECT coalesce(stories.provider, '(not named)') AS provider, stories.rights, count(*)::INTEGER AS stories
FROM stories
JOIN exported ON exported.story_id = stories.story_id AND exported.version = stories.version
GROUP BY ALL
ORDER BY provider, stories.rights;
