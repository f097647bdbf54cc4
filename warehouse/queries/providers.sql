-- Which provider brings how many stories, and how many of them tell of measures?
-- answer: first 3 of 8 rows
--   provider | stories | with_measures | first_published_on | last_published_on
--   Northgate | 33 | 29 | 2006-09-19 | 2025-05-20
--   MW | 19 | 16 | 1991-10-08 | 2024-02-24
--   (not named) | 11 | 7 | 2011-11-28 | 2011-11-28
SELECT
    coalesce(provider, '(not named)') AS provider, count(*)::INTEGER AS stories,
    (count(*) FILTER (WHERE (story_id, version) IN (SELECT (story_id, version) FROM measures)))::INTEGER AS with_measures,
    min(published_at)::DATE AS first_published_on, max(published_at)::DATE AS last_published_on
FROM current_stories_with_copies
GROUP BY ALL
ORDER BY stories DESC, provider;
