-- Who has measures in force against each other?
-- answer: first 3 of 6 rows
--   one | other | by_one | by_other
--   European Union | RU | 9 | 1
--   RU | US | 1 | 4
--   TR | US | 1 | 4
SELECT one.sender AS one, one.target AS other, one.in_force AS by_one, other.in_force AS by_other
FROM sender_target_matrix AS one
JOIN sender_target_matrix AS other ON other.sender = one.target AND other.target = one.sender
WHERE one.sender < one.target AND one.in_force > 0 AND other.in_force > 0
ORDER BY by_one + by_other DESC, one.sender, one.target;
