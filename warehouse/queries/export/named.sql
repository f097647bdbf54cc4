-- Who and what each exported story names, once, with the forms of the name in it.
SELECT
    mentions.story_id, entities.entity_id, entities.kind, entities.name, entities.country,
    list(DISTINCT mentions.text ORDER BY mentions.text) AS texts, count(*)::INTEGER AS times
FROM mentions_known_at('infinity'::TIMESTAMP) AS mentions
JOIN exported ON exported.story_id = mentions.story_id AND exported.version = mentions.version
JOIN entities ON entities.entity_id = mentions.entity_id
GROUP BY ALL
ORDER BY mentions.story_id, entities.entity_id;
