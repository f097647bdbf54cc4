-- Where does a state, body or person stand on the sanctions of others?
-- param holder (party): who; example: Russia
-- answer: first 3 of 15 rows
--   stance | measure_type | status | targets | evidence_text | headline | published_at
--   abstains | trade_embargo | lifted | YU, rump state of Serbia and Montenegro | Russia abstained. | Council Suspends Sanctions on Yugoslavia | 1995-11-22 00:00:00
--   opposes | financial_restriction | imposed | IN, Indian government | Russia and France said that they did not favor sanctions. | Clinton Orders Sanctions Against India | 1998-05-13 00:00:00
--   opposes | arms_embargo | rejected | ZW | Russia and China used their vetoes on Friday to defeat a Se… | Russia, China block sanctions on Mugabe | 2008-01-01 00:00:00
SELECT stance, measure_type, status, array_to_string(targets, ', ') AS targets, stance_evidence AS evidence_text, headline, published_at, measure_id
FROM stances
WHERE is_party(holder, $holder)
ORDER BY published_at NULLS LAST, stance, measure_type, position_id
LIMIT 1000;
