-- How many measures are there of each type?
-- answer: first 3 of 13 rows
--   measure_type | measures
--   asset_freeze | 51
--   arms_embargo | 42
--   financial_restriction | 39
SELECT measure_type, count(*)::INTEGER AS measures
FROM current_measures
GROUP BY measure_type
ORDER BY measures DESC, measure_type;
