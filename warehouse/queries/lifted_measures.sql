-- Which measures were eased or lifted between two days?
-- param since (day): first day; example: 2015-01-01
-- param until (day): last day; default: today
-- answer: first 3 of 15 rows
--   told_on | told_on_precision | status | step | target | sender | measure_type | evidence_text | headline
--   2015-01-01 | year | eased | eased | IR | US | unspecified | Under the deal of 2015 Iran shipped out most of its enriche… | Trump pulls out of Iran nuclear deal, restores U.S. sanctio…
--   2016-01-01 | year | lifted | lifted | IR | UN Security Council | arms_embargo | The United Nations’ own sanctions ended with the inspectors… | Sanctions on Iran fall as nuclear deal takes effect
--   2016-01-01 | year | lifted | lifted | IR | UN Security Council | export_restriction | The United Nations’ own sanctions ended with the inspectors… | Sanctions on Iran fall as nuclear deal takes effect
SELECT told_on, told_on_precision, status, step, target, sender, measure_type, evidence_text, headline, measure_id, case_id
FROM case_history
WHERE status IN ('eased', 'lifted') AND told_on BETWEEN $since AND $until
ORDER BY told_on, target, measure_type, sender, case_id, measure_id
LIMIT 1000;
