-- How many items went to quarantine for each reason, how many of them wait, and when did the newest come?
SELECT
    stage, reason_code, record_kind,
    count(*) FILTER (WHERE resolved_at IS NULL)::BIGINT AS items,
    count(resolved_at)::BIGINT AS closed,
    min(created_at) AS oldest_at,
    max(created_at) AS newest_at
FROM quarantine
GROUP BY stage, reason_code, record_kind
ORDER BY items DESC, closed DESC, stage, reason_code, record_kind;
