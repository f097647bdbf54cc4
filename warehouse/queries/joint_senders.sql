-- Who acts together: which senders are named in one and the same measure?
-- param limit (number): how many pairs; default: 50
-- answer: first 3 of 17 rows
--   one | other | measures
--   GB | US | 2
--   AE | BH | 1
--   AE | EG | 1
SELECT
    coalesce(one.country, one.name) AS one, coalesce(other.country, other.name) AS other, count(DISTINCT one.measure_id)::INTEGER AS measures
FROM measure_parties AS one
JOIN measure_parties AS other ON other.measure_id = one.measure_id AND other.role = 'sender' AND other.entity_id > one.entity_id
JOIN current_measures AS measures ON measures.measure_id = one.measure_id
WHERE one.role = 'sender'
GROUP BY ALL
ORDER BY measures DESC, one, other
LIMIT $limit;
