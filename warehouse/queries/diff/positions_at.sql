-- The positions on the measures that the warehouse showed at a time, rejected ones included.
SELECT
    held.position_id AS row_id, held.story_id, held.version, shown.headline, held.evidence_text AS words, held.start_char, held.end_char,
    held.is_rejected OR shown.is_rejected AS is_rejected, held.reviewer,
    {'holder': coalesce(held.holder_country, held.holder_name), 'stance': held.stance, 'evidence_text': held.evidence_text, 'rule_id': held.rule_id} AS shown_values,
    {'holder': coalesce(read.holder_country, read.holder_name), 'stance': read.stance, 'evidence_text': read.evidence_text, 'rule_id': read.rule_id} AS read_values
FROM positions_known_at($at::TIMESTAMP) AS held
JOIN positions_read_at($at::TIMESTAMP) AS read ON read.position_id = held.position_id
JOIN measures_with_rejected_as_of($at::TIMESTAMP, $at::TIMESTAMP) AS shown ON shown.measure_id = held.measure_id
WHERE shown.copy_rank = 1
ORDER BY held.story_id, held.start_char, held.position_id;
