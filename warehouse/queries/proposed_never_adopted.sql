-- What was proposed or threatened and never adopted, and did somebody refuse it?
-- param target (party): only against this target; default: any
-- param limit (number): how many cases; default: 100
-- answer: first 3 of 37 rows
--   target | measure_type | sender | outcome | first_told_on | last_told_on | stories | evidence_text | headline
--   IQ | export_restriction | UN Security Council | open | 1990-08-05 | 1990-08-05 | 1 | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… | 
--   IQ | import_restriction | UN Security Council | open | 1990-08-05 | 1990-08-05 | 1 | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… | 
--   KW | export_restriction | UN Security Council | open | 1990-08-05 | 1990-08-05 | 1 | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… | 
SELECT target, measure_type, sender, outcome, first_told_on, last_told_on, stories, evidence_text, headline, case_id
FROM never_adopted
WHERE is_party(target, $target)
ORDER BY first_told_on NULLS LAST, target, measure_type, sender, case_id
LIMIT $limit;
