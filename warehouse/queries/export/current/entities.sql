SELECT *
FROM entities
WHERE entity_id IN (
    SELECT mentions.entity_id
    FROM mentions
    JOIN exported ON exported.story_id = mentions.story_id AND exported.version = mentions.version
    UNION
    SELECT parties.entity_id
    FROM measure_parties AS parties
    JOIN current_measures AS shown ON shown.measure_id = parties.measure_id
    JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
    UNION
    SELECT positions.holder_entity_id
    FROM positions
    JOIN current_measures AS shown ON shown.measure_id = positions.measure_id
    JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
)
ORDER BY entity_id;
