-- Which resolutions, orders and acts do the stories name, and for what?
-- param limit (number): how many; default: 100
-- answer: first 3 of 27 rows
--   instrument | measures | measure_types | stories
--   decision | 6 | [arms_embargo, asset_freeze, financial_restriction, …] | 3
--   resolution | 5 | [financial_restriction, import_restriction, trade_embargo, …] | 5
--   draft resolution | 4 | [arms_embargo, import_restriction, transport_restriction, …] | 2
SELECT
    instrument, count(DISTINCT measure_id)::INTEGER AS measures, list(DISTINCT measure_type ORDER BY measure_type) AS measure_types,
    count(DISTINCT story_id)::INTEGER AS stories
FROM current_measures
WHERE instrument IS NOT NULL
GROUP BY ALL
ORDER BY measures DESC, instrument
LIMIT $limit;
