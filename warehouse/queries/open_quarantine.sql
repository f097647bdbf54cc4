-- What waits in quarantine, and why?
-- answer: 0 rows
--   reason_code | reason | record_kind | record_key
SELECT reason_code, reason, source_uri, record_kind, record_key, created_at
FROM quarantine
WHERE resolved_at IS NULL
ORDER BY reason_code, source_uri, record_key;
