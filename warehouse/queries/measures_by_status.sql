-- How many measures stand at each status?
-- answer: first 3 of 7 rows
--   status | measures
--   imposed | 246
--   lifted | 36
--   proposed | 30
SELECT status, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY status
ORDER BY measures DESC, status;
