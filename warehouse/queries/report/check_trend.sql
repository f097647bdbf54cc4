-- What share of rows failed each expectation that failed in the newest judged run, run by run, over the newest 30?
WITH runs_judged AS (
    SELECT run_id, row_number() OVER (ORDER BY max(created_at) DESC, run_id DESC) AS age
    FROM quality_results
    GROUP BY run_id
),

failing AS (
    SELECT DISTINCT suite, expectation
    FROM quality_results
    WHERE NOT success AND run_id IN (SELECT run_id FROM runs_judged WHERE age = 1)
)

SELECT
    results.suite, results.expectation, min(results.created_at) AS judged_at,
    coalesce(sum(results.unexpected_count), 0)::BIGINT AS failed,
    coalesce(sum(results.element_count), 0)::BIGINT AS judged
FROM quality_results AS results
JOIN runs_judged ON runs_judged.run_id = results.run_id AND runs_judged.age <= 30
SEMI JOIN failing ON failing.suite = results.suite AND failing.expectation = results.expectation
GROUP BY results.suite, results.expectation, runs_judged.age
ORDER BY results.suite, results.expectation, runs_judged.age DESC;
