-- The positions on the exported measures.
SELECT
    positions.position_id, positions.story_id, positions.measure_id, positions.holder_entity_id, positions.holder_country, positions.holder_name,
    positions.stance, positions.evidence_text, shown.measure_type, shown.published_at, shown.published_precision
FROM current_positions AS positions
JOIN current_measures AS shown ON shown.measure_id = positions.measure_id
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
ORDER BY positions.position_id;
