-- Which of the story versions in `reread` are read otherwise now, by the rows in the fresh_ views. The version of the rules is no
-- difference. What reviewers have put in is theirs, not the rules'.
CREATE OR REPLACE TEMP TABLE changed AS
WITH stored AS (SELECT * FROM measures SEMI JOIN reread USING (story_id, version) WHERE rule_id <> 'H-review'),
version_of AS (
    SELECT measure_id, story_id, version FROM stored
    UNION
    SELECT measure_id, story_id, version FROM fresh_measures
),
stored_evidence AS (SELECT version_of.story_id, version_of.version, one.* FROM measure_evidence AS one JOIN version_of USING (measure_id)),
fresh_evidence AS (SELECT version_of.story_id, version_of.version, one.* FROM fresh_measure_evidence AS one JOIN version_of USING (measure_id)),
stored_parties AS (SELECT version_of.story_id, version_of.version, one.* FROM measure_parties AS one JOIN version_of USING (measure_id)),
fresh_parties AS (SELECT version_of.story_id, version_of.version, one.* FROM fresh_measure_parties AS one JOIN version_of USING (measure_id)),
stored_positions AS (SELECT * FROM positions SEMI JOIN reread USING (story_id, version)),
stored_mentions AS (SELECT * FROM mentions SEMI JOIN reread USING (story_id, version))
SELECT story_id, version FROM ((SELECT * EXCLUDE extractor_version FROM stored) EXCEPT (SELECT * EXCLUDE extractor_version FROM fresh_measures))
UNION
SELECT story_id, version FROM ((SELECT * EXCLUDE extractor_version FROM fresh_measures) EXCEPT (SELECT * EXCLUDE extractor_version FROM stored))
UNION
SELECT story_id, version FROM (FROM stored_evidence EXCEPT FROM fresh_evidence)
UNION
SELECT story_id, version FROM (FROM fresh_evidence EXCEPT FROM stored_evidence)
UNION
SELECT story_id, version FROM (FROM stored_parties EXCEPT FROM fresh_parties)
UNION
SELECT story_id, version FROM (FROM fresh_parties EXCEPT FROM stored_parties)
UNION
SELECT story_id, version FROM (FROM stored_positions EXCEPT FROM fresh_positions)
UNION
SELECT story_id, version FROM (FROM fresh_positions EXCEPT FROM stored_positions)
UNION
SELECT story_id, version FROM (FROM stored_mentions EXCEPT FROM fresh_mentions)
UNION
SELECT story_id, version FROM (FROM fresh_mentions EXCEPT FROM stored_mentions);

-- A batch may hold others beside them.
DELETE FROM changed WHERE NOT EXISTS (
    SELECT 1 FROM reread WHERE reread.story_id = changed.story_id AND reread.version = changed.version
);
