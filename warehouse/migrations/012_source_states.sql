-- What watched sources held when they were looked at last, and how far backfills have come.

CREATE TABLE source_states (
    source VARCHAR NOT NULL, uri VARCHAR NOT NULL, stamp VARCHAR, etag VARCHAR, last_modified VARCHAR, sha256 VARCHAR,
    issued_at TIMESTAMP, seen_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE source_states IS 'One thing that a watched source has shown and that was taken in: a file, an entry of a feed, a page of a sitemap, or the feed itself. Key: source, uri. A row changes when the thing does.';
COMMENT ON COLUMN source_states.source IS 'Name of the source in sources.yaml';
COMMENT ON COLUMN source_states.uri IS 'Path or URL of the thing; of the source itself the URL that answered';
COMMENT ON COLUMN source_states.stamp IS 'What tells a new version without reading it: size and time of change of a file, updated or lastmod of an entry; null if the source gives none';
COMMENT ON COLUMN source_states.etag IS 'Header ETag of the source, sent back as If-None-Match; null for everything else';
COMMENT ON COLUMN source_states.last_modified IS 'Header Last-Modified of the source, sent back as If-Modified-Since; null for everything else';
COMMENT ON COLUMN source_states.sha256 IS 'Digest of the bytes of a file or of the source itself; null for entries';
COMMENT ON COLUMN source_states.issued_at IS 'When the source says that it was published (UTC); the newest of a source is its high-water mark';
COMMENT ON COLUMN source_states.seen_at IS 'When it was taken in (UTC)';

CREATE TABLE backfill_steps (
    source VARCHAR NOT NULL, first_on DATE NOT NULL, last_on DATE NOT NULL, run_id VARCHAR NOT NULL, items INTEGER NOT NULL,
    done_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE backfill_steps IS 'One stretch of days of an archive that a backfill has taken in whole. Key: source, first_on, last_on.';
COMMENT ON COLUMN backfill_steps.source IS 'Name of the source in sources.yaml, or the path or URL of the archive';
COMMENT ON COLUMN backfill_steps.first_on IS 'First day of the step';
COMMENT ON COLUMN backfill_steps.last_on IS 'Last day of the step, included';
COMMENT ON COLUMN backfill_steps.run_id IS 'Run that took it in';
COMMENT ON COLUMN backfill_steps.items IS 'Items of the archive in the step';
COMMENT ON COLUMN backfill_steps.done_at IS 'When the step was done (UTC)';
