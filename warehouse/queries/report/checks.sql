-- How did each expectation fare in the newest run that was judged?
WITH newest AS (SELECT run_id FROM quality_results ORDER BY created_at DESC, run_id DESC LIMIT 1)

SELECT
    run_id, suite, expectation,
    any_value(column_name) AS column_name,
    severity,
    bool_and(success) AS success,
    coalesce(sum(element_count), 0)::BIGINT AS judged,
    coalesce(sum(unexpected_count), 0)::BIGINT AS failed,
    any_value(reason) AS reason,
    coalesce(list(observed ORDER BY batch) FILTER (WHERE observed IS NOT NULL), [])[:5] AS observed,
    count(DISTINCT batch)::BIGINT AS batches,
    max(created_at) AS judged_at
FROM quality_results
WHERE run_id IN (FROM newest)
GROUP BY run_id, suite, expectation, severity
ORDER BY suite, expectation;
