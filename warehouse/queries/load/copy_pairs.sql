-- Pairs of stories of which one contains half of the other's sketch, at least one of the two being unclustered yet.
-- Tiny sketches must agree nearly whole. A hash that very many stories share (boilerplate, or one story in very many papers)
-- is compared only with its first holders, so that the cost of a hash grows with its holders and not with their square.
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT
    (row_number() OVER (ORDER BY story_id, version))::INTEGER AS number, story_id, version,
    (story_id, version) IN (SELECT (story_id, version) FROM unclustered) AS is_fresh
FROM story_sketches
WHERE len(hashes) > 0;

CREATE OR REPLACE TEMP TABLE held AS
SELECT number, (dense_rank() OVER (ORDER BY story_id))::INTEGER AS story, is_fresh, len(hashes)::INTEGER AS size, hashes
FROM story_sketches JOIN numbered USING (story_id, version);

-- Only hashes of a fresh story that somebody else holds too.
CREATE OR REPLACE TEMP TABLE telling AS
WITH each AS (
    SELECT number, story, is_fresh, size, unnest(hashes) AS hash FROM held
)
SELECT each.*, row_number() OVER (PARTITION BY hash ORDER BY number) <= getvariable('most_holders') AS is_first
FROM each
SEMI JOIN (SELECT hash FROM each GROUP BY hash HAVING count(*) > 1 AND bool_or(is_fresh)) AS shared USING (hash);
DROP TABLE held;

-- Sizes travel along, so that no join has anything but equality to go by.
CREATE OR REPLACE TEMP TABLE met AS
SELECT one.number AS one, other.number AS other, count(*) AS common, any_value(one.size) AS one_size, any_value(other.size) AS other_size
FROM telling AS one
JOIN telling AS other ON other.hash = one.hash AND other.story <> one.story AND (one.is_first OR other.is_first)
WHERE one.is_fresh
GROUP BY one.number, other.number
HAVING common >= least(one_size, other_size)
    * CASE WHEN least(one_size, other_size) < getvariable('tiny_sketch') THEN 0.9 ELSE getvariable('containment_threshold') END;
DROP TABLE telling;

CREATE OR REPLACE TEMP TABLE copy_pairs AS
SELECT
    one.story_id, one.version, other.story_id AS other_story_id, other.version AS other_version,
    met.common / met.one_size AS contained, met.common / met.other_size AS containing
FROM met
JOIN numbered AS one ON one.number = met.one
JOIN numbered AS other ON other.number = met.other;
DROP TABLE met;
DROP TABLE numbered;
