-- Which stories are copies of one another?
-- param limit (number): how many stories; default: 200
-- answer: first 3 of 6 rows
--   copies | copy_rank | provider | headline | word_count
--   2 | 1 | Northgate | U.N. council punishes North Korea for nuclear test | 65
--   2 | 2 | Northgate | U.N. SECURITY COUNCIL VOTES 15-0 TO IMPOSE SANCTIONS ON NOR… | 19
--   2 | 1 | Northgate | U.N. council slaps arms, financial curbs on North Korea | 246
SELECT cluster_id, copies, copy_rank, provider, headline, word_count, source_uri
FROM current_stories_with_copies
WHERE copies > 1
ORDER BY cluster_id, copy_rank
LIMIT $limit;
