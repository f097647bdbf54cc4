-- What became of the measures against a target, step by step?
-- param target (party): whom they are against; example: Haiti
-- param type (type): only this kind; default: any
-- param sender (party): only of this sender; default: any
-- answer: first 3 of 20 rows
--   measure_type | sender | told_on | told_on_precision | step | status | evidence_text | headline | provider
--   aid_suspension | FR | 1991-10-08 | day | imposed | imposed | France stopped its aid as well. | Hemisphere Turns to Embargo Against Haiti's Army | MW
--   aid_suspension | US | 1991-10-08 | day | imposed | imposed | The Bush administration froze Haitian government accounts i… | Hemisphere Turns to Embargo Against Haiti's Army | MW
--   arms_embargo | UN Security Council | 1993-06-01 | month | imposed | imposed | It first put an oil and arms embargo on Haiti last June, su… | Council Orders Trade Cut Off if Haiti's Generals Stay | MW
SELECT measure_type, sender, told_on, told_on_precision, step, status, evidence_text, headline, provider, case_id, measure_id
FROM case_history
WHERE is_party(target, $target) AND ($type IS NULL OR measure_type = $type) AND is_party(sender, $sender)
ORDER BY measure_type, sender, case_id, told_on NULLS FIRST, place_in_day, measure_id
LIMIT 1000;
