-- How many measures stand at each status?
-- answer: first 3 of 7 rows
--   status | measures
--   imposed | 243
--   lifted | 37
--   proposed | 34
SELECT status, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY status
ORDER BY measures DESC, status;
