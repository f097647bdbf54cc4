-- Put the fresh_ rows of the versions in `changed` in place of those that are there, which go to the past_ tables; `replaying` has
-- the time and the run. A version that is read as before only notes the rules that have confirmed it.
CREATE OR REPLACE TEMP TABLE leaving AS SELECT measure_id, story_id, version FROM measures SEMI JOIN changed USING (story_id, version);
CREATE OR REPLACE TEMP TABLE coming AS SELECT measure_id FROM fresh_measures SEMI JOIN changed USING (story_id, version);

INSERT INTO past_measures BY NAME
SELECT gone.*, extractions.extracted_at, replaying.replaced_at, extractions.run_id, replaying.run_id AS replaced_by
FROM measures AS gone
JOIN changed ON changed.story_id = gone.story_id AND changed.version = gone.version
JOIN extractions ON extractions.story_id = gone.story_id AND extractions.version = gone.version
CROSS JOIN replaying;
DELETE FROM measures USING changed WHERE measures.story_id = changed.story_id AND measures.version = changed.version;
INSERT INTO measures BY NAME SELECT * FROM fresh_measures SEMI JOIN changed USING (story_id, version);

INSERT INTO past_positions BY NAME
SELECT gone.*, extractions.extracted_at, replaying.replaced_at, extractions.run_id, replaying.run_id AS replaced_by
FROM positions AS gone
JOIN changed ON changed.story_id = gone.story_id AND changed.version = gone.version
JOIN extractions ON extractions.story_id = gone.story_id AND extractions.version = gone.version
CROSS JOIN replaying;
DELETE FROM positions USING changed WHERE positions.story_id = changed.story_id AND positions.version = changed.version;
INSERT INTO positions BY NAME SELECT * FROM fresh_positions SEMI JOIN changed USING (story_id, version);

INSERT INTO past_mentions BY NAME
SELECT gone.*, extractions.extracted_at, replaying.replaced_at, extractions.run_id, replaying.run_id AS replaced_by
FROM mentions AS gone
JOIN changed ON changed.story_id = gone.story_id AND changed.version = gone.version
JOIN extractions ON extractions.story_id = gone.story_id AND extractions.version = gone.version
CROSS JOIN replaying;
DELETE FROM mentions USING changed WHERE mentions.story_id = changed.story_id AND mentions.version = changed.version;
INSERT INTO mentions BY NAME SELECT * FROM fresh_mentions SEMI JOIN changed USING (story_id, version);

INSERT INTO past_measure_evidence BY NAME
SELECT gone.*, extractions.extracted_at, replaying.replaced_at, extractions.run_id, replaying.run_id AS replaced_by
FROM measure_evidence AS gone
JOIN leaving ON leaving.measure_id = gone.measure_id
JOIN extractions ON extractions.story_id = leaving.story_id AND extractions.version = leaving.version
CROSS JOIN replaying;
DELETE FROM measure_evidence WHERE measure_id IN (SELECT measure_id FROM leaving);
INSERT INTO measure_evidence BY NAME SELECT * FROM fresh_measure_evidence SEMI JOIN coming USING (measure_id);

INSERT INTO past_measure_parties BY NAME
SELECT gone.*, extractions.extracted_at, replaying.replaced_at, extractions.run_id, replaying.run_id AS replaced_by
FROM measure_parties AS gone
JOIN leaving ON leaving.measure_id = gone.measure_id
JOIN extractions ON extractions.story_id = leaving.story_id AND extractions.version = leaving.version
CROSS JOIN replaying;
DELETE FROM measure_parties WHERE measure_id IN (SELECT measure_id FROM leaving);
INSERT INTO measure_parties BY NAME SELECT * FROM fresh_measure_parties SEMI JOIN coming USING (measure_id);

UPDATE measures SET extractor_version = replaying.extractor_version
FROM reread, replaying
WHERE measures.story_id = reread.story_id AND measures.version = reread.version AND measures.rule_id <> 'H-review'
    AND measures.extractor_version <> replaying.extractor_version;

INSERT INTO past_extractions BY NAME
SELECT gone.*, replaying.replaced_at, replaying.run_id AS replaced_by
FROM extractions AS gone
JOIN changed ON changed.story_id = gone.story_id AND changed.version = gone.version
CROSS JOIN replaying;
UPDATE extractions SET extractor_version = replaying.extractor_version
FROM reread, replaying
WHERE extractions.story_id = reread.story_id AND extractions.version = reread.version
    AND extractions.extractor_version IS DISTINCT FROM replaying.extractor_version;
UPDATE extractions
SET run_id = replaying.run_id, extracted_at = replaying.replaced_at, first_read_by = replaying.extractor_version
FROM changed, replaying
WHERE extractions.story_id = changed.story_id AND extractions.version = changed.version;

-- Clusters and cases look at them again.
DELETE FROM settled_sketches USING changed WHERE settled_sketches.story_id = changed.story_id AND settled_sketches.version = changed.version;
DROP TABLE leaving;
DROP TABLE coming;
