-- How many measures of current stories are of each type and status?
SELECT measure_type, status, count(*)::BIGINT AS measures
FROM current_measures
GROUP BY measure_type, status
ORDER BY measure_type, status;
