-- Which kinds of measures is a target under, proposed or rid of?
-- param target (party): whom they are against; example: Iran
-- answer: first 3 of 11 rows
--   measure_type | events | cases | senders | first_told_on | last_told_on
--   unspecified | 8 | 5 | 5 | 2010-06-01 | 2025-09-28
--   financial_restriction | 6 | 5 | 4 | 2010-01-01 | 2016-01-01
--   export_restriction | 5 | 2 | 2 | 2010-01-01 | 2025-09-28
SELECT
    measure_type, count(*)::INTEGER AS events, count(DISTINCT case_id)::INTEGER AS cases,
    count(DISTINCT sender)::INTEGER AS senders, min(told_on) AS first_told_on, max(told_on) AS last_told_on
FROM case_history
WHERE is_party(target, $target)
GROUP BY measure_type
ORDER BY events DESC, measure_type;
