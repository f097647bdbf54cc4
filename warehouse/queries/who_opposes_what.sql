-- Who stands for or against which measure, and in which words?
SELECT
    coalesce(positions.holder_country, positions.holder_name) AS holder, positions.stance, measures.measure_type, measures.status,
    array_to_string(measures.targets, ', ') AS targets, positions.evidence_text, measures.published_at
FROM current_positions AS positions
JOIN current_measures AS measures ON measures.measure_id = positions.measure_id
ORDER BY measures.published_at NULLS LAST, holder, positions.stance, measures.measure_type, positions.position_id;
