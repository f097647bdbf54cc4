-- Stories that hold the words, the best first.
WITH scored AS (
    SELECT doc, fts_main_found_stories.match_bm25(doc, $words, conjunctive := $all_words) AS score
    FROM found_stories
    WHERE ($since IS NULL OR published_at >= $since) AND ($provider IS NULL OR lower(provider) = lower($provider))
        AND ($target IS NULL OR list_contains(target_forms, lower($target)))
),
ranked AS (
    SELECT scored.doc, scored.score, found_stories.published_at
    FROM scored
    JOIN found_stories ON found_stories.doc = scored.doc
    WHERE scored.score IS NOT NULL AND (len($phrases::VARCHAR[]) = 0 OR list_bool_and(list_transform($phrases::VARCHAR[], lambda phrase: contains(found_stories.plain, phrase))))
    ORDER BY scored.score DESC, found_stories.published_at DESC NULLS LAST, scored.doc
    LIMIT $limit
)
SELECT
    round(ranked.score, 3) AS score, stories.story_id, stories.version, NULL AS measure_id, stories.provider, stories.published_at,
    stories.targets, stories.measures, stories.headline, stories.text
FROM ranked
JOIN found_stories AS stories ON stories.doc = ranked.doc
ORDER BY ranked.score DESC, stories.published_at DESC NULLS LAST, ranked.doc
