-- Which expectations fail for another share of rows than they used to? The newest judged run beside the 30 before it.
-- A move counts from five earlier runs and 20 rows on, by three deviations (median absolute, 1.4826 of it) and 5 points.
WITH runs_judged AS (
    SELECT run_id, row_number() OVER (ORDER BY max(created_at) DESC, run_id DESC) AS age
    FROM quality_results
    GROUP BY run_id
),

shares AS (
    SELECT
        results.suite, results.expectation, results.severity, runs_judged.age,
        sum(results.element_count) AS judged,
        sum(results.unexpected_count) / nullif(sum(results.element_count), 0) AS share
    FROM quality_results AS results
    JOIN runs_judged ON runs_judged.run_id = results.run_id AND runs_judged.age <= 31
    GROUP BY ALL
),

usual AS (
    SELECT suite, expectation, median(share) AS median_share, mad(share) AS deviation, count(share)::BIGINT AS runs
    FROM shares
    WHERE age > 1 AND judged > 0
    GROUP BY suite, expectation
)

SELECT
    shares.suite, shares.expectation, shares.severity, shares.judged::BIGINT AS judged,
    shares.share, usual.median_share, usual.runs
FROM shares
JOIN usual ON usual.suite = shares.suite AND usual.expectation = shares.expectation
WHERE shares.age = 1 AND shares.judged >= 20 AND usual.runs >= 5
    AND abs(shares.share - usual.median_share) > greatest(3 * 1.4826 * usual.deviation, 0.05)
ORDER BY abs(shares.share - usual.median_share) DESC, shares.suite, shares.expectation
LIMIT 50;
