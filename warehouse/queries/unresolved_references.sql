-- Which kills, corrections and substitutes name a story that is not found, or that is not told apart from others?
-- answer: 0 rows
--   kind | provider | named | candidates | published_at
SELECT
    named.kind, named.provider, coalesce(named.headline, named.number, named.provider_key, '(slugline and day)') AS named,
    (SELECT list(DISTINCT candidate.story_id ORDER BY candidate.story_id) FROM reference_candidates AS candidate
     WHERE candidate.reference_id = named.reference_id) AS candidates,
    speaker.published_at, speaker.source_uri
FROM story_references AS named
JOIN stories AS speaker ON speaker.story_id = named.story_id AND speaker.version = named.version
WHERE named.resolved_story_id IS NULL
    AND NOT (named.kind = 'supersedes' AND coalesce(named.headline = speaker.headline, FALSE)) -- corrected, but it names nobody
ORDER BY speaker.published_at NULLS LAST, speaker.source_uri, named.reference_id;
