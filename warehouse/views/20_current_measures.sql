-- Measures of the stories that may be shown now, with the names of their parties beside them.
CREATE OR REPLACE VIEW measure_names AS
SELECT
    measure_id,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'sender'), []) AS senders,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'target'), []) AS targets,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'proposer'), []) AS proposers,
    coalesce(list(coalesce(country, name) ORDER BY coalesce(country, name)) FILTER (WHERE role = 'implementer'), []) AS implementers
FROM measure_parties
GROUP BY measure_id;
COMMENT ON VIEW measure_names IS 'Parties of each measure as lists: country code, else name.';
COMMENT ON COLUMN measure_names.senders IS 'Who acts or would act';
COMMENT ON COLUMN measure_names.targets IS 'On whom';
COMMENT ON COLUMN measure_names.proposers IS 'Who asks for it';
COMMENT ON COLUMN measure_names.implementers IS 'Who carries it out for the sender';

-- Measures of the stories that might be shown at a time, with the names of their parties, syndicated copies included.
CREATE OR REPLACE MACRO measures_with_copies_as_of(seen_until, shown_at) AS TABLE
SELECT
    measures.*,
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
    stories.copy_rank
FROM measures
JOIN stories_with_copies_as_of(seen_until, shown_at) AS stories
    ON stories.story_id = measures.story_id AND stories.version = measures.version
LEFT JOIN measure_names AS names ON names.measure_id = measures.measure_id;

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

CREATE OR REPLACE VIEW current_measures AS
SELECT * FROM current_measures_with_copies WHERE copy_rank = 1;
COMMENT ON VIEW current_measures IS 'Measures of the stories that may be shown now, one story of each cluster of copies.';
COMMENT ON COLUMN current_measures.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN current_measures.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN current_measures.proposers IS 'Country codes or names of the proposers';
COMMENT ON COLUMN current_measures.copies IS 'Copies of the story that may be shown';
COMMENT ON COLUMN current_measures.copy_rank IS 'Always 1: the fullest copy of the story';
