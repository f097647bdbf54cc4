-- How long does it take from a proposal or threat to the measure?
-- param target (party): only against this target; default: any
-- param limit (number): how many cases; default: 100
-- answer: 3 rows
--   days | target | measure_type | sender | proposed_on | proposed_on_precision | imposed_on | imposed_on_precision | proposed_evidence | imposed_evidence
--   1 | IQ | trade_embargo | UN Security Council | 1990-08-05 | day | 1990-08-06 | day | SECURITY COUNCIL MEMBERS ON SUNDAY STUDIED A DRAFT RESOLUTI… | THE U.N. SECURITY COUNCIL ORDERED A WORLDWIDE TRADE EMBARGO…
--   1 | LY | transport_restriction | UN Security Council | 1992-03-30 | day | 1992-03-31 | day | The Security Council will vote Tuesday on a draft resolutio… | The Security Council voted Tuesday to sever Libya's air lin…
--   16 | LY | arms_embargo | UN Security Council | 1992-03-30 | day | 1992-04-15 | day | The Security Council will vote Tuesday on a draft resolutio… | The Security Council voted Tuesday to sever Libya's air lin…
SELECT days, target, measure_type, sender, proposed_on, proposed_on_precision, imposed_on, imposed_on_precision, proposed_evidence, imposed_evidence, case_id
FROM adoption_times
WHERE is_party(target, $target)
ORDER BY days, target, measure_type, sender, case_id
LIMIT $limit;
