-- Stories that may be shown now: the newest version, usable, past its embargo, not killed and not superseded by another story.
CREATE OR REPLACE VIEW showable_stories AS
SELECT stories.*
FROM stories
WHERE stories.is_current
    AND stories.publish_status = 'usable'
    AND NOT EXISTS (
        SELECT 1
        FROM story_links AS link
        JOIN stories AS speaker ON speaker.story_id = link.story_id AND speaker.version = link.version AND speaker.is_current
        WHERE link.other_story_id = stories.story_id AND link.story_id <> stories.story_id AND link.kind IN ('kills', 'supersedes')
    );
COMMENT ON VIEW showable_stories IS 'Newest usable versions that no other story kills or supersedes, embargoed ones included. Not for readers: use current_stories.';

CREATE OR REPLACE VIEW current_stories_with_copies AS
SELECT
    showable_stories.*,
    EXISTS (
        SELECT 1
        FROM story_links AS link
        WHERE link.other_story_id = showable_stories.story_id AND link.story_id <> showable_stories.story_id AND link.kind = 'corrects'
    ) AS has_correction_note,
    count(*) OVER (PARTITION BY cluster_id)::INTEGER AS copies,
    row_number() OVER (PARTITION BY cluster_id ORDER BY word_count DESC, published_at NULLS LAST, story_id)::INTEGER AS copy_rank
FROM showable_stories
WHERE embargoed_until IS NULL OR embargoed_until <= get_current_timestamp() AT TIME ZONE 'UTC';
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
