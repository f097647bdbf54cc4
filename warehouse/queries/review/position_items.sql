-- Positions on measures to decide on.
WITH shown AS (
    FROM measures_to_review(
        $target::VARCHAR, $sender::VARCHAR, $measure_type::VARCHAR, $since::TIMESTAMP, $confidence_below::DOUBLE, $story_id::VARCHAR
    )
)
SELECT
    'position' AS field, held.position_id, held.story_id, held.version, extractions.text_sha256, held.start_char, held.end_char,
    held.evidence_text, held.start_char AS words_start,
    concat(coalesce(held.holder_country, held.holder_name), ' ', held.stance, ' ', shown.status, ' ', shown.measure_type) AS value,
    held.rule_id, confidence,
    to_json({
        'position': {
            'stance': held.stance, 'holder_entity_id': held.holder_entity_id, 'holder_country': held.holder_country,
            'holder_name': held.holder_name, 'entity_kind': entities.kind
        },
        'likeness': [read.holder_entity_id],
        'siblings': count(*) OVER (PARTITION BY held.story_id, held.version, held.start_char)
    }) AS seen,
    shown.headline, shown.provider, shown.published_at, shown.source_uri,
    substr(stories.body, greatest(held.start_char - 240, 0) + 1, least(held.start_char, 240)) AS before, substr(stories.body, held.end_char + 1, 240) AS after, held.review_decision, held.reviewer
FROM positions_known_at('infinity'::TIMESTAMP) AS held
JOIN positions AS read ON read.position_id = held.position_id
JOIN shown ON shown.measure_id = held.measure_id
JOIN extractions ON extractions.story_id = held.story_id AND extractions.version = held.version
JOIN stories ON stories.story_id = held.story_id AND stories.version = held.version
LEFT JOIN entities ON entities.entity_id = held.holder_entity_id
WHERE NOT shown.is_rejected AND ($rule::VARCHAR IS NULL OR held.rule_id = $rule::VARCHAR)
    AND NOT ($unreviewed::BOOLEAN AND held.review_decision IS NOT NULL)
ORDER BY confidence, held.position_id;
