-- As the stories tell them that are shown now: the last event of a killed or embargoed story is none.
SELECT
    case_id, measure_type, sender AS sender_name, target AS target_name,
    arg_max(coalesce(standing, status), (standing IS NOT NULL, coalesce(told_on, DATE '0001-01-01'), place_in_day, measure_id))
        AS latest_status,
    min(told_on) AS first_as_of, max(told_on) AS latest_as_of
FROM case_history
WHERE case_id IN (
    SELECT events.case_id
    FROM case_events AS events
    JOIN current_measures AS shown ON shown.measure_id = events.measure_id
    JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
)
GROUP BY case_id, measure_type, sender, target
ORDER BY case_id;
