-- What have reviewers decided, and what has become of it?
-- answer: 0 rows
--   reviewer | decision | kind | field | value | reason | state | detail | words
SELECT
    reviews.decided_at, reviews.reviewer, reviews.decision, reviews.kind, reviews.field, reviews.value, reviews.reason, states.state,
    states.detail, reviews.words, reviews.story_id, reviews.rule_id, reviews.review_id
FROM reviews
LEFT JOIN review_states AS states ON states.review_id = reviews.review_id
ORDER BY reviews.decided_at DESC, reviews.review_id;
