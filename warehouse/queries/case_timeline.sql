-- How did each measure go from story to story, and which steps cannot be?
-- param limit (number): how many events; default: 200
-- answer: first 3 of 108 rows
--   target | sender | measure_type | told_on | step | status | jump_reason | headline
--   ER | UN Security Council | arms_embargo | 2009-12-23 | imposed | imposed |  | U.N. council imposes arms embargo on Eritrea
--   ER | UN Security Council | arms_embargo | 2009-12-23 | told again | imposed |  | Security Council imposes sanctions on Eritrea
--   ER | UN Security Council | arms_embargo | 2018-11-14 | lifted | lifted |  | UN lifts sanctions on Eritrea after nine years
WITH several AS (
    SELECT case_id FROM case_events GROUP BY case_id HAVING count(DISTINCT story_id) > 1
)
SELECT history.target, history.sender, history.measure_type, history.told_on, history.step, history.status, history.jump_reason, history.headline, history.case_id
FROM case_history AS history
SEMI JOIN several ON several.case_id = history.case_id
ORDER BY history.target, history.sender, history.measure_type, history.case_id, history.told_on NULLS FIRST, history.place_in_day, history.measure_id
LIMIT $limit;
