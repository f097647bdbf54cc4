-- How many measures are there of each type?
SELECT measure_type, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY measure_type
ORDER BY measures DESC, measure_type;
