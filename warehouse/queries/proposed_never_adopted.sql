-- What was proposed or threatened and never adopted, and did somebody refuse it?
-- param target (party): only against this target; default: any
-- param limit (number): how many cases; default: 100
-- answer: first 3 of 32 rows
--   target | measure_type | sender | outcome | first_told_on | last_told_on | stories | evidence_text | headline
--   KW | trade_embargo | UN Security Council | open | 1990-08-05 | 1990-08-05 | 1 | SECURITY COUNCIL MEMBERS ON SUNDAY STUDIED A DRAFT RESOLUTI… | 
--   IQ | import_restriction | JP | open | 1990-08-06 | 1990-08-06 | 1 | JAPAN ANNOUNCED ON SUNDAY THAT IT WOULD STOP IMPORTING OIL … | 
--   KW | import_restriction | JP | open | 1990-08-06 | 1990-08-06 | 1 | JAPAN ANNOUNCED ON SUNDAY THAT IT WOULD STOP IMPORTING OIL … | 
SELECT target, measure_type, sender, outcome, first_told_on, last_told_on, stories, evidence_text, headline, case_id
FROM never_adopted
WHERE is_party(target, $target)
ORDER BY first_told_on NULLS LAST, target, measure_type, sender, case_id
LIMIT $limit;
