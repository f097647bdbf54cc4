-- Cases and their events from the measures of all stories that may be shown, one story of each cluster of copies.
-- A case is one sender, one target and one type; a measure with two targets is an event of two cases.
CREATE OR REPLACE TEMP TABLE told AS
WITH one_copy AS (
    SELECT story_id, version, published_at
    FROM showable_stories
    QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY word_count DESC, published_at NULLS LAST, story_id) = 1
)
SELECT
    'case_' || left(sha256(concat_ws(chr(31), coalesce(sender.entity_id, ''), target.entity_id, measures.measure_type)), 20) AS case_id,
    measures.measure_id, measures.story_id, measures.status, measures.measure_type,
    coalesce(sender.country, sender.name) AS sender_name, coalesce(target.country, target.name) AS target_name,
    coalesce(measures.date_value::TIMESTAMP, one_copy.published_at) AS as_of
FROM measures
JOIN one_copy ON one_copy.story_id = measures.story_id AND one_copy.version = measures.version
JOIN measure_parties AS target ON target.measure_id = measures.measure_id AND target.role = 'target'
LEFT JOIN measure_parties AS sender ON sender.measure_id = measures.measure_id AND sender.role = 'sender';

DELETE FROM case_events;
INSERT INTO case_events BY NAME
SELECT
    case_id, measure_id, story_id, status, as_of,
    coalesce(CASE lag(status) OVER in_order
        WHEN 'proposed' THEN status IN ('extended', 'eased', 'lifted')
        WHEN 'threatened' THEN status IN ('extended', 'eased', 'lifted')
        WHEN 'rejected' THEN status IN ('extended', 'eased', 'lifted')
        WHEN 'lifted' THEN status IN ('extended', 'eased')
        ELSE FALSE
    END, FALSE) AS is_jump
FROM (SELECT DISTINCT case_id, measure_id, story_id, status, as_of FROM told)
WINDOW in_order AS (PARTITION BY case_id ORDER BY as_of NULLS FIRST, measure_id);

DELETE FROM cases;
INSERT INTO cases BY NAME
SELECT
    case_id, any_value(measure_type) AS measure_type, min(sender_name) AS sender_name, min(target_name) AS target_name,
    last(status ORDER BY as_of NULLS FIRST, measure_id) AS latest_status, min(as_of) AS first_as_of, max(as_of) AS latest_as_of
FROM told
GROUP BY case_id;

DROP TABLE told;
