SELECT *
FROM entities
WHERE entity_id IN (
    SELECT mentions.entity_id
    FROM mentions_known_at('infinity'::TIMESTAMP) AS mentions
    JOIN exported ON exported.story_id = mentions.story_id AND exported.version = mentions.version
    UNION
    SELECT parties.entity_id
    FROM current_parties AS parties
    JOIN exported ON exported.story_id = parties.story_id AND exported.version = parties.version
    UNION
    SELECT positions.holder_entity_id
    FROM current_positions AS positions
    JOIN exported ON exported.story_id = positions.story_id AND exported.version = positions.version
)
ORDER BY entity_id;
