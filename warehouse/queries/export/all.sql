-- The stories to export where everything is asked for: all versions, since a time those first seen after it.
CREATE OR REPLACE TEMP TABLE exported AS
SELECT story_id, version, year(published_at)::INTEGER AS published_year
FROM stories
WHERE $since IS NULL OR first_seen_at > $since;
