-- Stories and measures that the warehouse showed at a time (UTC), beside those that it shows now.
CREATE OR REPLACE TEMP TABLE shown_then AS
SELECT stories.story_id, stories.version, measures.measure_id
FROM stories_as_of($since) AS stories
LEFT JOIN measures_as_of($since) AS measures ON measures.story_id = stories.story_id AND measures.version = stories.version;
