-- Who stands against whom, and how often?
-- param sender (party): only this sender; default: any; example: United States
-- param target (party): only this target; default: any
-- param limit (number): how many pairs; default: 100
-- answer: first 3 of 49 rows
--   sender | target | measures | in_force | pending | ended | stories
--   US | LY | 9 | 8 | 1 | 0 | 4
--   US | IR | 7 | 5 | 0 | 2 | 3
--   US | TR | 6 | 4 | 1 | 1 | 3
SELECT sender, target, measures, in_force, pending, ended, stories
FROM sender_target_matrix
WHERE is_party(sender, $sender) AND is_party(target, $target)
ORDER BY measures DESC, sender, target
LIMIT $limit;
