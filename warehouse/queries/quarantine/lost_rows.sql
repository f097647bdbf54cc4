-- Which of the rows $rows were put into quarantine and are neither open nor discarded nor closed since $began?
SELECT quarantine_id FROM (SELECT DISTINCT unnest($rows::VARCHAR[]) AS quarantine_id) AS offered
WHERE NOT EXISTS (
    SELECT 1 FROM quarantine
    WHERE quarantine.quarantine_id = offered.quarantine_id
        AND (quarantine.resolved_at IS NULL OR quarantine.resolution = 'discarded' OR quarantine.resolved_at >= $began)
)
ORDER BY quarantine_id;
