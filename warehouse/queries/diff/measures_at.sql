-- The measures that the warehouse showed at a time, rejected ones included, beside what the rules had read of each.
WITH names_read AS (
    SELECT
        measure_id,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'sender')), []) AS senders,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'target')), []) AS targets,
        coalesce(list_sort(list(coalesce(country, name)) FILTER (WHERE role = 'proposer')), []) AS proposers
    FROM parties_read_at($at::TIMESTAMP)
    GROUP BY measure_id
)
SELECT
    shown.measure_id AS row_id, shown.story_id, shown.version, shown.headline, shown.evidence_text AS words, shown.evidence_start AS start_char,
    shown.evidence_end AS end_char, shown.is_rejected, shown.reviewer,
    {
        'measure_type': shown.measure_type, 'status': shown.status, 'senders': shown.senders, 'targets': shown.targets,
        'proposers': shown.proposers, 'flow': shown.flow, 'instrument': shown.instrument, 'goods': shown.goods,
        'date_value': shown.date_value::VARCHAR, 'date_precision': shown.date_precision, 'amount_text': shown.amount_text,
        'attribution': shown.attribution, 'evidence_text': shown.evidence_text, 'confidence': shown.confidence, 'rule_id': shown.rule_id
    } AS shown_values,
    {
        'measure_type': read.measure_type, 'status': read.status, 'senders': coalesce(names_read.senders, []),
        'targets': coalesce(names_read.targets, []), 'proposers': coalesce(names_read.proposers, []), 'flow': read.flow,
        'instrument': read.instrument, 'goods': read.goods, 'date_value': read.date_value::VARCHAR,
        'date_precision': read.date_precision, 'amount_text': read.amount_text, 'attribution': read.attribution,
        'evidence_text': read.evidence_text, 'confidence': read.confidence, 'rule_id': read.rule_id
    } AS read_values
FROM measures_with_rejected_as_of($at::TIMESTAMP, $at::TIMESTAMP) AS shown
JOIN measures_read_at($at::TIMESTAMP) AS read ON read.measure_id = shown.measure_id
LEFT JOIN names_read ON names_read.measure_id = shown.measure_id
WHERE shown.copy_rank = 1
ORDER BY shown.story_id, shown.evidence_start, shown.measure_id;
