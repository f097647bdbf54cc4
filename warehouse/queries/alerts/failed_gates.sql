-- Which critical checks failed in the run $run_id, and for how many rows?
SELECT expectation, sum(unexpected_count)::BIGINT AS rows
FROM quality_results
WHERE run_id = $run_id AND severity = 'critical' AND NOT success
GROUP BY expectation
ORDER BY rows DESC, expectation;
