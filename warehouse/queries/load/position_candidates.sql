-- The positions of a story version, in layers: what is read today, and what each replay replaced; the holder tells them apart.
SELECT
    position_id, any_value(start_char) AS start_char, any_value(end_char) AS end_char, [any_value(holder_entity_id)] AS likeness,
    layer
FROM (
    SELECT position_id, start_char, end_char, holder_entity_id, '' AS layer
    FROM positions
    WHERE story_id = $story_id AND version = $version
    UNION ALL
    SELECT position_id, start_char, end_char, holder_entity_id, replaced_at::VARCHAR AS layer
    FROM past_positions
    WHERE story_id = $story_id AND version = $version
)
GROUP BY position_id, layer
ORDER BY position_id, layer;
