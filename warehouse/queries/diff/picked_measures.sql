-- The measures in `picked_measures`, in the shape in which they are compared.
WITH names AS (
    SELECT
        measure_id,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'sender')), []) AS senders,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'target')), []) AS targets,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'proposer')), []) AS proposers
    FROM picked_parties
    GROUP BY measure_id
)
SELECT
    measure.measure_id AS row_id, measure.story_id, measure.version, stories.headline, measure.evidence_text AS words,
    measure.evidence_start AS start_char, measure.evidence_end AS end_char, FALSE AS is_rejected, NULL::VARCHAR AS reviewer,
    {
        'measure_type': measure.measure_type, 'status': measure.status, 'senders': coalesce(names.senders, []),
        'targets': coalesce(names.targets, []), 'proposers': coalesce(names.proposers, []), 'flow': measure.flow,
        'instrument': measure.instrument, 'goods': measure.goods, 'date_value': measure.date_value::VARCHAR,
        'date_precision': measure.date_precision, 'amount_text': measure.amount_text, 'attribution': measure.attribution,
        'evidence_text': measure.evidence_text, 'confidence': measure.confidence, 'rule_id': measure.rule_id
    } AS shown_values, shown_values AS read_values
FROM picked_measures AS measure
JOIN stories ON stories.story_id = measure.story_id AND stories.version = measure.version
LEFT JOIN names ON names.measure_id = measure.measure_id
ORDER BY measure.story_id, measure.evidence_start, measure.measure_id;
