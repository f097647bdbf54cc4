-- What the pairs in copy_pairs say of each other: a copy of the whole is told once, by the later id; a container names its part.
INSERT INTO story_links BY NAME
SELECT story_id, version, other_story_id, kind
FROM (
    SELECT DISTINCT
        story_id, version, other_story_id,
        CASE WHEN least(contained, containing) >= getvariable('copy_threshold') THEN 'duplicates' ELSE 'contains' END AS kind
    FROM (
        SELECT story_id, version, other_story_id, contained, containing FROM copy_pairs
        UNION ALL
        SELECT other_story_id, other_version, story_id, containing, contained FROM copy_pairs
    )
    WHERE least(contained, containing) >= getvariable('copy_threshold') AND story_id > other_story_id
        OR least(contained, containing) < getvariable('copy_threshold') AND contained < containing
)
ANTI JOIN story_links USING (story_id, version, other_story_id, kind);
