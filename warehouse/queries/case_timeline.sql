-- How did each measure go from story to story, and which steps cannot be?
WITH several AS (
    SELECT case_id FROM case_events GROUP BY case_id HAVING count(DISTINCT story_id) > 1
)
SELECT
    cases.target_name AS target, cases.sender_name AS sender, cases.measure_type, events.as_of, events.step, events.status,
    events.jump_reason, measures.headline, cases.case_id
FROM several
JOIN cases USING (case_id)
JOIN case_events AS events USING (case_id)
LEFT JOIN current_measures AS measures ON measures.measure_id = events.measure_id
ORDER BY target, sender, cases.measure_type, cases.case_id, events.as_of NULLS FIRST,
    list_position(['proposed', 'threatened', 'rejected', 'imposed', 'extended', 'eased', 'lifted'], events.status);
