-- Stories and measures that the warehouse showed at a time (UTC), beside those that it shows now; `told` tells
-- values apart, which a reviewer may change under the same id.
CREATE OR REPLACE TEMP TABLE shown_then AS
SELECT stories.story_id, stories.version, measures.measure_id,
    hash(
        measures.measure_type, measures.status, measures.senders, measures.targets, measures.proposers, measures.goods,
        measures.instrument, measures.date_value, measures.date_precision, measures.amount_text, measures.review_decision
    ) AS told
FROM stories_as_of($since) AS stories
LEFT JOIN measures_as_of($since) AS measures ON measures.story_id = stories.story_id AND measures.version = stories.version;
