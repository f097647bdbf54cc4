-- Decide whom each reference of `affected` means: what fits best, if it fits one story alone; then say so in `story_links`, for
-- all that the `speakers` say.
UPDATE story_references
SET resolved_story_id = answer.story_id, resolved_by = answer.told_by
FROM (
    SELECT affected.reference_id, best.story_id, best.told_by
    FROM affected
    LEFT JOIN (
        SELECT reference_id, told_by, any_value(story_id) AS story_id
        FROM reference_candidates AS candidate
        -- Two stories with the very headline are not told apart by a third that only holds it.
        WHERE told_by <> 'part_of_headline' OR NOT EXISTS (
            SELECT 1 FROM reference_candidates AS same WHERE same.reference_id = candidate.reference_id AND same.told_by = 'headline'
        )
        GROUP BY reference_id, told_by
        HAVING count(*) = 1
        QUALIFY row_number() OVER (
            PARTITION BY reference_id
            ORDER BY list_position(['provider_key', 'number', 'headline', 'part_of_headline', 'desk_key'], told_by)
        ) = 1
    ) AS best ON best.reference_id = affected.reference_id
) AS answer
WHERE story_references.reference_id = answer.reference_id
    AND (resolved_story_id IS DISTINCT FROM answer.story_id OR resolved_by IS DISTINCT FROM answer.told_by);

INSERT INTO speakers SELECT DISTINCT story_id, version FROM story_references WHERE reference_id IN (FROM affected);

DELETE FROM story_links
WHERE kind IN ('kills', 'corrects', 'supersedes') AND (story_id, version) IN (SELECT (story_id, version) FROM speakers);

INSERT INTO story_links BY NAME
SELECT story_id, version, resolved_story_id AS other_story_id, kind
FROM story_references
WHERE resolved_story_id IS NOT NULL AND (story_id, version) IN (SELECT (story_id, version) FROM speakers)
UNION
SELECT story_id, version, other_story_id, 'supersedes' AS kind
FROM flash_links
WHERE (story_id, version) IN (SELECT (story_id, version) FROM speakers);
