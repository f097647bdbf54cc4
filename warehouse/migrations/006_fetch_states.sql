-- What URLs answered last, so that the next fetch asks only for what has changed.

CREATE TABLE fetch_states (
    url VARCHAR NOT NULL, etag VARCHAR, last_modified VARCHAR, document_id VARCHAR NOT NULL, fetched_at TIMESTAMP NOT NULL,
    status INTEGER NOT NULL
);
COMMENT ON TABLE fetch_states IS 'The last answer of one URL that gave a document. Key: url. A row changes when the URL gives another document.';
COMMENT ON COLUMN fetch_states.url IS 'URL that answered: where a redirect leads, not where it starts';
COMMENT ON COLUMN fetch_states.etag IS 'Header ETag of the answer, sent back as If-None-Match; null if there was none';
COMMENT ON COLUMN fetch_states.last_modified IS 'Header Last-Modified of the answer, sent back as If-Modified-Since; null if there was none';
COMMENT ON COLUMN fetch_states.document_id IS 'Document that the answer held';
COMMENT ON COLUMN fetch_states.fetched_at IS 'When it was received (UTC)';
COMMENT ON COLUMN fetch_states.status IS 'HTTP status of the answer';
