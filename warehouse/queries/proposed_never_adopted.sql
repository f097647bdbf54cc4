-- What was proposed or threatened and never adopted, and did somebody refuse it?
-- param target (party): only against this target; default: any
-- param limit (number): how many cases; default: 100
-- answer: first 3 of 27 rows
--   target | measure_type | sender | outcome | first_told_on | last_told_on | stories | evidence_text | headline
--   KW | trade_embargo | UN Security Council | open | 1990-08-05 | 1990-08-05 | 1 | SECURITY COUNCIL MEMBERS ON SUNDAY STUDIED A DRAFT RESOLUTI… | 
--   HT | unspecified | UN Security Council | open | 1993-07-03 | 1993-07-03 | 1 | They warned in the resolution, adopted unanimously, that th… | 
--   HT | trade_embargo | UN Security Council | open | 1994-04-29 | 1994-05-06 | 2 | The Security Council is expected to vote Friday on a near-t… | Vote Near on Wider Haiti Embargo
SELECT target, measure_type, sender, outcome, first_told_on, last_told_on, stories, evidence_text, headline, case_id
FROM never_adopted
WHERE is_party(target, $target)
ORDER BY first_told_on NULLS LAST, target, measure_type, sender, case_id
LIMIT $limit;
