-- What is in force against a target on a day?
-- param target (party): whom it is against; example: Libya
-- param on (day): the day; default: today; example: 1993-01-01
-- answer: first 3 of 6 rows
--   measure_type | sender | target | status | in_force_since | status_on | status_on_precision | stories | evidence_text | headline
--   import_restriction | US | LY | imposed | 1982-01-01 | 1982-01-01 | year | 1 | The United States has refused to buy Libyan crude oil since… | REAGAN FREEZES LIBYAN ASSETS A DAY AFTER TRADE BAN
--   asset_freeze | US | LY | imposed | 1986-01-01 | 1986-01-01 | year | 1 | The United States has kept Libyan assets frozen and banned … | Council Grounds Flights to Libya
--   trade_embargo | US | LY | imposed | 1986-01-01 | 1986-01-01 | year | 1 | The United States has kept Libyan assets frozen and banned … | Council Grounds Flights to Libya
SELECT measure_type, sender, target, status, in_force_since, status_on, status_on_precision, stories, evidence_text, headline, measure_id, case_id
FROM in_force_as_of($target, $on)
ORDER BY in_force_since, measure_type, sender, case_id;
