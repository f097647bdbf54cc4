-- Which measures were read with little confidence, and by which rule?
-- param below (share): confidence below this; default: 0.7
-- param limit (number): how many; default: 100
-- answer: first 3 of 11 rows
--   confidence | status | measure_type | senders | targets | evidence_text | headline
--   0.6 | imposed | unspecified | [] | [ZW] | A COMMITTEE OF ALL 15 COUNCIL MEMBERS WILL WATCH OVER THE E… | 
--   0.6 | threatened | unspecified | [UN Security Council] | [HT] | They warned in the resolution, adopted unanimously, that th… | 
--   0.6 | imposed | unspecified | [] | [Bosnian Serbs] | The Bosnian Serbs remain under sanctions until their forces… | Council Suspends Sanctions on Yugoslavia
SELECT confidence, status, measure_type, senders, targets, evidence_text, headline, rule_id, measure_id
FROM current_measures
WHERE confidence < $below
ORDER BY confidence, published_at NULLS LAST, measure_id
LIMIT $limit;
