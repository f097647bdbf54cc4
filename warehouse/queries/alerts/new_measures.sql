-- Which measures did the run $run_id add that nothing said before: not an earlier version of the story, not a copy of it, and
-- no other story of the same case? One row for each case and status, the measure that is shown first.
WITH told AS (
    SELECT
        measures.measure_id, measures.story_id, measures.version, measures.measure_type, measures.status, measures.evidence_text,
        stories.run_id, stories.cluster_id, stories.headline, stories.provider, stories.source_uri,
        coalesce(names.senders, []) AS senders, coalesce(names.targets, []) AS targets,
        events.case_id
    FROM measures
    JOIN stories ON stories.story_id = measures.story_id AND stories.version = measures.version
    LEFT JOIN measure_names AS names ON names.measure_id = measures.measure_id
    LEFT JOIN (SELECT measure_id, min(case_id) AS case_id FROM case_events GROUP BY measure_id) AS events
        ON events.measure_id = measures.measure_id
),
added AS (
    SELECT told.* FROM told
    JOIN current_measures USING (measure_id)
    WHERE told.run_id = $run_id
)
SELECT
    coalesce(added.case_id, concat_ws('/', added.cluster_id, added.measure_type, array_to_string(added.targets, '+')))
        || '/' || added.status AS subject,
    added.*
FROM added
WHERE NOT EXISTS (
    SELECT 1 FROM told AS before
    WHERE before.run_id <> $run_id
        AND before.measure_type = added.measure_type AND before.status = added.status
        AND (
            before.case_id = added.case_id
            OR (
                (before.story_id = added.story_id OR before.cluster_id = added.cluster_id)
                AND (list_has_any(before.targets, added.targets) OR (before.targets = [] AND added.targets = []))
            )
        )
)
QUALIFY row_number() OVER (PARTITION BY subject ORDER BY added.story_id, added.measure_id) = 1
ORDER BY subject;
