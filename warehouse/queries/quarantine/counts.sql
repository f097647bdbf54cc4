-- How many rows of the quarantine fit all of what is asked, by reason and stage?
SELECT
    reason_code, stage, count(*) AS rows, count(*) FILTER (WHERE resolved_at IS NULL) AS open,
    count(DISTINCT source_uri) AS sources, min(created_at) AS first_at, max(created_at) AS last_at
FROM quarantine
WHERE ($closed OR resolved_at IS NULL)
    AND ($reason_code IS NULL OR reason_code = $reason_code)
    AND ($stage IS NULL OR stage = $stage)
    AND ($source IS NULL OR contains(source_uri, $source))
    AND ($since IS NULL OR created_at >= $since::TIMESTAMP)
GROUP BY reason_code, stage
ORDER BY rows DESC, reason_code, stage;
