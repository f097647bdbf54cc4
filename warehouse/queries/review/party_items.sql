-- Parties of measures to decide on, each with the words that name it.
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
        'party': party, 'measure': {
        'measure_type': shown.measure_type, 'status': shown.status, 'flow': shown.flow, 'instrument': shown.instrument,
        'goods': shown.goods, 'date_value': shown.date_value, 'date_precision': shown.date_precision, 'date_text': shown.date_text,
        'amount_text': shown.amount_text, 'attribution': shown.attribution
    }, 'parties': listed,
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
