-- Which stories did the warehouse show at a time (UTC)?
-- param at (time): the time; example: 2100-01-01 12:00
-- param limit (number): how many; default: 200
-- answer: first 3 of 86 rows
--   version | revision | provider | headline | published_at | has_correction_note | copies
--   35f8de93815e | 1 | The Meridian Wire | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00 | False | 1
--   4f3855e04415 | 1 | Northgate | EU agrees to end economic sanctions on Syria | 2025-05-20 00:00:00 | False | 1
--   edd8aed9e268 | 1 | MW | ECOWAS Lifts Most Niger Sanctions | 2024-02-24 00:00:00 | False | 1
SELECT story_id, version, revision, provider, headline, published_at, has_correction_note, copies
FROM stories_as_of($at)
ORDER BY published_at DESC NULLS LAST, story_id
LIMIT $limit;
