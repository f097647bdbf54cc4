-- What each event of a case does, and which order of events cannot be; the rule behind a position.

CREATE TABLE ref_status_steps (
    code VARCHAR NOT NULL, before VARCHAR, after VARCHAR, step VARCHAR, is_legal VARCHAR, reason VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_status_steps IS 'Which status of a measure can follow which, and what the step is called. Key: code.';
COMMENT ON COLUMN ref_status_steps.code IS 'Key: before-after';
COMMENT ON COLUMN ref_status_steps.before IS 'Status of the event before; null for the first event of a case';
COMMENT ON COLUMN ref_status_steps.after IS 'Status of the event';
COMMENT ON COLUMN ref_status_steps.step IS 'What the event does: case_events.step';
COMMENT ON COLUMN ref_status_steps.is_legal IS 'true or false: false if the one cannot follow the other, so that a story or its reading is wrong or one is missing';
COMMENT ON COLUMN ref_status_steps.reason IS 'What is wrong about a step that cannot be';
COMMENT ON COLUMN ref_status_steps.source IS 'Where the row is from';

-- Cases are made anew with the next run: what has been settled counts as unsettled.
DELETE FROM settled_sketches;

ALTER TABLE case_events ADD COLUMN previous_status VARCHAR;
ALTER TABLE case_events ADD COLUMN step VARCHAR;
ALTER TABLE case_events ADD COLUMN jump_reason VARCHAR;
COMMENT ON COLUMN case_events.previous_status IS 'Status of the event before; null for the first one';
COMMENT ON COLUMN case_events.step IS 'What the event does to the case: proposed, adopted, tightened, extended, eased, lifted, told again and the like (ref_status_steps)';
COMMENT ON COLUMN case_events.jump_reason IS 'Why the status cannot follow the one before; null if it can';
COMMENT ON TABLE cases IS 'One measure followed across stories: one sender, one target, one type; a numbered resolution or order joins what is told by another sender or type. Key: case_id.';
COMMENT ON COLUMN cases.latest_status IS 'Status of the newest event; more asked for or threatened on top of a measure in force leaves it in force';

ALTER TABLE positions ADD COLUMN rule_id VARCHAR;
COMMENT ON COLUMN positions.rule_id IS 'Rule that heard it: P-vote, P-verdict, P-felt, P-against, P-word-<word> or P-wish-<word>; null in rows of earlier versions';
COMMENT ON COLUMN entities.kind IS 'country, body, organization, person, group, place, vessel, weapon or other';
