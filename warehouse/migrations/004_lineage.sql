-- What versions, kills, corrections, repeats and takes need: the place of a version, how messages name each other.

ALTER TABLE stories ALTER COLUMN version_order TYPE VARCHAR
    USING CASE WHEN version_order IS NULL THEN '' ELSE printf('%02d%d', length(version_order::VARCHAR), version_order) END
        || ' ' || coalesce(strftime(published_at, '%Y-%m-%dT%H:%M:%S.%f'), '') || '  10';
COMMENT ON COLUMN stories.version_order IS 'Sorts the versions of a story: the provider''s key, then the time, then the number of the message, then the desk''s marks (docs/lineage.md)';
ALTER TABLE stories ADD COLUMN desk_key VARCHAR;
COMMENT ON COLUMN stories.desk_key IS 'Id that slugline or message number and day give the story, whatever its own key; notes of the desk name it so';
ALTER TABLE stories ADD COLUMN lead INTEGER;
COMMENT ON COLUMN stories.lead IS 'Number of the lead or update, 0 for a writethru without a number; null if it is none';
ALTER TABLE stories ADD COLUMN take INTEGER;
COMMENT ON COLUMN stories.take IS 'Which take of a longer text this is, from 1; null for a text that came whole';
ALTER TABLE stories ADD COLUMN joined_takes INTEGER;
COMMENT ON COLUMN stories.joined_takes IS 'How many takes are joined in this version; null for a version as it was delivered';
ALTER TABLE stories ADD COLUMN issue VARCHAR DEFAULT '';
COMMENT ON COLUMN stories.issue IS 'Sorts the deliveries of the same version: its metadata are those of the last one that is no repeat';

ALTER TABLE document_stories ADD COLUMN version_order VARCHAR;
COMMENT ON COLUMN document_stories.version_order IS 'Place that this delivery gives the version, as stories.version_order';
ALTER TABLE document_stories ADD COLUMN version_key VARCHAR;
COMMENT ON COLUMN document_stories.version_key IS 'Provider''s key of the version or number of the message, as this delivery gives it';
ALTER TABLE document_stories ADD COLUMN is_repeat BOOLEAN DEFAULT FALSE;
COMMENT ON COLUMN document_stories.is_repeat IS 'Whether the desk marked the delivery as a repeat';

COMMENT ON TABLE story_links IS 'One relation from a story version to another story, found out after each load. Key: all columns.';

CREATE TABLE story_references (
    reference_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, kind VARCHAR NOT NULL, provider VARCHAR,
    provider_key VARCHAR, number VARCHAR, desk_key VARCHAR, headline VARCHAR, first_on DATE, last_on DATE,
    resolved_story_id VARCHAR, resolved_by VARCHAR
);
COMMENT ON TABLE story_references IS 'How one story version names another story, found or not. Key: reference_id.';
COMMENT ON COLUMN story_references.reference_id IS 'Key: from the speaker and its words';
COMMENT ON COLUMN story_references.story_id IS 'Story that speaks';
COMMENT ON COLUMN story_references.version IS 'Its version';
COMMENT ON COLUMN story_references.kind IS 'supersedes, corrects or kills';
COMMENT ON COLUMN story_references.provider IS 'Provider whose story is meant';
COMMENT ON COLUMN story_references.provider_key IS 'The provider''s own key of the story';
COMMENT ON COLUMN story_references.number IS 'Number of the message';
COMMENT ON COLUMN story_references.desk_key IS 'Id from slugline or number and day, as stories.desk_key';
COMMENT ON COLUMN story_references.headline IS 'Headline, as the speaker writes it';
COMMENT ON COLUMN story_references.first_on IS 'First day on which the story may have been issued; null: any';
COMMENT ON COLUMN story_references.last_on IS 'Last day on which it may have been issued; null: any';
COMMENT ON COLUMN story_references.resolved_story_id IS 'Story that is meant; null while none, or more than one, fits';
COMMENT ON COLUMN story_references.resolved_by IS 'What told it: provider_key, number, headline, part_of_headline or desk_key';

CREATE TABLE reference_candidates (reference_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, told_by VARCHAR NOT NULL);
COMMENT ON TABLE reference_candidates IS 'Every story that a reference fits. Key: reference_id, story_id, told_by. More than one means that nobody can tell which is meant.';
COMMENT ON COLUMN reference_candidates.reference_id IS 'Reference';
COMMENT ON COLUMN reference_candidates.story_id IS 'Story that it fits';
COMMENT ON COLUMN reference_candidates.told_by IS 'provider_key, number, headline (the same), part_of_headline (one holds the other) or desk_key';

CREATE TABLE flash_links (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, other_story_id VARCHAR NOT NULL);
COMMENT ON TABLE flash_links IS 'The story that tells what a flash announced, where both have keys of their own. Key: other_story_id.';
COMMENT ON COLUMN flash_links.story_id IS 'Story that supersedes the flash';
COMMENT ON COLUMN flash_links.version IS 'Its version that holds the words of the flash';
COMMENT ON COLUMN flash_links.other_story_id IS 'The flash';
