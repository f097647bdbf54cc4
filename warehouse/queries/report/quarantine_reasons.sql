-- How many items wait in quarantine for each reason?
SELECT
    stage, reason_code, record_kind,
    count(*)::BIGINT AS items,
    min(created_at) AS oldest_at,
    max(created_at) AS newest_at
FROM quarantine
WHERE resolved_at IS NULL
GROUP BY stage, reason_code, record_kind
ORDER BY items DESC, stage, reason_code, record_kind;
