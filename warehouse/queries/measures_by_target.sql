-- Who is the target of how many measures, and what became of them?
-- param limit (number): how many targets; default: 50
-- answer: first 3 of 50 rows
--   target | measures | in_force | pending | ended | senders
--   IR | 35 | 24 | 5 | 6 | 8
--   KP | 29 | 22 | 5 | 2 | 5
--   LY | 24 | 13 | 7 | 4 | 5
SELECT target, sum(measures)::INTEGER AS measures, sum(in_force)::INTEGER AS in_force, sum(pending)::INTEGER AS pending, sum(ended)::INTEGER AS ended, count(*)::INTEGER AS senders
FROM sender_target_matrix
GROUP BY target
ORDER BY measures DESC, target
LIMIT $limit;
