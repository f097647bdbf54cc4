-- Clauses of measures that hold the words, the best first.
WITH scored AS (
    SELECT doc, fts_main_found_evidence.match_bm25(doc, $words, conjunctive := $all_words) AS score
    FROM found_evidence
    WHERE ($since IS NULL OR published_at >= $since) AND ($provider IS NULL OR lower(provider) = lower($provider))
        AND ($target IS NULL OR list_contains(target_forms, lower($target)))
),
ranked AS (
    SELECT scored.doc, scored.score, found_evidence.published_at
    FROM scored
    JOIN found_evidence ON found_evidence.doc = scored.doc
    WHERE scored.score IS NOT NULL AND (len($phrases::VARCHAR[]) = 0 OR list_bool_and(list_transform($phrases::VARCHAR[], lambda phrase: contains(found_evidence.plain, phrase))))
    ORDER BY scored.score DESC, found_evidence.published_at DESC NULLS LAST, scored.doc
    LIMIT $limit
)
SELECT
    round(ranked.score, 3) AS score, evidence.story_id, evidence.version, evidence.measure_id, evidence.provider, evidence.published_at,
    evidence.targets, evidence.measures, evidence.headline, evidence.text
FROM ranked
JOIN found_evidence AS evidence ON evidence.doc = ranked.doc
ORDER BY ranked.score DESC, evidence.published_at DESC NULLS LAST, ranked.doc
