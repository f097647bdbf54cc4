-- The story versions that a replay may read again, with the version of the rules that read them last.
SELECT stories.story_id, stories.version, extractions.extractor_version
FROM stories
LEFT JOIN extractions ON extractions.story_id = stories.story_id AND extractions.version = stories.version
WHERE ($provider::VARCHAR IS NULL OR lower(stories.provider) = lower($provider::VARCHAR))
    AND ($published_from::DATE IS NULL OR stories.published_at::DATE >= $published_from::DATE)
    AND ($published_to::DATE IS NULL OR stories.published_at::DATE <= $published_to::DATE)
    AND ($story_id::VARCHAR IS NULL OR stories.story_id = $story_id::VARCHAR)
ORDER BY stories.story_id, stories.version;
