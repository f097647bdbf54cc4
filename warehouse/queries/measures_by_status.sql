-- How many measures stand at each status?
SELECT status, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY status
ORDER BY measures DESC, status;
