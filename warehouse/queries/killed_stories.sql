-- Which stories were killed or withheld, and what had they said?
-- param limit (number): how many; default: 100
-- answer: 2 rows
--   provider | headline | publish_status | published_at | measures_in_all_versions
--   Northgate | U.S. to keep North Korea on terrorism list | canceled | 2008-10-11 00:00:00 | 0
--   MW | Council Sets Deadline for Taliban | withheld | 1999-10-15 00:00:00 | 4
SELECT
    stories.provider, stories.headline, stories.publish_status, stories.published_at,
    (SELECT count(*)::INTEGER FROM measures WHERE measures.story_id = stories.story_id) AS measures_in_all_versions,
    stories.source_uri, stories.story_id
FROM stories
WHERE stories.is_current AND stories.publish_status <> 'usable'
ORDER BY stories.published_at DESC NULLS LAST, stories.story_id
LIMIT $limit;
