-- Stories that may be shown now: the newest version, usable, past its embargo, not killed and not superseded by another story.
CREATE OR REPLACE VIEW showable_stories AS
SELECT * FROM showable_as_of('infinity'::TIMESTAMP, 'infinity'::TIMESTAMP);
COMMENT ON VIEW showable_stories IS 'Newest usable versions that no other story kills or supersedes, embargoed ones included. Not for readers: use current_stories.';

CREATE OR REPLACE VIEW current_stories_with_copies AS
SELECT * FROM stories_with_copies_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC');
COMMENT ON VIEW current_stories_with_copies IS 'Every story that may be shown now, syndicated copies included.';
COMMENT ON COLUMN current_stories_with_copies.has_correction_note IS 'Whether a correction note names this story';
COMMENT ON COLUMN current_stories_with_copies.copies IS 'Copies that may be shown, this one included';
COMMENT ON COLUMN current_stories_with_copies.copy_rank IS '1 for the fullest copy of the cluster';

CREATE OR REPLACE VIEW current_stories AS
SELECT * FROM current_stories_with_copies WHERE copy_rank = 1;
COMMENT ON VIEW current_stories IS 'Stories that may be shown now, one of each cluster of copies: the fullest.';
COMMENT ON COLUMN current_stories.has_correction_note IS 'Whether a correction note names this story';
COMMENT ON COLUMN current_stories.copies IS 'Copies that may be shown, this one included';
COMMENT ON COLUMN current_stories.copy_rank IS 'Always 1: the fullest copy of the cluster';

CREATE OR REPLACE VIEW correction_notes AS
SELECT
    said.other_story_id AS story_id, note.story_id AS note_story_id, note.version AS note_version, note.body AS note_text,
    note.headline AS note_headline, note.published_at, note.source_uri
FROM said_as_of('infinity'::TIMESTAMP, get_current_timestamp() AT TIME ZONE 'UTC') AS said
JOIN stories AS note ON note.story_id = said.story_id AND note.version = said.version
WHERE said.kind = 'corrects' AND note.publish_status = 'usable';
COMMENT ON VIEW correction_notes IS 'What notes correct in other stories, in the words of the notes.';
COMMENT ON COLUMN correction_notes.story_id IS 'Story that is corrected';
COMMENT ON COLUMN correction_notes.note_story_id IS 'The note';
COMMENT ON COLUMN correction_notes.note_version IS 'Its version';
COMMENT ON COLUMN correction_notes.note_text IS 'What it says';
COMMENT ON COLUMN correction_notes.note_headline IS 'Its headline';
COMMENT ON COLUMN correction_notes.published_at IS 'When it was issued (UTC)';
