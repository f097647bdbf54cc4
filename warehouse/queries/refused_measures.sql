-- Which measures were voted down, vetoed or refused?
-- param limit (number): how many; default: 100
-- answer: first 3 of 5 rows
--   target | measure_type | sender | told_on | told_on_precision | evidence_text | headline
--   ZW | arms_embargo | UN Security Council | 2008-01-01 | year | The American draft called for an arms embargo on Zimbabwe, … | Russia, China block sanctions on Mugabe
--   Kim Jong Un | asset_freeze | US |  |  | To win over China and Russia the United States gave up its … | U.N. caps oil for North Korea, bans its textiles
--   Kim Jong Un | export_restriction | US |  |  | To win over China and Russia the United States gave up its … | U.N. caps oil for North Korea, bans its textiles
SELECT target, measure_type, sender, told_on, told_on_precision, evidence_text, headline, measure_id, case_id
FROM case_history
WHERE status = 'rejected'
ORDER BY told_on DESC NULLS LAST, target, measure_type, sender, case_id, measure_id
LIMIT $limit;
