-- What did the newest runs bring, and how many rows failed in each?
WITH results AS (
    SELECT
        run_id,
        sum(unexpected_count) FILTER (WHERE severity = 'critical') AS critical,
        sum(unexpected_count) FILTER (WHERE severity = 'warning') AS warnings,
        sum(unexpected_count) FILTER (WHERE severity = 'info') AS notes
    FROM quality_results
    GROUP BY run_id
),

received AS (SELECT run_id, count(*) AS documents FROM documents GROUP BY run_id),

loaded AS (SELECT run_id, count(*) AS story_versions FROM stories GROUP BY run_id),

refused AS (SELECT run_id, count(*) AS quarantined FROM quarantine GROUP BY run_id)

SELECT
    runs.run_id, runs.flow_name, runs.started_at, runs.finished_at, runs.state,
    coalesce(received.documents, 0)::BIGINT AS documents,
    coalesce(loaded.story_versions, 0)::BIGINT AS story_versions,
    coalesce(refused.quarantined, 0)::BIGINT AS quarantined,
    coalesce(results.critical, 0)::BIGINT AS critical,
    coalesce(results.warnings, 0)::BIGINT AS warnings,
    coalesce(results.notes, 0)::BIGINT AS notes
FROM runs
LEFT JOIN received ON received.run_id = runs.run_id
LEFT JOIN loaded ON loaded.run_id = runs.run_id
LEFT JOIN refused ON refused.run_id = runs.run_id
LEFT JOIN results ON results.run_id = runs.run_id
ORDER BY runs.started_at DESC, runs.run_id
LIMIT 150;
