-- Which stories came in since yesterday, or since another time (UTC), and how many measures do they tell?
-- param since (time): the time; default: yesterday; example: 1900-01-01
-- param limit (number): how many stories; default: 100
-- answer: first 3 of 86 rows
--   provider | headline | published_at | content_kind | word_count | measures
--   The Meridian Wire | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00 | story | 214 | 7
--   Northgate | EU agrees to end economic sanctions on Syria | 2025-05-20 00:00:00 | story | 140 | 5
--   MW | ECOWAS Lifts Most Niger Sanctions | 2024-02-24 00:00:00 | story | 126 | 6
SELECT
    stories.provider, stories.headline, stories.published_at, stories.content_kind, stories.word_count,
    (SELECT count(*)::INTEGER FROM measures WHERE measures.story_id = stories.story_id AND measures.version = stories.version) AS measures,
    stories.first_seen_at, stories.story_id
FROM current_stories AS stories
WHERE stories.first_seen_at >= $since
ORDER BY stories.published_at DESC NULLS LAST, stories.story_id
LIMIT $limit;
