-- Who sends how many measures, and what became of them?
-- param limit (number): how many senders; default: 50
-- answer: first 3 of 37 rows
--   sender | measures | in_force | pending | ended | targets
--   UN Security Council | 121 | 83 | 23 | 15 | 40
--   US | 95 | 78 | 5 | 12 | 46
--   European Union | 65 | 49 | 4 | 12 | 28
SELECT sender, sum(measures)::INTEGER AS measures, sum(in_force)::INTEGER AS in_force, sum(pending)::INTEGER AS pending, sum(ended)::INTEGER AS ended, count(*)::INTEGER AS targets
FROM sender_target_matrix
GROUP BY sender
ORDER BY measures DESC, sender
LIMIT $limit;
