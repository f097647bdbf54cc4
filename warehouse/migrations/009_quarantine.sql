-- How rows of the quarantine come to an end, what is kept of a container, and which alerts have been sent.

ALTER TABLE quarantine ADD COLUMN container_uri VARCHAR;
ALTER TABLE quarantine ADD COLUMN resolution VARCHAR;
ALTER TABLE quarantine ADD COLUMN resolved_by VARCHAR;
ALTER TABLE quarantine ADD COLUMN resolved_because VARCHAR;
ALTER TABLE quarantine ADD COLUMN replayed_at TIMESTAMP;
UPDATE quarantine SET resolution = 'received' WHERE resolved_at IS NOT NULL;
COMMENT ON COLUMN quarantine.payload IS 'Reference of the archived delivery, or for an item that of the container it was refused in; as JSON the refused row and the rows held back with it';
COMMENT ON COLUMN quarantine.container_uri IS 'Container that an item was refused in and whose bytes payload names; null elsewhere';
COMMENT ON COLUMN quarantine.created_at IS 'When it was refused (UTC); the last time, if it was closed in between';
COMMENT ON COLUMN quarantine.resolved_at IS 'When it was closed (UTC); null while open';
COMMENT ON COLUMN quarantine.resolution IS 'How it was closed: received (came right in a later run), replayed, replaced (refused for another reason since, with a row of its own) or discarded; null while open';
COMMENT ON COLUMN quarantine.resolved_by IS 'Who discarded it; null unless discarded';
COMMENT ON COLUMN quarantine.resolved_because IS 'Why it was discarded; null unless discarded';
COMMENT ON COLUMN quarantine.replayed_at IS 'When it was replayed last (UTC); null if never';

CREATE TABLE alerts (
    alert_id VARCHAR NOT NULL, rule VARCHAR NOT NULL, subject VARCHAR NOT NULL, run_id VARCHAR, title VARCHAR NOT NULL,
    body VARCHAR NOT NULL, state VARCHAR NOT NULL, failure VARCHAR, created_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE alerts IS 'One alert of one rule about one subject to one address, sent once. Key: alert_id.';
COMMENT ON COLUMN alerts.alert_id IS 'Key, from the rule, its subject and the address, which may be secret and is not stored';
COMMENT ON COLUMN alerts.rule IS 'Name of the rule in alerts.yaml';
COMMENT ON COLUMN alerts.subject IS 'What it is about: the measure, the run, or the provider and the time of its last story';
COMMENT ON COLUMN alerts.run_id IS 'Run after which it was found; null if it is about no run';
COMMENT ON COLUMN alerts.title IS 'Title that was sent';
COMMENT ON COLUMN alerts.body IS 'Text that was sent';
COMMENT ON COLUMN alerts.state IS 'sent, or failed: it is tried again at the next check';
COMMENT ON COLUMN alerts.failure IS 'Why it could not be sent; null if it was';
COMMENT ON COLUMN alerts.created_at IS 'When it was sent or tried last (UTC)';
