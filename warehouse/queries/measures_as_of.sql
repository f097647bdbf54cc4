-- Which measures did the warehouse show at a time (UTC)? Needs --param at='2026-01-31 12:00'
SELECT status, measure_type, senders, targets, evidence_text, headline, published_at, measure_id
FROM measures_as_of($at)
ORDER BY published_at DESC NULLS LAST, measure_id;
