-- Which cases are in force against whom, as far as the stories tell?
SELECT target_name AS target, measure_type, sender_name AS sender, latest_status, latest_as_of
FROM cases
WHERE latest_status IN ('imposed', 'extended', 'eased')
ORDER BY target, latest_as_of DESC NULLS LAST, measure_type, sender;
