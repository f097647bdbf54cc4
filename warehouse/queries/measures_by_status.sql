-- How many measures stand at each status?
-- answer: first 3 of 7 rows
--   status | measures
--   imposed | 244
--   lifted | 37
--   proposed | 32
SELECT status, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY status
ORDER BY measures DESC, status;
