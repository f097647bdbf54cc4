-- What was shown at the time since which changes are asked for, and is shown no longer.
SELECT 'stories' AS table_name, old.story_id AS id
FROM (SELECT DISTINCT story_id FROM shown_then) AS old
ANTI JOIN current_stories AS now ON now.story_id = old.story_id
UNION ALL
SELECT 'measures' AS table_name, old.measure_id AS id
FROM shown_then AS old
ANTI JOIN current_measures AS now ON now.measure_id = old.measure_id
WHERE old.measure_id IS NOT NULL
ORDER BY table_name, id;
