-- Parties of measures to decide on, each with the words that name it.
WITH shown AS (
    FROM measures_to_review(
        $target::VARCHAR, $sender::VARCHAR, $measure_type::VARCHAR, $since::TIMESTAMP, $confidence_below::DOUBLE, $story_id::VARCHAR
    )
),
named AS (
    SELECT measure_id, field, min(start_char) AS start_char, any_value(rule_id) AS rule_id FROM measure_evidence GROUP BY ALL
),
decided AS (
    SELECT row_key, last(decision ORDER BY decided_at, review_id) AS decision, last(reviewer ORDER BY decided_at, review_id) AS reviewer
    FROM reviews
    WHERE kind = 'party'
    GROUP BY row_key
)
SELECT
    party.role AS field, concat_ws('|', shown.measure_id, party.role, party.entity_id) AS row_key, shown.story_id, shown.version,
    extractions.text_sha256, trigger_start, trigger_end, evidence_text, evidence_start,
    concat(party.role, ': ', party.name, coalesce(' (' || party.country || ')', '')) AS value, named.rule_id, confidence,
    to_json({
        'party': party, 'measure': shown.told, 'parties': listed,
        'likeness': list_prepend(shown.measure_type, target_ids),
        'siblings': (SELECT count(*) FROM shown AS other WHERE other.story_id = shown.story_id AND other.version = shown.version
            AND other.trigger_start = shown.trigger_start)
    }) AS seen,
    shown.headline, shown.provider, shown.published_at, shown.source_uri,
    substr(stories.body, greatest(evidence_start - 240, 0) + 1, least(evidence_start, 240)) AS before, substr(stories.body, evidence_end + 1, 240) AS after, decided.decision, decided.reviewer
FROM (SELECT *, unnest(listed) AS party FROM shown) AS shown
JOIN extractions ON extractions.story_id = shown.story_id AND extractions.version = shown.version
JOIN stories ON stories.story_id = shown.story_id AND stories.version = shown.version
LEFT JOIN named ON named.measure_id = shown.measure_id AND named.field = party.role
LEFT JOIN decided ON decided.row_key = concat_ws('|', shown.measure_id, party.role, party.entity_id)
WHERE NOT shown.is_rejected AND ($rule::VARCHAR IS NULL OR named.rule_id = $rule::VARCHAR)
    AND NOT ($unreviewed::BOOLEAN AND decided.decision IS NOT NULL)
ORDER BY confidence, shown.measure_id, party.role, party.entity_id;
