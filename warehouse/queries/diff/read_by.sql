-- The readings by some rules of the story versions that others have read too, where the two are not one reading.
WITH readings AS (
    SELECT story_id, version, first_read_by, extractor_version, extracted_at FROM extractions
    UNION ALL
    SELECT story_id, version, first_read_by, extractor_version, extracted_at FROM past_extractions
),
by_these AS (
    SELECT story_id, version, max(extracted_at) AS extracted_at FROM readings WHERE $rules IN (first_read_by, extractor_version) GROUP BY ALL
),
by_others AS (
    SELECT story_id, version, max(extracted_at) AS extracted_at FROM readings WHERE $others IN (first_read_by, extractor_version) GROUP BY ALL
)
SELECT by_these.story_id, by_these.version, by_these.extracted_at
FROM by_these
JOIN by_others USING (story_id, version)
WHERE by_these.extracted_at <> by_others.extracted_at
