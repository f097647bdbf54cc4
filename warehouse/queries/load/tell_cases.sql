-- What each measure tells, with the piece of a case it belongs to, and the pairs of pieces that one legal act joins.
-- Only stories that may be shown, one of each cluster of copies. A measure with two targets is told in two pieces.
CREATE OR REPLACE TEMP TABLE told AS
WITH one_copy AS (
    SELECT story_id, version, published_at
    FROM showable_stories
    QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY word_count DESC, published_at NULLS LAST, story_id) = 1
),
-- An organ acts for its body, and a body goes on in its successor: the Council and the United Nations are one sender.
acting_for AS (
    SELECT
        'body:' || code AS entity_id,
        'body:' || coalesce(CASE WHEN kind = 'un_organ' THEN 'united-nations' END, stands_for, successor, code) AS actor_id
    FROM ref_bodies
),
parties AS (
    SELECT
        party.measure_id, party.role, party.entity_id, party.country, party.name, entities.kind,
        coalesce(acting_for.actor_id, party.entity_id) AS actor_id
    FROM parties_known_at('infinity'::TIMESTAMP) AS party
    LEFT JOIN entities ON entities.entity_id = party.entity_id
    LEFT JOIN acting_for ON acting_for.entity_id = party.entity_id
)
SELECT
    measures.measure_id, measures.story_id, measures.status, measures.measure_type,
    coalesce(sender.country, sender.name) AS sender_name, coalesce(target.country, target.name) AS target_name,
    coalesce(measures.date_value::TIMESTAMP, one_copy.published_at) AS as_of,
    -- "Resolution 1718", "Executive Order 12532": the number makes it one act; "the resolution" is any.
    lower(nullif(regexp_extract(measures.instrument, '(?i)(resolution|order|decree|law|regulation|act) (?:no\.? ?)?(\d{2,6})', 1), ''))
        || ' ' || regexp_extract(measures.instrument, '(?i)(resolution|order|decree|law|regulation|act) (?:no\.? ?)?(\d{2,6})', 2) AS act,
    -- A target or sender without a name is another one in every story.
    target.actor_id || CASE WHEN target.kind = 'group' THEN ' in ' || measures.story_id ELSE '' END AS target_key,
    coalesce(sender.actor_id, 'nobody named in ' || measures.story_id) AS sender_key,
    'case_' || left(sha256(concat_ws(chr(31), sender_key, target_key, measures.measure_type)), 20) AS piece
FROM measures_known_at('infinity'::TIMESTAMP) AS measures
JOIN one_copy ON one_copy.story_id = measures.story_id AND one_copy.version = measures.version
JOIN parties AS target ON target.measure_id = measures.measure_id AND target.role = 'target'
LEFT JOIN parties AS sender ON sender.measure_id = measures.measure_id AND sender.role = 'sender'
WHERE NOT measures.is_rejected;

-- One numbered act on one target is one measure whoever is told as its sender. Where the types differ too, only if each
-- story tells nothing else of that act, and one of them names no kind, or both are about trade.
CREATE OR REPLACE TEMP TABLE joined_pieces AS
WITH of_act AS (
    SELECT told.*, count(DISTINCT measure_type) OVER (PARTITION BY story_id, act, target_key) AS kinds
    FROM told
    WHERE act IS NOT NULL AND target_key NOT LIKE '% in %'
)
SELECT DISTINCT one.piece, other.piece AS other_piece
FROM of_act AS one
JOIN of_act AS other ON other.act = one.act AND other.target_key = one.target_key AND other.piece > one.piece
WHERE one.measure_type = other.measure_type
    OR (one.kinds = 1 AND other.kinds = 1 AND one.story_id <> other.story_id AND (
        'unspecified' IN (one.measure_type, other.measure_type)
        OR (one.measure_type IN ('trade_embargo', 'import_restriction', 'export_restriction')
            AND other.measure_type IN ('trade_embargo', 'import_restriction', 'export_restriction'))
    ));
