-- The rows of the quarantine that fit all of what is asked, the newest first.
SELECT quarantine_id, stage, reason_code, source_uri, record_kind, record_key, reason, created_at, replayed_at, resolved_at, resolution
FROM quarantine
WHERE ($closed OR resolved_at IS NULL)
    AND ($reason_code IS NULL OR reason_code = $reason_code)
    AND ($stage IS NULL OR stage = $stage)
    AND ($source IS NULL OR contains(source_uri, $source))
    AND ($since IS NULL OR created_at >= $since::TIMESTAMP)
ORDER BY created_at DESC, quarantine_id
LIMIT $most;
