-- Which measures are the most recent, and which words say so?
SELECT
    as_of, as_of_precision, status, measure_type, array_to_string(senders, ', ') AS senders, array_to_string(targets, ', ') AS targets,
    evidence_text, headline, measure_id
FROM measure_timeline
WHERE as_of IS NOT NULL
ORDER BY as_of DESC, measure_id
LIMIT 5;
