-- Which measures does a story not tell itself, but put into somebody's mouth?
-- param limit (number): how many; default: 100
-- answer: first 3 of 33 rows
--   attribution | status | measure_type | senders | targets | evidence_text | headline | published_at
--   diplomats | lifted | asset_freeze | [European Union] | [SY] | The decision will reopen Europe's financial markets to Syri… | EU agrees to end economic sanctions on Syria | 2025-05-20 00:00:00
--   he | lifted | unspecified | [US] | [SY] | U.S. President Donald Trump surprised his own officials a w… | EU agrees to end economic sanctions on Syria | 2025-05-20 00:00:00
--   ECOWAS Commission President Omar Touray | lifted | financial_restriction | [ECOWAS] | [NE] | The closure of borders, the no-fly zone and the freeze on N… | ECOWAS Lifts Most Niger Sanctions | 2024-02-24 00:00:00
SELECT attribution, status, measure_type, senders, targets, evidence_text, headline, published_at, measure_id
FROM current_measures
WHERE attribution IS NOT NULL
ORDER BY published_at DESC NULLS LAST, attribution, evidence_text, measure_id
LIMIT $limit;
