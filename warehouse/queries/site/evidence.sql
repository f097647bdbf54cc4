-- The words behind each value of some measures.
SELECT measure_id, field, text, start_char, end_char, rule_id
FROM measure_evidence
WHERE measure_id IN (SELECT unnest($measure_ids))
ORDER BY measure_id, start_char, end_char, field;
