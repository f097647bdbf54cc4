-- The mentions of a story version, in layers: what is read today, and what each replay replaced.
SELECT
    mention_id, any_value(start_char) AS start_char, any_value(end_char) AS end_char, [any_value(label)] AS likeness,
    layer
FROM (
    SELECT mention_id, start_char, end_char, label, '' AS layer
    FROM mentions
    WHERE story_id = $story_id AND version = $version
    UNION ALL
    SELECT mention_id, start_char, end_char, label, replaced_at::VARCHAR AS layer
    FROM past_mentions
    WHERE story_id = $story_id AND version = $version
)
GROUP BY mention_id, layer
ORDER BY mention_id, layer;
