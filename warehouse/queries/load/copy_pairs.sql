-- Pairs of stories of which one contains half of the other's sketch, at least one of the two being unclustered yet.
-- Hashes that a hundred stories share are boilerplate and make no pair; tiny sketches must agree nearly whole.
WITH kept AS (
    SELECT story_id, version, len(hashes) AS size, unnest(hashes) AS hash FROM story_sketches WHERE len(hashes) > 0
),
telling AS (
    SELECT * FROM kept QUALIFY count(*) OVER (PARTITION BY hash) <= 100
),
shared AS (
    SELECT
        fresh.story_id, fresh.version, other.story_id AS other_story_id, other.version AS other_version,
        count(*) AS common, least(any_value(fresh.size), any_value(other.size)) AS smaller
    FROM telling AS fresh
    JOIN telling AS other ON other.hash = fresh.hash AND other.story_id <> fresh.story_id
    WHERE (fresh.story_id, fresh.version) IN (SELECT (story_id, version) FROM unclustered)
    GROUP BY ALL
)
SELECT DISTINCT least(story_id, other_story_id) AS one, greatest(story_id, other_story_id) AS two
FROM shared
WHERE common >= smaller * CASE WHEN smaller < $tiny_sketch THEN 0.9 ELSE $threshold END
ORDER BY one, two;
