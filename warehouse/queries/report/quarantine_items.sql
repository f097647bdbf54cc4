-- Which items wait in quarantine? The newest 20 for each reason.
SELECT quarantine_id, stage, source_uri, record_kind, record_key, reason_code, reason, created_at
FROM quarantine
WHERE resolved_at IS NULL
QUALIFY row_number() OVER (PARTITION BY stage, reason_code, record_kind ORDER BY created_at DESC, source_uri, record_key) <= 20
ORDER BY stage, reason_code, record_kind, created_at DESC, source_uri, record_key
LIMIT 300;
