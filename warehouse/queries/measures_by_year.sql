-- How many measures are told year by year, by what became of them?
-- answer: first 3 of 33 rows
--   year | measures | imposed | eased_or_lifted | pending | rejected
--   1970 | 1 | 1 | 0 | 0 | 0
--   1979 | 2 | 2 | 0 | 0 | 0
--   1982 | 1 | 1 | 0 | 0 | 0
SELECT
    year(as_of)::INTEGER AS year, count(*)::INTEGER AS measures,
    (count(*) FILTER (WHERE status IN ('imposed', 'extended')))::INTEGER AS imposed,
    (count(*) FILTER (WHERE status IN ('eased', 'lifted')))::INTEGER AS eased_or_lifted,
    (count(*) FILTER (WHERE status IN ('proposed', 'threatened')))::INTEGER AS pending,
    (count(*) FILTER (WHERE status = 'rejected'))::INTEGER AS rejected
FROM measure_timeline
WHERE as_of IS NOT NULL
GROUP BY ALL
ORDER BY year;
