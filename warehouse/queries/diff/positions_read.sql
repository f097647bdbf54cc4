-- The positions of the readings in `asked`, current and past.
SELECT now.*
FROM positions AS now
JOIN extractions USING (story_id, version)
JOIN asked ON asked.story_id = now.story_id AND asked.version = now.version AND asked.extracted_at = extractions.extracted_at
UNION ALL BY NAME
SELECT past.* EXCLUDE (extracted_at, replaced_at, run_id, replaced_by)
FROM past_positions AS past
JOIN asked ON asked.story_id = past.story_id AND asked.version = past.version AND asked.extracted_at = past.extracted_at
