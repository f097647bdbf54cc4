-- What had been read from the stories at a time (UTC), replays and reviewers' decisions up to then included (docs/review.md).
-- A replay leaves what it replaces in the past_ tables; a row that reviewers have put in counts from their decision on.
CREATE OR REPLACE MACRO read_later(t) AS TABLE
SELECT story_id, version FROM extractions WHERE extracted_at > t;

CREATE OR REPLACE MACRO measures_read_at(t) AS TABLE
SELECT * FROM measures ANTI JOIN read_later(t) USING (story_id, version)
UNION ALL BY NAME
SELECT * EXCLUDE (extracted_at, replaced_at, run_id, replaced_by) FROM past_measures WHERE extracted_at <= t AND replaced_at > t;

CREATE OR REPLACE MACRO parties_read_at(t) AS TABLE
SELECT *
FROM measure_parties
ANTI JOIN (SELECT measure_id FROM measures SEMI JOIN read_later(t) USING (story_id, version)) AS later USING (measure_id)
UNION ALL BY NAME
SELECT * EXCLUDE (extracted_at, replaced_at, run_id, replaced_by) FROM past_measure_parties WHERE extracted_at <= t AND replaced_at > t;

CREATE OR REPLACE MACRO positions_read_at(t) AS TABLE
SELECT * FROM positions ANTI JOIN read_later(t) USING (story_id, version)
UNION ALL BY NAME
SELECT * EXCLUDE (extracted_at, replaced_at, run_id, replaced_by) FROM past_positions WHERE extracted_at <= t AND replaced_at > t;

CREATE OR REPLACE MACRO mentions_read_at(t) AS TABLE
SELECT * FROM mentions ANTI JOIN read_later(t) USING (story_id, version)
UNION ALL BY NAME
SELECT * EXCLUDE (extracted_at, replaced_at, run_id, replaced_by) FROM past_mentions WHERE extracted_at <= t AND replaced_at > t;

-- Every measure, rejected ones included, with the values that reviewers have set or confirmed in place of those that were read.
CREATE OR REPLACE MACRO measures_known_at(t) AS TABLE
SELECT
    measure.* REPLACE (
        CASE WHEN list_contains(reviewed.pinned, 'measure_type') THEN reviewed.measure_type ELSE measure.measure_type END AS measure_type,
        CASE WHEN list_contains(reviewed.pinned, 'status') THEN reviewed.status ELSE measure.status END AS status,
        CASE WHEN list_contains(reviewed.pinned, 'flow') THEN reviewed.flow ELSE measure.flow END AS flow,
        CASE WHEN list_contains(reviewed.pinned, 'instrument') THEN reviewed.instrument ELSE measure.instrument END AS instrument,
        CASE WHEN list_contains(reviewed.pinned, 'goods') THEN reviewed.goods ELSE measure.goods END AS goods,
        CASE WHEN list_contains(reviewed.pinned, 'date_value') THEN reviewed.date_value ELSE measure.date_value END AS date_value,
        CASE WHEN list_contains(reviewed.pinned, 'date_precision') THEN reviewed.date_precision ELSE measure.date_precision END AS date_precision,
        CASE WHEN list_contains(reviewed.pinned, 'date_text') THEN reviewed.date_text ELSE measure.date_text END AS date_text,
        CASE WHEN list_contains(reviewed.pinned, 'amount_text') THEN reviewed.amount_text ELSE measure.amount_text END AS amount_text,
        CASE WHEN list_contains(reviewed.pinned, 'attribution') THEN reviewed.attribution ELSE measure.attribution END AS attribution
    ),
    reviewed.decision AS review_decision, reviewed.reviewer, reviewed.reviewed_at, reviewed.reason AS review_reason, reviewed.review_id,
    coalesce(reviewed.is_rejected, FALSE) AS is_rejected
FROM measures_read_at(t) AS measure
LEFT JOIN reviewed_measures AS reviewed
    ON reviewed.measure_id = measure.measure_id AND counts_at(reviewed.shown_from, reviewed.shown_until, t)
WHERE measure.rule_id <> 'H-review' OR reviewed.measure_id IS NOT NULL;

CREATE OR REPLACE MACRO parties_known_at(t) AS TABLE
SELECT party.measure_id, party.role, party.entity_id, party.country, party.name
FROM parties_read_at(t) AS party
LEFT JOIN reviewed_measures AS reviewed
    ON reviewed.measure_id = party.measure_id AND counts_at(reviewed.shown_from, reviewed.shown_until, t)
WHERE reviewed.measure_id IS NULL OR NOT list_has_any(reviewed.parties_dropped, ['*', party.role || '|' || party.entity_id])
UNION
SELECT party.measure_id, party.role, party.entity_id, party.country, party.name
FROM reviewed_parties AS party
JOIN reviewed_measures AS reviewed ON reviewed.measure_id = party.measure_id AND reviewed.shown_from = party.shown_from
WHERE counts_at(reviewed.shown_from, reviewed.shown_until, t);

CREATE OR REPLACE MACRO positions_known_at(t) AS TABLE
SELECT
    position.* REPLACE (
        coalesce(reviewed.stance, position.stance) AS stance,
        coalesce(reviewed.holder_entity_id, position.holder_entity_id) AS holder_entity_id,
        CASE WHEN reviewed.holder_entity_id IS NULL THEN position.holder_country ELSE reviewed.holder_country END AS holder_country,
        coalesce(reviewed.holder_name, position.holder_name) AS holder_name
    ),
    reviewed.decision AS review_decision, reviewed.reviewer, reviewed.reviewed_at, coalesce(reviewed.is_rejected, FALSE) AS is_rejected
FROM positions_read_at(t) AS position
LEFT JOIN reviewed_positions AS reviewed
    ON reviewed.position_id = position.position_id AND counts_at(reviewed.shown_from, reviewed.shown_until, t);

-- A rejected mention keeps its words and loses its entity.
CREATE OR REPLACE MACRO mentions_known_at(t) AS TABLE
SELECT
    mention.* REPLACE (CASE WHEN reviewed.mention_id IS NULL THEN mention.entity_id ELSE reviewed.entity_id END AS entity_id),
    reviewed.decision AS review_decision, reviewed.reviewer, reviewed.reviewed_at
FROM mentions_read_at(t) AS mention
LEFT JOIN reviewed_mentions AS reviewed
    ON reviewed.mention_id = mention.mention_id AND counts_at(reviewed.shown_from, reviewed.shown_until, t);

COMMENT ON MACRO counts_at IS 'Whether a decision of a reviewer counted at a time (UTC).';
COMMENT ON MACRO TABLE read_later IS 'Story versions whose readings came after a time (UTC): what they held before is in the past_ tables.';
COMMENT ON MACRO TABLE measures_read_at IS 'Measures as the rules had read them at a time (UTC).';
COMMENT ON MACRO TABLE parties_read_at IS 'Parties as the rules had read them at a time (UTC).';
COMMENT ON MACRO TABLE positions_read_at IS 'Positions as the rules had read them at a time (UTC).';
COMMENT ON MACRO TABLE mentions_read_at IS 'Mentions as the rules had read them at a time (UTC).';
COMMENT ON MACRO TABLE measures_known_at IS 'Measures as rules and reviewers had left them at a time (UTC), rejected ones included.';
COMMENT ON MACRO TABLE parties_known_at IS 'Parties as rules and reviewers had left them at a time (UTC).';
COMMENT ON MACRO TABLE positions_known_at IS 'Positions as rules and reviewers had left them at a time (UTC), rejected ones included.';
COMMENT ON MACRO TABLE mentions_known_at IS 'Mentions as rules and reviewers had left them at a time (UTC).';
