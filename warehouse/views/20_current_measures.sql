-- Measures of the stories that may be shown now, with the names of their parties beside them.
CREATE OR REPLACE MACRO names_known_at(t) AS TABLE
SELECT
    measure_id,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'sender'), []) AS senders,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'target'), []) AS targets,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'proposer'), []) AS proposers,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'implementer'), []) AS implementers
FROM parties_known_at(t)
GROUP BY measure_id;

CREATE OR REPLACE VIEW measure_names AS FROM names_known_at('infinity'::TIMESTAMP);
COMMENT ON VIEW measure_names IS 'Parties of each measure as lists: country code, else name.';
COMMENT ON COLUMN measure_names.senders IS 'Who acts or would act';
COMMENT ON COLUMN measure_names.targets IS 'On whom';
COMMENT ON COLUMN measure_names.proposers IS 'Who asks for it';
COMMENT ON COLUMN measure_names.implementers IS 'Who carries it out for the sender';

-- Measures of the stories that might be shown at a time, as reviewers left them, with the names of their parties, syndicated
-- copies included, and those that reviewers have rejected.
CREATE OR REPLACE MACRO measures_with_rejected_as_of(seen_until, shown_at) AS TABLE
SELECT
    measures.* EXCLUDE (review_decision, reviewer, reviewed_at, review_reason, review_id, is_rejected),
    coalesce(names.senders, []) AS senders,
    coalesce(names.targets, []) AS targets,
    coalesce(names.proposers, []) AS proposers,
    stories.headline,
    stories.provider,
    stories.source_uri,
    stories.dateline_place,
    stories.published_at,
    stories.published_precision,
    stories.cluster_id,
    stories.copies,
    stories.copy_rank,
    measures.review_decision,
    measures.reviewer,
    measures.reviewed_at,
    measures.review_reason,
    measures.review_id,
    measures.is_rejected
FROM measures_known_at(seen_until) AS measures
JOIN stories_with_copies_as_of(seen_until, shown_at) AS stories
    ON stories.story_id = measures.story_id AND stories.version = measures.version
LEFT JOIN names_known_at(seen_until) AS names ON names.measure_id = measures.measure_id;

CREATE OR REPLACE MACRO measures_with_copies_as_of(seen_until, shown_at) AS TABLE
SELECT * EXCLUDE (review_id, is_rejected) FROM measures_with_rejected_as_of(seen_until, shown_at) WHERE NOT is_rejected;

-- The measures that the warehouse showed at a time (UTC), one story of each cluster of copies.
CREATE OR REPLACE MACRO measures_as_of(t) AS TABLE
SELECT * FROM measures_with_copies_as_of(t::TIMESTAMP, t::TIMESTAMP) WHERE copy_rank = 1;

CREATE OR REPLACE VIEW current_measures_with_copies AS
SELECT * FROM measures_with_copies_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC');
COMMENT ON VIEW current_measures_with_copies IS 'Measures of every story that may be shown now, syndicated copies included.';
COMMENT ON COLUMN current_measures_with_copies.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN current_measures_with_copies.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN current_measures_with_copies.proposers IS 'Country codes or names of the proposers';
COMMENT ON COLUMN current_measures_with_copies.copies IS 'Copies of the story that may be shown';
COMMENT ON COLUMN current_measures_with_copies.copy_rank IS '1 for the fullest copy of the story';
COMMENT ON COLUMN current_measures_with_copies.review_decision IS 'accept, edit or add: what a reviewer has made of the measure; null if nobody has looked at it';
COMMENT ON COLUMN current_measures_with_copies.reviewer IS 'Who decided last';
COMMENT ON COLUMN current_measures_with_copies.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN current_measures_with_copies.review_reason IS 'Why';

CREATE OR REPLACE VIEW current_measures AS
SELECT * FROM current_measures_with_copies WHERE copy_rank = 1;
COMMENT ON VIEW current_measures IS 'Measures of the stories that may be shown now, one story of each cluster of copies, as reviewers left them; rejected ones are in rejected_measures.';
COMMENT ON COLUMN current_measures.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN current_measures.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN current_measures.proposers IS 'Country codes or names of the proposers';
COMMENT ON COLUMN current_measures.copies IS 'Copies of the story that may be shown';
COMMENT ON COLUMN current_measures.copy_rank IS 'Always 1: the fullest copy of the story';
COMMENT ON COLUMN current_measures.review_decision IS 'accept, edit or add: what a reviewer has made of the measure; null if nobody has looked at it';
COMMENT ON COLUMN current_measures.reviewer IS 'Who decided last';
COMMENT ON COLUMN current_measures.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN current_measures.review_reason IS 'Why';

CREATE OR REPLACE VIEW rejected_measures AS
SELECT * EXCLUDE is_rejected
FROM measures_with_rejected_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC')
WHERE is_rejected;
COMMENT ON VIEW rejected_measures IS 'Measures that reviewers have rejected, of stories that may be shown now, syndicated copies included.';
COMMENT ON COLUMN rejected_measures.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN rejected_measures.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN rejected_measures.proposers IS 'Country codes or names of the proposers';
COMMENT ON COLUMN rejected_measures.copies IS 'Copies of the story that may be shown';
COMMENT ON COLUMN rejected_measures.copy_rank IS '1 for the fullest copy of the story';
COMMENT ON COLUMN rejected_measures.review_decision IS 'Always reject';
COMMENT ON COLUMN rejected_measures.reviewer IS 'Who decided last';
COMMENT ON COLUMN rejected_measures.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN rejected_measures.review_reason IS 'Why';
COMMENT ON COLUMN rejected_measures.review_id IS 'The decision';

CREATE OR REPLACE VIEW current_parties AS
SELECT parties.*, measures.story_id, measures.version
FROM parties_known_at('infinity'::TIMESTAMP) AS parties
JOIN current_measures AS measures ON measures.measure_id = parties.measure_id;
COMMENT ON VIEW current_parties IS 'Parties of the current measures, as reviewers left them.';

CREATE OR REPLACE VIEW current_positions AS
SELECT positions.* EXCLUDE is_rejected
FROM positions_known_at('infinity'::TIMESTAMP) AS positions
JOIN current_measures AS measures ON measures.measure_id = positions.measure_id
WHERE NOT positions.is_rejected;
COMMENT ON VIEW current_positions IS 'Positions on the current measures, as reviewers left them.';
COMMENT ON COLUMN current_positions.review_decision IS 'accept or edit: what a reviewer has made of the position; null if nobody has looked at it';
COMMENT ON COLUMN current_positions.reviewer IS 'Who decided last';
COMMENT ON COLUMN current_positions.reviewed_at IS 'When (UTC)';

COMMENT ON MACRO TABLE names_known_at IS 'Parties of each measure as lists, as rules and reviewers had left them at a time (UTC).';
COMMENT ON MACRO TABLE measures_with_rejected_as_of IS 'Measures of the stories that might be shown at a time (UTC), copies and rejected ones included.';
