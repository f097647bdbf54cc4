-- Which stories are copies of one another?
SELECT cluster_id, copies, copy_rank, provider, headline, word_count, source_uri
FROM current_stories_with_copies
WHERE copies > 1
ORDER BY cluster_id, copy_rank;
