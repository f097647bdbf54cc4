-- The stories that the warehouse showed at a time.
SELECT story_id, version, revision, publish_status FROM stories_as_of($at::TIMESTAMP);
