-- The questions that people ask most.
CREATE OR REPLACE VIEW measure_timeline AS
SELECT
    coalesce(date_value, published_at::DATE) AS as_of,
    CASE WHEN date_value IS NOT NULL THEN date_precision WHEN published_at IS NOT NULL THEN published_precision END AS as_of_precision,
    CASE WHEN date_value IS NOT NULL THEN 'measure' WHEN published_at IS NOT NULL THEN 'story' END AS as_of_basis,
    measure_id, story_id, version, status, measure_type, senders, targets, proposers, goods, instrument, evidence_text, headline, provider
FROM current_measures
ORDER BY as_of NULLS LAST, measure_id;
COMMENT ON VIEW measure_timeline IS 'Measures in the order of their dates: the date of the measure, else of its story.';
COMMENT ON COLUMN measure_timeline.as_of IS 'Date of the measure, else of its story; null if neither is known';
COMMENT ON COLUMN measure_timeline.as_of_precision IS 'How exact as_of is: a month or year stands as its first day';
COMMENT ON COLUMN measure_timeline.as_of_basis IS 'measure or story: whose date as_of is';
COMMENT ON COLUMN measure_timeline.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN measure_timeline.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN measure_timeline.proposers IS 'Country codes or names of the proposers';

CREATE OR REPLACE VIEW sender_target_matrix AS
SELECT
    coalesce(sender.country, sender.name, '(not named)') AS sender,
    coalesce(target.country, target.name, '(not named)') AS target,
    count(DISTINCT measures.measure_id)::INTEGER AS measures,
    count(DISTINCT measures.measure_id) FILTER (WHERE status IN ('imposed', 'extended', 'eased'))::INTEGER AS in_force,
    count(DISTINCT measures.measure_id) FILTER (WHERE status IN ('proposed', 'threatened'))::INTEGER AS pending,
    count(DISTINCT measures.measure_id) FILTER (WHERE status IN ('lifted', 'rejected'))::INTEGER AS ended,
    count(DISTINCT measures.story_id)::INTEGER AS stories
FROM current_measures AS measures
LEFT JOIN parties_known_at('infinity'::TIMESTAMP) AS sender ON sender.measure_id = measures.measure_id AND sender.role = 'sender'
LEFT JOIN parties_known_at('infinity'::TIMESTAMP) AS target ON target.measure_id = measures.measure_id AND target.role = 'target'
GROUP BY ALL
ORDER BY measures DESC, sender, target;
COMMENT ON VIEW sender_target_matrix IS 'How often each sender stands against each target, by what became of the measure.';
COMMENT ON COLUMN sender_target_matrix.sender IS 'Country code or name of the sender';
COMMENT ON COLUMN sender_target_matrix.target IS 'Country code or name of the target';
COMMENT ON COLUMN sender_target_matrix.measures IS 'Measures told by current stories';
COMMENT ON COLUMN sender_target_matrix.in_force IS 'Of these imposed, extended or eased';
COMMENT ON COLUMN sender_target_matrix.pending IS 'Of these proposed or threatened';
COMMENT ON COLUMN sender_target_matrix.ended IS 'Of these lifted or rejected';
COMMENT ON COLUMN sender_target_matrix.stories IS 'Stories that tell them';

CREATE OR REPLACE VIEW open_proposals AS
SELECT
    cases.case_id, cases.measure_type, cases.sender_name, cases.target_name, cases.latest_status, cases.first_as_of,
    cases.latest_as_of,
    list(DISTINCT current_measures.story_id ORDER BY current_measures.story_id) AS story_ids
FROM cases
JOIN case_events ON case_events.case_id = cases.case_id
JOIN current_measures ON current_measures.measure_id = case_events.measure_id
WHERE cases.latest_status IN ('proposed', 'threatened')
GROUP BY ALL
ORDER BY cases.latest_as_of DESC NULLS LAST, cases.case_id;
COMMENT ON VIEW open_proposals IS 'Cases that stand at proposed or threatened: no story tells that they were imposed or refused.';
COMMENT ON COLUMN open_proposals.story_ids IS 'Stories that tell the case';

CREATE OR REPLACE VIEW entity_activity AS
WITH named AS (
    SELECT mentions.entity_id, count(*)::INTEGER AS mentions, count(DISTINCT mentions.story_id)::INTEGER AS stories
    FROM mentions_known_at('infinity'::TIMESTAMP) AS mentions
    JOIN current_stories AS shown ON shown.story_id = mentions.story_id AND shown.version = mentions.version
    GROUP BY mentions.entity_id
),
party AS (
    SELECT
        parties.entity_id,
        count(DISTINCT parties.measure_id) FILTER (WHERE parties.role = 'sender')::INTEGER AS measures_sent,
        count(DISTINCT parties.measure_id) FILTER (WHERE parties.role = 'target')::INTEGER AS measures_received
    FROM current_parties AS parties
    GROUP BY parties.entity_id
),
held AS (
    SELECT positions.holder_entity_id AS entity_id, count(*)::INTEGER AS positions_held
    FROM current_positions AS positions
    GROUP BY positions.holder_entity_id
)
-- Each is counted by itself: joined first, one entity's mentions would multiply with its measures.
SELECT
    entities.entity_id, entities.kind, entities.name, entities.country,
    coalesce(named.mentions, 0) AS mentions, coalesce(named.stories, 0) AS stories,
    coalesce(party.measures_sent, 0) AS measures_sent, coalesce(party.measures_received, 0) AS measures_received,
    coalesce(held.positions_held, 0) AS positions_held
FROM entities
LEFT JOIN named ON named.entity_id = entities.entity_id
LEFT JOIN party ON party.entity_id = entities.entity_id
LEFT JOIN held ON held.entity_id = entities.entity_id
WHERE named.entity_id IS NOT NULL OR party.entity_id IS NOT NULL OR held.entity_id IS NOT NULL
ORDER BY stories DESC, entities.entity_id;
COMMENT ON VIEW entity_activity IS 'How often each entity is named, sends, receives and takes a stand in current stories.';
COMMENT ON COLUMN entity_activity.mentions IS 'Mentions';
COMMENT ON COLUMN entity_activity.stories IS 'Stories that name it';
COMMENT ON COLUMN entity_activity.measures_sent IS 'Measures of which it is a sender';
COMMENT ON COLUMN entity_activity.measures_received IS 'Measures of which it is a target';
COMMENT ON COLUMN entity_activity.positions_held IS 'Positions that it holds';
