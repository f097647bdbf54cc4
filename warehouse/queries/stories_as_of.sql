-- Which stories did the warehouse show at a time (UTC)? Needs --param at='2026-01-31 12:00'
SELECT story_id, version, revision, provider, headline, published_at, has_correction_note, copies
FROM stories_as_of($at)
ORDER BY published_at DESC NULLS LAST, story_id;
