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
