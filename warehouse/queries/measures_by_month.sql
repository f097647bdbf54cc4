-- How many measures are told month by month?
-- param since (day): first day; default: any
-- param until (day): last day; default: any
-- param target (party): only against this target; default: any; example: Iraq
-- answer: first 3 of 8 rows
--   month | measure_type | status | measures
--   1990-08-01 | asset_freeze | imposed | 4
--   1990-08-01 | arms_embargo | imposed | 2
--   1990-08-01 | financial_restriction | imposed | 2
SELECT month, measure_type, status, sum(measures)::INTEGER AS measures
FROM measures_by_month
WHERE ($since IS NULL OR month >= date_trunc('month', $since::DATE)) AND ($until IS NULL OR month <= $until::DATE) AND is_party(target, $target)
GROUP BY ALL
ORDER BY month, measures DESC, measure_type, status
LIMIT 5000;
