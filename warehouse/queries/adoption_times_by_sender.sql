-- Which sender takes how long from proposal to measure, in days?
-- answer: 1 row
--   sender | cases | shortest | median | longest
--   UN Security Council | 3 | 1 | 1 | 16
SELECT
    coalesce(sender, '(not named)') AS sender, count(*)::INTEGER AS cases, min(days) AS shortest,
    median(days)::INTEGER AS median, max(days) AS longest
FROM adoption_times
GROUP BY ALL
ORDER BY cases DESC, sender;
