-- Syndicated copies of the stories, the fullest first.
SELECT cluster_id, story_id, headline, provider, published_at, published_precision, source_uri, word_count, copy_rank
FROM current_stories_with_copies
WHERE copies > 1
ORDER BY cluster_id, copy_rank;
