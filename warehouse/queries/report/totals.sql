-- What is in the warehouse, in one row?
SELECT
    (SELECT count(*) FROM documents)::BIGINT AS documents,
    (SELECT count(DISTINCT story_id) FROM stories)::BIGINT AS stories,
    (SELECT count(*) FROM stories)::BIGINT AS story_versions,
    (SELECT count(*) FROM mentions)::BIGINT AS mentions,
    (SELECT count(*) FROM measures)::BIGINT AS measures,
    (SELECT count(*) FROM current_measures)::BIGINT AS current_measures,
    (SELECT count(*) FROM positions)::BIGINT AS positions,
    (SELECT count(*) FROM quarantine WHERE resolved_at IS NULL)::BIGINT AS quarantined,
    (SELECT min(published_at) FROM stories) AS first_published_at,
    (SELECT max(published_at) FROM stories) AS last_published_at;
