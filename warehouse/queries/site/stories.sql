-- Stories that may be shown now, one of each cluster of copies; their words come apart, some stories at a time.
SELECT
    story_id, version, headline, slugline, byline, dateline_text, dateline_place, provider, source_uri, published_at,
    published_precision, published_basis, content_kind, urgency, language, rights, keywords, word_count, cluster_id, copies,
    has_correction_note, first_seen_at
FROM current_stories
WHERE ($provider IS NULL OR lower(provider) = lower($provider))
    AND ($since IS NULL OR published_at >= $since)
    AND (
        $target IS NULL
        OR EXISTS (
            SELECT 1
            FROM current_measures AS measures, unnest(measures.targets) AS against (target)
            WHERE measures.story_id = current_stories.story_id AND is_party(against.target, $target)
        )
    )
ORDER BY published_at DESC NULLS LAST, story_id;
