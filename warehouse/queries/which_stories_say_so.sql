-- Which stories say so: who reports measures against a target, when, and in which words?
-- param target (party): whom they are against; example: Haiti
-- param type (type): only this kind; default: any; example: trade_embargo
-- param status (status): only with this status; default: any
-- param limit (number): how many; default: 200
-- answer: 3 rows
--   told_on | status | measure_type | sender | evidence_text | attribution | provider | headline | published_at
--   1991-10-08 | imposed | trade_embargo | OAS | Foreign ministers of the Organization of American States ag… |  | MW | Hemisphere Turns to Embargo Against Haiti's Army | 1991-10-08 00:00:00
--   1994-04-29 | proposed | trade_embargo | UN Security Council | The Security Council is expected to vote Friday on a near-t… |  | MW | Vote Near on Wider Haiti Embargo | 1994-05-05 00:00:00
--   1994-05-06 | proposed | trade_embargo | UN Security Council | Aristide, in exile in Washington, had asked for a wider emb… |  | MW | Council Orders Trade Cut Off if Haiti's Generals Stay | 1994-05-06 00:00:00
SELECT told_on, status, measure_type, sender, evidence_text, attribution, provider, headline, published_at, source_uri, measure_id, story_id
FROM case_history
WHERE is_party(target, $target) AND ($type IS NULL OR measure_type = $type) AND ($status IS NULL OR status = $status)
ORDER BY told_on NULLS LAST, place_in_day, measure_id
LIMIT $limit;
