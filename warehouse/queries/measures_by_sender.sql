-- Who sends how many measures, and what became of them?
-- param limit (number): how many senders; default: 50
-- answer: first 3 of 37 rows
--   sender | measures | in_force | pending | ended | targets
--   UN Security Council | 128 | 85 | 25 | 18 | 43
--   US | 96 | 76 | 7 | 13 | 49
--   European Union | 70 | 52 | 5 | 13 | 34
SELECT sender, sum(measures)::INTEGER AS measures, sum(in_force)::INTEGER AS in_force, sum(pending)::INTEGER AS pending, sum(ended)::INTEGER AS ended, count(*)::INTEGER AS targets
FROM sender_target_matrix
GROUP BY sender
ORDER BY measures DESC, sender
LIMIT $limit;
