-- What those stories tell, in the order of their words.
SELECT
    measures.*,
    coalesce(names.implementers, []) AS implementers,
    coalesce(measures.date_value, measures.published_at::DATE) AS as_of,
    CASE WHEN measures.date_value IS NOT NULL THEN measures.date_precision ELSE measures.published_precision END AS as_of_precision
FROM current_measures AS measures
LEFT JOIN measure_names AS names ON names.measure_id = measures.measure_id
ORDER BY measures.story_id, measures.evidence_start, measures.evidence_end, measures.measure_id;
