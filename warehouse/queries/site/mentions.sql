-- Who and what some stories name.
SELECT
    mentions.story_id, mentions.version, mentions.entity_id, mentions.label, mentions.text, mentions.start_char, mentions.end_char,
    mentions.method, entities.kind, entities.name, entities.country
FROM mentions_known_at('infinity'::TIMESTAMP) AS mentions
LEFT JOIN entities ON entities.entity_id = mentions.entity_id
WHERE mentions.story_id IN (SELECT unnest($story_ids))
ORDER BY mentions.story_id, mentions.start_char, mentions.end_char;
