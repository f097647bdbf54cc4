-- Against whom is most in force on a day, as far as the stories tell?
-- param on (day): the day; default: today; example: 2012-01-01
-- param limit (number): how many targets; default: 50
-- answer: first 3 of 48 rows
--   target | cases | measure_types | senders
--   IQ | 11 | [arms_embargo, asset_freeze, financial_restriction, …] | [European Community, FR, GB, …]
--   HT | 8 | [aid_suspension, asset_freeze, export_restriction, …] | [FR, OAS, UN Security Council, …]
--   Robert Mugabe | 8 | [asset_freeze, financial_restriction, travel_ban] | [European Union, G8, RU, …]
SELECT
    target, count(*)::INTEGER AS cases,
    list(DISTINCT measure_type ORDER BY measure_type) AS measure_types,
    coalesce(list(DISTINCT sender ORDER BY sender) FILTER (WHERE sender IS NOT NULL), []) AS senders
FROM in_force_as_of(NULL, $on)
GROUP BY target
ORDER BY cases DESC, target
LIMIT $limit;
