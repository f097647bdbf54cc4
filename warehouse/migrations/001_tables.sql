-- The tables of the warehouse. Keys are content-derived ids and are named in the comments; there are no PRIMARY KEY
-- constraints, because loads are set-based MERGEs and the same tables must also live in a lakehouse, which has none.
-- Times are UTC. Offsets are Unicode code points into stories.body, end exclusive.

CREATE TABLE documents (
    document_id VARCHAR NOT NULL, source_uri VARCHAR NOT NULL, format VARCHAR, media_type VARCHAR,
    byte_size BIGINT NOT NULL, sha256 VARCHAR NOT NULL, fetched_at TIMESTAMP NOT NULL, run_id VARCHAR NOT NULL
);
COMMENT ON TABLE documents IS 'One delivered item, as received. Key: document_id. Every document has stories in document_stories or a row in quarantine.';
COMMENT ON COLUMN documents.document_id IS 'Key: from the SHA-256 of the bytes, so the same bytes are one document wherever they came from';
COMMENT ON COLUMN documents.source_uri IS 'Absolute path or URL it first came from; - is standard input';
COMMENT ON COLUMN documents.format IS 'Wire format told from the bytes; null if none was recognised';
COMMENT ON COLUMN documents.media_type IS 'Media type that the sender declared, if any';
COMMENT ON COLUMN documents.byte_size IS 'Size in bytes';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 of the bytes, lower-case hexadecimal';
COMMENT ON COLUMN documents.fetched_at IS 'When the bytes were first received (UTC)';
COMMENT ON COLUMN documents.run_id IS 'Run that first received it';

CREATE TABLE stories (
    story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, revision INTEGER NOT NULL, is_current BOOLEAN NOT NULL,
    document_id VARCHAR NOT NULL, source_uri VARCHAR NOT NULL, provider VARCHAR, provider_key VARCHAR,
    version_key VARCHAR, version_order BIGINT, headline VARCHAR, slugline VARCHAR, byline VARCHAR,
    dateline_text VARCHAR, dateline_place VARCHAR, dateline_country VARCHAR, published_at TIMESTAMP,
    published_precision VARCHAR, published_basis VARCHAR, embargoed_until TIMESTAMP, urgency INTEGER,
    content_kind VARCHAR NOT NULL, publish_status VARCHAR NOT NULL, language VARCHAR, rights VARCHAR,
    keywords VARCHAR[] NOT NULL, body VARCHAR NOT NULL, word_count INTEGER NOT NULL, body_agreement DOUBLE,
    cluster_id VARCHAR NOT NULL, first_seen_at TIMESTAMP NOT NULL, run_id VARCHAR NOT NULL
);
COMMENT ON TABLE stories IS 'One version of one story. Key: story_id, version. Versions are never overwritten; is_current names the newest.';
COMMENT ON COLUMN stories.story_id IS 'Key, first part: one story through all its versions';
COMMENT ON COLUMN stories.version IS 'Key, second part: from the content of the version, the same in any order of arrival';
COMMENT ON COLUMN stories.revision IS 'Place of the version among the known versions of the story, from 1';
COMMENT ON COLUMN stories.is_current IS 'Whether this is the newest known version';
COMMENT ON COLUMN stories.document_id IS 'Document it was first read from';
COMMENT ON COLUMN stories.source_uri IS 'Where that document came from';
COMMENT ON COLUMN stories.provider IS 'Agency or site, as the delivery names it';
COMMENT ON COLUMN stories.provider_key IS 'The provider''s own key of the story';
COMMENT ON COLUMN stories.version_key IS 'The provider''s own key of the version, as delivered';
COMMENT ON COLUMN stories.version_order IS 'Order of the version by that key (numbers may leap); null if the provider gives none';
COMMENT ON COLUMN stories.headline IS 'Headline, without furniture';
COMMENT ON COLUMN stories.slugline IS 'Slugline or keyword line';
COMMENT ON COLUMN stories.byline IS 'Writers, as printed';
COMMENT ON COLUMN stories.dateline_text IS 'Dateline, as printed';
COMMENT ON COLUMN stories.dateline_place IS 'Reporting place, as printed; never an actor';
COMMENT ON COLUMN stories.dateline_country IS 'Country of the reporting place, ISO 3166-1 alpha-2';
COMMENT ON COLUMN stories.published_at IS 'Publication time (UTC), as exact as published_precision says; null if metadata and text give none';
COMMENT ON COLUMN stories.published_precision IS 'second, minute, day, month, quarter or year';
COMMENT ON COLUMN stories.published_basis IS 'Where the date was read: metadata, dateline, text or copyright';
COMMENT ON COLUMN stories.embargoed_until IS 'Not to be shown before this time (UTC)';
COMMENT ON COLUMN stories.urgency IS 'Desk urgency, 1 (flash) to 9 (routine)';
COMMENT ON COLUMN stories.content_kind IS 'story, brief, flash, advisory, budget, correction_note, kill_note, digest or table; only the first three yield measures';
COMMENT ON COLUMN stories.publish_status IS 'usable, withheld or canceled';
COMMENT ON COLUMN stories.language IS 'Language, BCP 47';
COMMENT ON COLUMN stories.rights IS 'Copyright or usage line';
COMMENT ON COLUMN stories.keywords IS 'Keywords of the delivery';
COMMENT ON COLUMN stories.body IS 'Text of the story without furniture; every offset of the warehouse points into it';
COMMENT ON COLUMN stories.word_count IS 'Words in body';
COMMENT ON COLUMN stories.body_agreement IS 'For web pages: 4-word-shingle F1 of two body extractors, 0 to 1; low means doubt';
COMMENT ON COLUMN stories.cluster_id IS 'Cluster of exact, near and contained copies';
COMMENT ON COLUMN stories.first_seen_at IS 'When this version was first received (UTC)';
COMMENT ON COLUMN stories.run_id IS 'Run that loaded it';

CREATE TABLE document_stories (document_id VARCHAR NOT NULL, position INTEGER NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL);
COMMENT ON TABLE document_stories IS 'One story found in one document. Key: document_id, position. Several documents may deliver one story version.';
COMMENT ON COLUMN document_stories.document_id IS 'Document';
COMMENT ON COLUMN document_stories.position IS 'Place of the story in the document, from 0';
COMMENT ON COLUMN document_stories.story_id IS 'Story';
COMMENT ON COLUMN document_stories.version IS 'Version of the story';

CREATE TABLE story_furniture (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, kind VARCHAR NOT NULL, text VARCHAR NOT NULL, position INTEGER NOT NULL);
COMMENT ON TABLE story_furniture IS 'One piece of wire furniture cut from the text. Key: story_id, version, position.';
COMMENT ON COLUMN story_furniture.story_id IS 'Story';
COMMENT ON COLUMN story_furniture.version IS 'Version of the story';
COMMENT ON COLUMN story_furniture.kind IS 'What it is: dateline, byline, editors_note, sign_off, copyright, ...';
COMMENT ON COLUMN story_furniture.text IS 'The words that were cut';
COMMENT ON COLUMN story_furniture.position IS 'Order in the delivered text, from 0';

CREATE TABLE story_links (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, other_story_id VARCHAR NOT NULL, kind VARCHAR NOT NULL);
COMMENT ON TABLE story_links IS 'One relation from a story version to another story. Key: all columns. The other story need not have arrived yet.';
COMMENT ON COLUMN story_links.story_id IS 'Story that speaks';
COMMENT ON COLUMN story_links.version IS 'Version that speaks';
COMMENT ON COLUMN story_links.other_story_id IS 'Story that is spoken of';
COMMENT ON COLUMN story_links.kind IS 'supersedes, corrects, kills, duplicates or contains';

CREATE TABLE story_sketches (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, hashes UBIGINT[] NOT NULL);
COMMENT ON TABLE story_sketches IS 'FracMinHash sketch of a story version, for finding copies by containment. Key: story_id, version.';
COMMENT ON COLUMN story_sketches.story_id IS 'Story';
COMMENT ON COLUMN story_sketches.version IS 'Version of the story';
COMMENT ON COLUMN story_sketches.hashes IS 'Kept hashes of the five-word shingles of the body';

CREATE TABLE settled_sketches (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL);
COMMENT ON TABLE settled_sketches IS 'Story versions that have been compared with all others for copies. Key: story_id, version.';
COMMENT ON COLUMN settled_sketches.story_id IS 'Story';
COMMENT ON COLUMN settled_sketches.version IS 'Version of the story';

CREATE TABLE entities (entity_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, country VARCHAR);
COMMENT ON TABLE entities IS 'One real-world actor. Key: entity_id.';
COMMENT ON COLUMN entities.entity_id IS 'Key: country:XX, body:slug, or derived from kind and name';
COMMENT ON COLUMN entities.kind IS 'country, body, organization, person, group, place, vessel or other';
COMMENT ON COLUMN entities.name IS 'Usual name, or the fullest name in the stories';
COMMENT ON COLUMN entities.country IS 'ISO 3166-1 alpha-2 where known';

CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, entity_id VARCHAR,
    label VARCHAR NOT NULL, text VARCHAR NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, method VARCHAR NOT NULL
);
COMMENT ON TABLE mentions IS 'One mention of an entity in one story version. Key: mention_id.';
COMMENT ON COLUMN mentions.mention_id IS 'Key, from the story version, the place and the label';
COMMENT ON COLUMN mentions.story_id IS 'Story';
COMMENT ON COLUMN mentions.version IS 'Version of the story';
COMMENT ON COLUMN mentions.entity_id IS 'Entity meant; null where a link would be a guess';
COMMENT ON COLUMN mentions.label IS 'Label of the language model or the gazetteer';
COMMENT ON COLUMN mentions.text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN mentions.start_char IS 'First code point in the body';
COMMENT ON COLUMN mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN mentions.method IS 'How it was found or linked';

CREATE TABLE measures (
    measure_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, measure_type VARCHAR NOT NULL,
    status VARCHAR NOT NULL, flow VARCHAR, instrument VARCHAR, goods VARCHAR[] NOT NULL, date_value DATE,
    date_precision VARCHAR, date_text VARCHAR, amount_text VARCHAR, trigger_text VARCHAR NOT NULL,
    evidence_text VARCHAR NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, attribution VARCHAR,
    confidence DOUBLE NOT NULL, rule_id VARCHAR NOT NULL, extractor_version VARCHAR NOT NULL
);
COMMENT ON TABLE measures IS 'One sanction measure in one story version. Key: measure_id.';
COMMENT ON COLUMN measures.measure_id IS 'Key, from the story version and the words of the measure';
COMMENT ON COLUMN measures.story_id IS 'Story';
COMMENT ON COLUMN measures.version IS 'Version of the story';
COMMENT ON COLUMN measures.measure_type IS 'What is restricted: a code of ref_measure_types';
COMMENT ON COLUMN measures.status IS 'Where it stands at publication: a code of ref_statuses';
COMMENT ON COLUMN measures.flow IS 'Which way the restricted things move: to_target, from_target or both';
COMMENT ON COLUMN measures.instrument IS 'Legal act or document, in the story''s words';
COMMENT ON COLUMN measures.goods IS 'What is restricted, in the story''s words';
COMMENT ON COLUMN measures.date_value IS 'First day of the date of the measure; see date_precision';
COMMENT ON COLUMN measures.date_precision IS 'day, month, quarter or year';
COMMENT ON COLUMN measures.date_text IS 'The words of the date';
COMMENT ON COLUMN measures.amount_text IS 'Size of the measure, as written';
COMMENT ON COLUMN measures.trigger_text IS 'The word that names the act';
COMMENT ON COLUMN measures.evidence_text IS 'The clause that states it: body[evidence_start:evidence_end]';
COMMENT ON COLUMN measures.evidence_start IS 'First code point in the body';
COMMENT ON COLUMN measures.evidence_end IS 'Code point after the last';
COMMENT ON COLUMN measures.attribution IS 'Who says so, if the story does not say it itself';
COMMENT ON COLUMN measures.confidence IS '0 to 1, by rule';
COMMENT ON COLUMN measures.rule_id IS 'Rule that read it; sanctionwire explain shows it at work';
COMMENT ON COLUMN measures.extractor_version IS 'Version of the rules';

CREATE TABLE measure_evidence (measure_id VARCHAR NOT NULL, field VARCHAR NOT NULL, text VARCHAR NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, rule_id VARCHAR NOT NULL);
COMMENT ON TABLE measure_evidence IS 'One supporting span of one value of a measure. Key: measure_id, field, start_char, end_char.';
COMMENT ON COLUMN measure_evidence.measure_id IS 'Measure';
COMMENT ON COLUMN measure_evidence.field IS 'Value that the words support: a column of measures, a role, or clause';
COMMENT ON COLUMN measure_evidence.text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN measure_evidence.start_char IS 'First code point in the body';
COMMENT ON COLUMN measure_evidence.end_char IS 'Code point after the last';
COMMENT ON COLUMN measure_evidence.rule_id IS 'Rule that read it';

CREATE TABLE measure_parties (measure_id VARCHAR NOT NULL, role VARCHAR NOT NULL, entity_id VARCHAR NOT NULL, country VARCHAR, name VARCHAR NOT NULL);
COMMENT ON TABLE measure_parties IS 'One role in a measure. Key: measure_id, role, entity_id.';
COMMENT ON COLUMN measure_parties.measure_id IS 'Measure';
COMMENT ON COLUMN measure_parties.role IS 'sender, target, proposer or implementer';
COMMENT ON COLUMN measure_parties.entity_id IS 'Entity in that role';
COMMENT ON COLUMN measure_parties.country IS 'ISO 3166-1 alpha-2; null if the party is not a country';
COMMENT ON COLUMN measure_parties.name IS 'Name of the party; an unnamed one by its phrase';

CREATE TABLE positions (
    position_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, measure_id VARCHAR NOT NULL,
    holder_entity_id VARCHAR NOT NULL, holder_country VARCHAR, holder_name VARCHAR NOT NULL, stance VARCHAR NOT NULL,
    evidence_text VARCHAR NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL
);
COMMENT ON TABLE positions IS 'One stance on one measure. Key: position_id.';
COMMENT ON COLUMN positions.position_id IS 'Key, from the measure, the holder and the stance';
COMMENT ON COLUMN positions.story_id IS 'Story';
COMMENT ON COLUMN positions.version IS 'Version of the story';
COMMENT ON COLUMN positions.measure_id IS 'Measure';
COMMENT ON COLUMN positions.holder_entity_id IS 'Entity that holds the position';
COMMENT ON COLUMN positions.holder_country IS 'ISO 3166-1 alpha-2; null if the holder is not a country';
COMMENT ON COLUMN positions.holder_name IS 'Name of the holder';
COMMENT ON COLUMN positions.stance IS 'supports, opposes or abstains: always on the restriction, never on its relief';
COMMENT ON COLUMN positions.evidence_text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN positions.start_char IS 'First code point in the body';
COMMENT ON COLUMN positions.end_char IS 'Code point after the last';

CREATE TABLE cases (
    case_id VARCHAR NOT NULL, measure_type VARCHAR NOT NULL, sender_name VARCHAR, target_name VARCHAR,
    latest_status VARCHAR NOT NULL, first_as_of TIMESTAMP, latest_as_of TIMESTAMP
);
COMMENT ON TABLE cases IS 'One measure followed across stories: one sender, one target, one type. Key: case_id.';
COMMENT ON COLUMN cases.case_id IS 'Key, from sender, target and type';
COMMENT ON COLUMN cases.measure_type IS 'A code of ref_measure_types';
COMMENT ON COLUMN cases.sender_name IS 'Country code or name of the sender; null if no story names one';
COMMENT ON COLUMN cases.target_name IS 'Country code or name of the target';
COMMENT ON COLUMN cases.latest_status IS 'Status of the newest event';
COMMENT ON COLUMN cases.first_as_of IS 'Time of the oldest dated event (UTC)';
COMMENT ON COLUMN cases.latest_as_of IS 'Time of the newest dated event (UTC)';

CREATE TABLE case_events (case_id VARCHAR NOT NULL, measure_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, status VARCHAR NOT NULL, as_of TIMESTAMP, is_jump BOOLEAN NOT NULL);
COMMENT ON TABLE case_events IS 'One measure of one story as an event of its case. Key: case_id, measure_id.';
COMMENT ON COLUMN case_events.case_id IS 'Case';
COMMENT ON COLUMN case_events.measure_id IS 'Measure';
COMMENT ON COLUMN case_events.story_id IS 'Story that says so';
COMMENT ON COLUMN case_events.status IS 'Status of the measure in that story';
COMMENT ON COLUMN case_events.as_of IS 'Date of the measure, else publication time of the story (UTC); null if neither is known';
COMMENT ON COLUMN case_events.is_jump IS 'Whether the status cannot follow the one before, for example lifted before it was imposed';

CREATE TABLE quarantine (
    quarantine_id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, source_uri VARCHAR NOT NULL,
    record_kind VARCHAR NOT NULL, record_key VARCHAR NOT NULL, reason_code VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    payload VARCHAR, created_at TIMESTAMP NOT NULL, resolved_at TIMESTAMP
);
COMMENT ON TABLE quarantine IS 'One refused item or row. Key: quarantine_id.';
COMMENT ON COLUMN quarantine.quarantine_id IS 'Key, from the stage, the record and the reason';
COMMENT ON COLUMN quarantine.run_id IS 'Run that refused it first';
COMMENT ON COLUMN quarantine.stage IS 'fetch, read, clean, analyse or judge';
COMMENT ON COLUMN quarantine.source_uri IS 'Where the item came from';
COMMENT ON COLUMN quarantine.record_kind IS 'document (bytes kept), item (offered, not taken in), or the table that the row was meant for';
COMMENT ON COLUMN quarantine.record_key IS 'Key of the document or row';
COMMENT ON COLUMN quarantine.reason_code IS 'Stable code of the reason';
COMMENT ON COLUMN quarantine.reason IS 'What is wrong and what to do';
COMMENT ON COLUMN quarantine.payload IS 'Reference of the archived delivery, or as JSON the refused row and the rows held back with it';
COMMENT ON COLUMN quarantine.created_at IS 'When it was refused (UTC)';
COMMENT ON COLUMN quarantine.resolved_at IS 'When it was replayed or discarded (UTC); null while open';

CREATE TABLE quality_results (
    run_id VARCHAR NOT NULL, batch INTEGER NOT NULL, suite VARCHAR NOT NULL, expectation VARCHAR NOT NULL, column_name VARCHAR,
    severity VARCHAR NOT NULL, success BOOLEAN NOT NULL, observed VARCHAR, element_count BIGINT, unexpected_count BIGINT,
    reason VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE quality_results IS 'One expectation over one table of one batch of one run. Key: run_id, batch, suite, expectation.';
COMMENT ON COLUMN quality_results.run_id IS 'Run';
COMMENT ON COLUMN quality_results.batch IS 'Batch of the run, from 0';
COMMENT ON COLUMN quality_results.suite IS 'Suite, named after the table it judges';
COMMENT ON COLUMN quality_results.expectation IS 'Name of the expectation';
COMMENT ON COLUMN quality_results.column_name IS 'Column it judges, if one';
COMMENT ON COLUMN quality_results.severity IS 'critical (the row does not load), warning or info';
COMMENT ON COLUMN quality_results.success IS 'Whether it held';
COMMENT ON COLUMN quality_results.observed IS 'What was observed, as JSON; ids and figures, never article text';
COMMENT ON COLUMN quality_results.element_count IS 'Rows judged';
COMMENT ON COLUMN quality_results.unexpected_count IS 'Rows that failed';
COMMENT ON COLUMN quality_results.reason IS 'Why the expectation is there';
COMMENT ON COLUMN quality_results.created_at IS 'When it was judged (UTC)';

CREATE TABLE reviews (
    review_id VARCHAR NOT NULL, text_sha256 VARCHAR NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
    field VARCHAR NOT NULL, decision VARCHAR NOT NULL, value VARCHAR, reviewer VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE reviews IS 'One human decision, keyed by the words and not by the row. Key: review_id.';
COMMENT ON COLUMN reviews.review_id IS 'Key';
COMMENT ON COLUMN reviews.text_sha256 IS 'SHA-256 of the body that was reviewed';
COMMENT ON COLUMN reviews.start_char IS 'First code point in that body';
COMMENT ON COLUMN reviews.end_char IS 'Code point after the last';
COMMENT ON COLUMN reviews.field IS 'Value that was reviewed';
COMMENT ON COLUMN reviews.decision IS 'accept, reject or edit';
COMMENT ON COLUMN reviews.value IS 'New value of an edit';
COMMENT ON COLUMN reviews.reviewer IS 'Who decided';
COMMENT ON COLUMN reviews.reason IS 'Why';
COMMENT ON COLUMN reviews.decided_at IS 'When (UTC)';

CREATE TABLE runs (
    run_id VARCHAR NOT NULL, flow_name VARCHAR NOT NULL, flow_run_id VARCHAR, started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP, state VARCHAR NOT NULL, parameters VARCHAR NOT NULL, counts VARCHAR NOT NULL
);
COMMENT ON TABLE runs IS 'One flow run that changed the warehouse. Key: run_id. A run that found nothing new leaves no row; Prefect keeps its history.';
COMMENT ON COLUMN runs.run_id IS 'Key';
COMMENT ON COLUMN runs.flow_name IS 'Flow';
COMMENT ON COLUMN runs.flow_run_id IS 'Prefect''s id of the flow run';
COMMENT ON COLUMN runs.started_at IS 'Start (UTC)';
COMMENT ON COLUMN runs.finished_at IS 'End (UTC); null while running';
COMMENT ON COLUMN runs.state IS 'running, completed, gate_failed, failed or crashed';
COMMENT ON COLUMN runs.parameters IS 'Parameters as JSON';
COMMENT ON COLUMN runs.counts IS 'Counts as JSON';
