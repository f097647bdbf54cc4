-- What became of human decisions, and how often each rule is right by them.
CREATE OR REPLACE VIEW stale_reviews AS
SELECT reviews.*, states.version AS current_version, states.detail
FROM reviews
JOIN review_states AS states ON states.review_id = reviews.review_id
WHERE states.state = 'stale';
COMMENT ON VIEW stale_reviews IS 'Decisions on words that the current version of their story no longer has: applied to nothing, and kept.';
COMMENT ON COLUMN stale_reviews.story_id IS 'Story in which it was looked at';
COMMENT ON COLUMN stale_reviews.rule_id IS 'Rule whose reading was judged';
COMMENT ON COLUMN stale_reviews.current_version IS 'Version without the words';
COMMENT ON COLUMN stale_reviews.detail IS 'What is to be done';

-- The last word on each row of each rule: one that was edited, or lost a party, was not right as it was read.
CREATE OR REPLACE VIEW rule_precision AS
WITH judged AS (
    SELECT
        rule_id, kind, text_sha256, row_key,
        CASE
            WHEN last(decision ORDER BY decided_at, review_id) = 'reject' AND last(field ORDER BY decided_at, review_id) = kind THEN 'reject'
            WHEN last(field ORDER BY decided_at, review_id) = kind AND last(decision ORDER BY decided_at, review_id) = 'accept'
                AND count(*) FILTER (WHERE decision = 'edit') = 0 THEN 'accept'
            ELSE 'edit'
        END AS verdict
    FROM (
        -- A party that was changed with its measure is an edit of the measure.
        SELECT * REPLACE (
            CASE WHEN kind = 'party' AND contains(row_key, '|') THEN 'party' ELSE field END AS field,
            CASE WHEN kind = 'party' AND NOT contains(row_key, '|') THEN 'measure' ELSE kind END AS kind
        )
        FROM reviews
        WHERE rule_id IS NOT NULL AND (decision <> 'add' OR kind = 'party')
    )
    GROUP BY rule_id, kind, text_sha256, row_key
)
SELECT
    rule_id,
    count(*)::INTEGER AS reviewed,
    count(*) FILTER (WHERE verdict = 'accept')::INTEGER AS accepted,
    count(*) FILTER (WHERE verdict = 'edit')::INTEGER AS edited,
    count(*) FILTER (WHERE verdict = 'reject')::INTEGER AS rejected,
    round(accepted / reviewed, 4) AS precision
FROM judged
GROUP BY rule_id
ORDER BY reviewed DESC, rule_id;
COMMENT ON VIEW rule_precision IS 'How often each rule was right, by the last decision on each row that it read.';
COMMENT ON COLUMN rule_precision.rule_id IS 'Rule';
COMMENT ON COLUMN rule_precision.reviewed IS 'Rows that were decided on';
COMMENT ON COLUMN rule_precision.accepted IS 'Accepted as they were read';
COMMENT ON COLUMN rule_precision.edited IS 'Right in part: a value was changed';
COMMENT ON COLUMN rule_precision.rejected IS 'Rejected';
COMMENT ON COLUMN rule_precision.precision IS 'accepted / (accepted + edited + rejected), 0 to 1';

-- What can be decided on: the first copy of each measure, rejected ones included, with its sides and the words that told it.
CREATE OR REPLACE MACRO measures_to_review(of_target, of_sender, of_type, published_from, less_sure_than, of_story) AS TABLE
WITH sides AS (
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
words AS (
    SELECT measure_id, min(start_char) AS start_char, arg_min(end_char, start_char) AS end_char
    FROM measure_evidence
    WHERE field = 'measure_type'
    GROUP BY measure_id
)
SELECT
    measure.*, sides.listed, coalesce(sides.target_ids, []) AS target_ids,
    coalesce(words.start_char, evidence_start) AS trigger_start, coalesce(words.end_char, evidence_end) AS trigger_end,
    {
        'measure_type': measure.measure_type, 'status': measure.status, 'flow': measure.flow, 'instrument': measure.instrument,
        'goods': measure.goods, 'date_value': measure.date_value, 'date_precision': measure.date_precision,
        'date_text': measure.date_text, 'amount_text': measure.amount_text, 'attribution': measure.attribution
    } AS told
FROM measures_with_rejected_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC') AS measure
LEFT JOIN sides ON sides.measure_id = measure.measure_id
LEFT JOIN words ON words.measure_id = measure.measure_id
WHERE measure.copy_rank = 1
    AND (of_target IS NULL OR list_contains(sides.target_names, lower(of_target)))
    AND (of_sender IS NULL OR list_contains(sides.sender_names, lower(of_sender)))
    AND (of_type IS NULL OR measure.measure_type = of_type)
    AND (published_from IS NULL OR measure.published_at >= published_from)
    AND (less_sure_than IS NULL OR measure.confidence < less_sure_than)
    AND (of_story IS NULL OR measure.story_id = of_story);
COMMENT ON MACRO TABLE measures_to_review IS 'Measures that a reviewer can decide on, by target, sender, type, earliest time of publication (UTC), confidence and story; NULL leaves one out.';
