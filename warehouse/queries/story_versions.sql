-- Which stories have come in more than one version, and which version counts?
-- param limit (number): how many versions; default: 200
-- answer: first 3 of 18 rows
--   revision | is_current | publish_status | version_key | slugline | headline | published_at | word_count
--   1 | False | usable | MW0407 | BC-UN-Libya, 1st Ld, MW0407,0040 |  | 1992-03-31 00:00:00 | 38
--   2 | True | usable | MW0412 | BC-UN-Libya, 2nd Ld-Writethru, MW0412,0230 | Council Grounds Flights to Libya | 1992-03-31 00:00:00 | 228
--   1 | False | usable | MW0551 | BC-US-Vietnam, MW0551,0070 |  | 1994-02-03 00:00:00 | 69
SELECT story_id, revision, is_current, publish_status, version_key, slugline, headline, published_at, word_count
FROM stories
WHERE story_id IN (SELECT story_id FROM stories GROUP BY story_id HAVING count(*) > 1)
ORDER BY story_id, revision
LIMIT $limit;
