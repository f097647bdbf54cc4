-- The positions in `picked_positions`, in the shape in which they are compared.
SELECT
    held.position_id AS row_id, held.story_id, held.version, stories.headline, held.evidence_text AS words, held.start_char, held.end_char,
    FALSE AS is_rejected, NULL::VARCHAR AS reviewer,
    {'holder': coalesce(held.holder_country, held.holder_name), 'stance': held.stance, 'evidence_text': held.evidence_text, 'rule_id': held.rule_id} AS shown_values,
    shown_values AS read_values
FROM picked_positions AS held
JOIN stories ON stories.story_id = held.story_id AND stories.version = held.version
ORDER BY held.story_id, held.start_char, held.position_id;
