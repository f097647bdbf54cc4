-- What had been said of other stories at a time.
SELECT other_story_id, kind, story_id FROM said_as_of($at::TIMESTAMP, $at::TIMESTAMP) ORDER BY ALL;
