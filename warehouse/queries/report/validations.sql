-- How did each expectation fare in each of the newest 20 runs that were judged?
WITH newest AS (
    SELECT run_id FROM quality_results GROUP BY run_id ORDER BY max(created_at) DESC, run_id DESC LIMIT 20
)

SELECT
    run_id, suite, expectation,
    bool_and(success) AS success,
    sum(element_count)::BIGINT AS judged,
    sum(unexpected_count)::BIGINT AS failed,
    coalesce(list(observed ORDER BY batch) FILTER (WHERE observed IS NOT NULL), [])[:3] AS observed,
    max(created_at) AS judged_at
FROM quality_results
WHERE run_id IN (FROM newest)
GROUP BY run_id, suite, expectation
ORDER BY judged_at DESC, run_id, suite, expectation;
