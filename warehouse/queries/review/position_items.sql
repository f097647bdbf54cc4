-- Positions on measures to decide on.
WITH parties AS (
    SELECT
        measure_id,
        list({'role': role, 'entity_id': entity_id, 'country': party.country, 'name': party.name, 'entity_kind': entities.kind}
            ORDER BY role, entity_id) AS listed,
        list_sort(list(DISTINCT entity_id) FILTER (WHERE role = 'target')) AS target_ids,
        list_distinct(flatten(list([lower(party.country), lower(party.name)]) FILTER (WHERE role = 'sender'))) AS sender_names,
        list_distinct(flatten(list([lower(party.country), lower(party.name)]) FILTER (WHERE role = 'target'))) AS target_names
    FROM parties_known_at('infinity'::TIMESTAMP) AS party
    LEFT JOIN entities USING (entity_id)
    GROUP BY measure_id
),
shown AS (
    SELECT
        measure.*, parties.listed, coalesce(parties.target_ids, []) AS target_ids,
        coalesce(words.start_char, evidence_start) AS trigger_start, coalesce(words.end_char, evidence_end) AS trigger_end
    FROM measures_with_rejected_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC') AS measure
    LEFT JOIN parties ON parties.measure_id = measure.measure_id
    LEFT JOIN (
        SELECT measure_id, min(start_char) AS start_char, arg_min(end_char, start_char) AS end_char
        FROM measure_evidence
        WHERE field = 'measure_type'
        GROUP BY measure_id
    ) AS words ON words.measure_id = measure.measure_id
    WHERE measure.copy_rank = 1
        AND ($target::VARCHAR IS NULL OR list_contains(parties.target_names, lower($target::VARCHAR)))
        AND ($sender::VARCHAR IS NULL OR list_contains(parties.sender_names, lower($sender::VARCHAR)))
        AND ($measure_type::VARCHAR IS NULL OR measure.measure_type = $measure_type::VARCHAR)
        AND ($since::TIMESTAMP IS NULL OR measure.published_at >= $since::TIMESTAMP)
        AND ($confidence_below::DOUBLE IS NULL OR measure.confidence < $confidence_below::DOUBLE)
        AND ($story_id::VARCHAR IS NULL OR measure.story_id = $story_id::VARCHAR)
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
