-- Which proposals and threats are open since before a day?
-- param before (day): proposed or threatened before this day; default: today; example: 2000-01-01
-- answer: first 3 of 13 rows
--   target | measure_type | sender | latest_status | first_told_on | last_told_on
--   IQ | export_restriction | UN Security Council | proposed | 1990-08-05 | 1990-08-05
--   IQ | import_restriction | UN Security Council | proposed | 1990-08-05 | 1990-08-05
--   KW | export_restriction | UN Security Council | proposed | 1990-08-05 | 1990-08-05
SELECT target_name AS target, measure_type, sender_name AS sender, latest_status, first_as_of::DATE AS first_told_on, latest_as_of::DATE AS last_told_on, story_ids, case_id
FROM open_proposals
WHERE first_as_of < $before
ORDER BY first_told_on, target, measure_type, sender, case_id
LIMIT 500;
