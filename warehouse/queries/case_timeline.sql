-- How did each measure go from story to story, and which steps cannot be?
SELECT
    target_name AS target, sender_name AS sender, cases.measure_type, as_of, step, status, jump_reason, current_measures.headline, cases.case_id
FROM cases
JOIN case_events USING (case_id)
LEFT JOIN current_measures USING (measure_id)
WHERE case_id IN (SELECT case_id FROM case_events GROUP BY case_id HAVING count(DISTINCT case_events.story_id) > 1)
ORDER BY target, sender, cases.measure_type, as_of NULLS FIRST, cases.case_id;
