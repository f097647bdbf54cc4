-- The stories to export: those shown now; since a time only those of which the version or a measure was not shown so then.
CREATE OR REPLACE TEMP TABLE exported AS
WITH shown_now AS (
    SELECT stories.story_id, stories.version, stories.published_at, measures.measure_id,
        hash(
            measures.measure_type, measures.status, measures.senders, measures.targets, measures.proposers, measures.goods,
            measures.instrument, measures.date_value, measures.date_precision, measures.amount_text, measures.review_decision
        ) AS told
    FROM current_stories AS stories
    LEFT JOIN current_measures AS measures ON measures.story_id = stories.story_id AND measures.version = stories.version
),
changed AS (
    SELECT now.story_id
    FROM shown_now AS now
    ANTI JOIN shown_then AS old
        ON old.story_id = now.story_id AND old.version = now.version
        AND old.measure_id IS NOT DISTINCT FROM now.measure_id AND old.told = now.told
    UNION
    SELECT old.story_id
    FROM shown_then AS old
    ANTI JOIN shown_now AS now
        ON now.story_id = old.story_id AND now.version = old.version AND now.measure_id IS NOT DISTINCT FROM old.measure_id
)
SELECT DISTINCT story_id, version, year(published_at)::INTEGER AS published_year
FROM shown_now
WHERE story_id IN (SELECT story_id FROM changed);
