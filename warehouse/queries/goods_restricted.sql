-- Which goods, services or assets are restricted, in the stories' words?
-- param target (party): only against this target; default: any
-- param limit (number): how many; default: 50
-- answer: first 3 of 50 rows
--   goods | measures | measure_types
--    | 107 | [arms_embargo, asset_freeze, designation, …]
--   assets | 31 | [asset_freeze]
--   arms | 24 | [arms_embargo]
SELECT lower(goods) AS goods, count(DISTINCT measure_id)::INTEGER AS measures, list(DISTINCT measure_type ORDER BY measure_type) AS measure_types
FROM (SELECT unnest(goods) AS goods, measure_id, measure_type, unnest(targets) AS target FROM current_measures)
WHERE is_party(target, $target)
GROUP BY ALL
ORDER BY measures DESC, goods
LIMIT $limit;
