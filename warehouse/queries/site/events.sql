-- Cases with their events, oldest first; an event without a date comes before the dated ones.
SELECT case_id, measure_type, sender, target, measure_id, status, step, jump_reason, standing, told_on, told_on_precision
FROM case_history
ORDER BY case_id, told_on NULLS FIRST, place_in_day, measure_id;
