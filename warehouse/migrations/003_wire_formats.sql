-- What the wire formats bring: subject codes, parts of stories, how surely a format was told.

ALTER TABLE stories ADD COLUMN subjects VARCHAR[] DEFAULT [];
COMMENT ON COLUMN stories.subjects IS 'Subject codes of the delivery, as scheme:code where it names the scheme';
ALTER TABLE stories ADD COLUMN is_fragment BOOLEAN DEFAULT FALSE;
COMMENT ON COLUMN stories.is_fragment IS 'Whether the delivery held only part of the story: a take, a summary, a teaser';

COMMENT ON COLUMN stories.language IS 'Language, ISO 639 code: declared, else told from the words where they are certain; only en and null are analysed';

ALTER TABLE documents ADD COLUMN format_confidence DOUBLE;
COMMENT ON COLUMN documents.format_confidence IS 'How sure the format is, 0 to 1; 1 where the caller named it, null if none was recognised';
COMMENT ON COLUMN quarantine.stage IS 'fetch, unpack, read, clean, analyse or judge';
