-- Human decisions by the words, what they come to in the rows of today, and what earlier rules had read.

ALTER TABLE reviews ADD COLUMN kind VARCHAR DEFAULT 'measure';
ALTER TABLE reviews ADD COLUMN row_key VARCHAR;
ALTER TABLE reviews ADD COLUMN story_id VARCHAR;
ALTER TABLE reviews ADD COLUMN words VARCHAR;
ALTER TABLE reviews ADD COLUMN words_start INTEGER;
ALTER TABLE reviews ADD COLUMN seen VARCHAR;
ALTER TABLE reviews ADD COLUMN rule_id VARCHAR;
COMMENT ON TABLE reviews IS 'One human decision, keyed by the words and not by the row (docs/review.md). Key: review_id. Of two on the same words and value the later holds; all are kept.';
COMMENT ON COLUMN reviews.review_id IS 'Key, from all that the decision says';
COMMENT ON COLUMN reviews.start_char IS 'First code point in that body: of the word that names the act, of the words of a position or mention; 0 for a story link';
COMMENT ON COLUMN reviews.field IS 'What was decided on: measure, a column of measures, a role, position, mention or story_link';
COMMENT ON COLUMN reviews.decision IS 'accept, reject, edit or add';
COMMENT ON COLUMN reviews.value IS 'New value of an edit, or what is added; JSON where it is more than one word';
COMMENT ON COLUMN reviews.kind IS 'What kind of row was looked at: measure, party, position, mention or story_link';
COMMENT ON COLUMN reviews.row_key IS 'Id of the row that was looked at; a later reading of the same words may have another';
COMMENT ON COLUMN reviews.story_id IS 'Story in which it was looked at; the decision follows its versions as long as the words are the same';
COMMENT ON COLUMN reviews.words IS 'The words as they were: the clause of a measure, the words of a position, the paragraph of a mention; empty for a story link';
COMMENT ON COLUMN reviews.words_start IS 'First code point of these words in that body';
COMMENT ON COLUMN reviews.seen IS 'What the reviewer saw, as JSON: the row, its parties, how many measures the same word named';
COMMENT ON COLUMN reviews.rule_id IS 'Rule whose reading was judged; null for what was added';

CREATE TABLE review_states (review_id VARCHAR NOT NULL, state VARCHAR NOT NULL, story_id VARCHAR, version VARCHAR, detail VARCHAR);
COMMENT ON TABLE review_states IS 'What each decision comes to in the stories of today. Key: review_id. Made anew with every load.';
COMMENT ON COLUMN review_states.review_id IS 'Decision';
COMMENT ON COLUMN review_states.state IS 'applied, overruled (by a later one), stale (its words are no longer in the current version), unread (the words are there, nothing is read from them) or waiting (the story is not here)';
COMMENT ON COLUMN review_states.story_id IS 'Story that it was looked at in, where that is here';
COMMENT ON COLUMN review_states.version IS 'Its current version';
COMMENT ON COLUMN review_states.detail IS 'Why, where it is not applied';

CREATE TABLE extractions (story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, text_sha256 VARCHAR NOT NULL, first_read_by VARCHAR, extractor_version VARCHAR, run_id VARCHAR, extracted_at TIMESTAMP NOT NULL);
COMMENT ON TABLE extractions IS 'By which rules each story version was read last. Key: story_id, version.';
COMMENT ON COLUMN extractions.story_id IS 'Story';
COMMENT ON COLUMN extractions.version IS 'Version of the story';
COMMENT ON COLUMN extractions.text_sha256 IS 'SHA-256 of its body';
COMMENT ON COLUMN extractions.first_read_by IS 'Version of the rules that read it so first';
COMMENT ON COLUMN extractions.extractor_version IS 'Version of the rules that read it so last, also where they read nothing; null if it was not recorded';
COMMENT ON COLUMN extractions.run_id IS 'Run whose reading is shown';
COMMENT ON COLUMN extractions.extracted_at IS 'Since when this reading is shown (UTC): first_seen_at of the version, or the time of the replay that changed it';

INSERT INTO extractions
SELECT stories.story_id, stories.version, sha256(stories.body), read.extractor_version, read.extractor_version, stories.run_id, stories.first_seen_at
FROM stories
LEFT JOIN (SELECT story_id, version, any_value(extractor_version) AS extractor_version FROM measures GROUP BY ALL) AS read
    ON read.story_id = stories.story_id AND read.version = stories.version;

CREATE TABLE reviewed_measures (
    measure_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    shown_from TIMESTAMP NOT NULL, shown_until TIMESTAMP, review_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL, is_rejected BOOLEAN NOT NULL, reviewer VARCHAR NOT NULL, reviewed_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL,
    pinned VARCHAR[] NOT NULL, parties_dropped VARCHAR[] NOT NULL, measure_type VARCHAR, status VARCHAR, flow VARCHAR, instrument VARCHAR, goods VARCHAR[], date_value DATE, date_precision VARCHAR, date_text VARCHAR, amount_text VARCHAR, attribution VARCHAR
);
COMMENT ON TABLE reviewed_measures IS 'What the decisions on a measure come to, from decision to decision. Key: measure_id, shown_from. Made anew with every load.';
COMMENT ON COLUMN reviewed_measures.measure_id IS 'Measure';
COMMENT ON COLUMN reviewed_measures.story_id IS 'Story';
COMMENT ON COLUMN reviewed_measures.version IS 'Version of the story';
COMMENT ON COLUMN reviewed_measures.shown_from IS 'When it began to count (UTC)';
COMMENT ON COLUMN reviewed_measures.shown_until IS 'When a later decision took its place (UTC); null while it counts';
COMMENT ON COLUMN reviewed_measures.review_id IS 'The last decision on the row up to then';
COMMENT ON COLUMN reviewed_measures.decision IS 'accept, reject, edit or add';
COMMENT ON COLUMN reviewed_measures.is_rejected IS 'Whether the row is out of the current_ views';
COMMENT ON COLUMN reviewed_measures.reviewer IS 'Who decided';
COMMENT ON COLUMN reviewed_measures.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN reviewed_measures.reason IS 'Why';
COMMENT ON COLUMN reviewed_measures.pinned IS 'Columns of measures whose value a reviewer has set or confirmed';
COMMENT ON COLUMN reviewed_measures.parties_dropped IS 'Parties that are taken out, as role|entity_id; * for all that were read';
COMMENT ON COLUMN reviewed_measures.measure_type IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.status IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.flow IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.instrument IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.goods IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.date_value IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.date_precision IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.date_text IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.amount_text IS 'Reviewed value, where pinned names it';
COMMENT ON COLUMN reviewed_measures.attribution IS 'Reviewed value, where pinned names it';

CREATE TABLE reviewed_parties (measure_id VARCHAR NOT NULL, shown_from TIMESTAMP NOT NULL, role VARCHAR NOT NULL, entity_id VARCHAR NOT NULL, country VARCHAR, name VARCHAR NOT NULL);
COMMENT ON TABLE reviewed_parties IS 'Parties that reviewers have put in. Key: measure_id, shown_from, role, entity_id.';
COMMENT ON COLUMN reviewed_parties.measure_id IS 'Measure';
COMMENT ON COLUMN reviewed_parties.shown_from IS 'Which row of reviewed_measures it belongs to';
COMMENT ON COLUMN reviewed_parties.role IS 'sender, target, proposer or implementer';
COMMENT ON COLUMN reviewed_parties.entity_id IS 'Entity in that role';
COMMENT ON COLUMN reviewed_parties.country IS 'ISO 3166-1 alpha-2; null if the party is not a country';
COMMENT ON COLUMN reviewed_parties.name IS 'Name of the party';

CREATE TABLE reviewed_positions (
    position_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    shown_from TIMESTAMP NOT NULL, shown_until TIMESTAMP, review_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL, is_rejected BOOLEAN NOT NULL, reviewer VARCHAR NOT NULL, reviewed_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL,
    stance VARCHAR, holder_entity_id VARCHAR, holder_country VARCHAR, holder_name VARCHAR
);
COMMENT ON TABLE reviewed_positions IS 'What the decisions on a position come to. Key: position_id, shown_from. Made anew with every load.';
COMMENT ON COLUMN reviewed_positions.position_id IS 'Position';
COMMENT ON COLUMN reviewed_positions.story_id IS 'Story';
COMMENT ON COLUMN reviewed_positions.version IS 'Version of the story';
COMMENT ON COLUMN reviewed_positions.shown_from IS 'When it began to count (UTC)';
COMMENT ON COLUMN reviewed_positions.shown_until IS 'When a later decision took its place (UTC); null while it counts';
COMMENT ON COLUMN reviewed_positions.review_id IS 'The last decision on the row up to then';
COMMENT ON COLUMN reviewed_positions.decision IS 'accept, reject, edit or add';
COMMENT ON COLUMN reviewed_positions.is_rejected IS 'Whether the row is out of the current_ views';
COMMENT ON COLUMN reviewed_positions.reviewer IS 'Who decided';
COMMENT ON COLUMN reviewed_positions.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN reviewed_positions.reason IS 'Why';
COMMENT ON COLUMN reviewed_positions.stance IS 'Reviewed stance';
COMMENT ON COLUMN reviewed_positions.holder_entity_id IS 'Reviewed holder';
COMMENT ON COLUMN reviewed_positions.holder_country IS 'ISO 3166-1 alpha-2; null if the holder is not a country';
COMMENT ON COLUMN reviewed_positions.holder_name IS 'Name of the holder';

CREATE TABLE reviewed_mentions (
    mention_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    shown_from TIMESTAMP NOT NULL, shown_until TIMESTAMP, review_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL, is_rejected BOOLEAN NOT NULL, reviewer VARCHAR NOT NULL, reviewed_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL,
    entity_id VARCHAR
);
COMMENT ON TABLE reviewed_mentions IS 'What the decisions on the entity of a mention come to. Key: mention_id, shown_from. Made anew with every load.';
COMMENT ON COLUMN reviewed_mentions.mention_id IS 'Mention';
COMMENT ON COLUMN reviewed_mentions.story_id IS 'Story';
COMMENT ON COLUMN reviewed_mentions.version IS 'Version of the story';
COMMENT ON COLUMN reviewed_mentions.shown_from IS 'When it began to count (UTC)';
COMMENT ON COLUMN reviewed_mentions.shown_until IS 'When a later decision took its place (UTC); null while it counts';
COMMENT ON COLUMN reviewed_mentions.review_id IS 'The last decision on the row up to then';
COMMENT ON COLUMN reviewed_mentions.decision IS 'accept, reject, edit or add';
COMMENT ON COLUMN reviewed_mentions.is_rejected IS 'Whether the row is out of the current_ views';
COMMENT ON COLUMN reviewed_mentions.reviewer IS 'Who decided';
COMMENT ON COLUMN reviewed_mentions.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN reviewed_mentions.reason IS 'Why';
COMMENT ON COLUMN reviewed_mentions.entity_id IS 'Reviewed entity; null if it is not to be linked';

CREATE TABLE reviewed_links (
    story_id VARCHAR NOT NULL, version VARCHAR NOT NULL, other_story_id VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    shown_from TIMESTAMP NOT NULL, shown_until TIMESTAMP, review_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL, is_rejected BOOLEAN NOT NULL, reviewer VARCHAR NOT NULL, reviewed_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL
);
COMMENT ON TABLE reviewed_links IS 'What the decisions on a link between stories come to. Key: story_id, version, other_story_id, kind, shown_from. Made anew with every load.';
COMMENT ON COLUMN reviewed_links.story_id IS 'Story';
COMMENT ON COLUMN reviewed_links.version IS 'Version of the story';
COMMENT ON COLUMN reviewed_links.other_story_id IS 'Story that is spoken of';
COMMENT ON COLUMN reviewed_links.kind IS 'kills, corrects or supersedes';
COMMENT ON COLUMN reviewed_links.shown_from IS 'When it began to count (UTC)';
COMMENT ON COLUMN reviewed_links.shown_until IS 'When a later decision took its place (UTC); null while it counts';
COMMENT ON COLUMN reviewed_links.review_id IS 'The last decision on the row up to then';
COMMENT ON COLUMN reviewed_links.decision IS 'accept, reject, edit or add';
COMMENT ON COLUMN reviewed_links.is_rejected IS 'Whether the row is out of the current_ views';
COMMENT ON COLUMN reviewed_links.reviewer IS 'Who decided';
COMMENT ON COLUMN reviewed_links.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN reviewed_links.reason IS 'Why';

CREATE TABLE past_measures AS SELECT measures.*, NULL::TIMESTAMP AS extracted_at, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS run_id, NULL::VARCHAR AS replaced_by FROM measures LIMIT 0;
COMMENT ON TABLE past_measures IS 'Rows of measures that a replay has replaced. Key: measure_id, replaced_at.';
COMMENT ON COLUMN past_measures.measure_id IS 'Key, from the story version and the words of the measure';
COMMENT ON COLUMN past_measures.story_id IS 'Story';
COMMENT ON COLUMN past_measures.version IS 'Version of the story';
COMMENT ON COLUMN past_measures.measure_type IS 'What is restricted: a code of ref_measure_types';
COMMENT ON COLUMN past_measures.status IS 'Where it stands at publication: a code of ref_statuses';
COMMENT ON COLUMN past_measures.flow IS 'Which way the restricted things move: to_target, from_target or both';
COMMENT ON COLUMN past_measures.instrument IS 'Legal act or document, in the story''s words';
COMMENT ON COLUMN past_measures.goods IS 'What is restricted, in the story''s words';
COMMENT ON COLUMN past_measures.date_value IS 'First day of the date of the measure; see date_precision';
COMMENT ON COLUMN past_measures.date_precision IS 'day, month, quarter or year';
COMMENT ON COLUMN past_measures.date_text IS 'The words of the date';
COMMENT ON COLUMN past_measures.amount_text IS 'Size of the measure, as written';
COMMENT ON COLUMN past_measures.trigger_text IS 'The word that names the act';
COMMENT ON COLUMN past_measures.evidence_text IS 'The clause that states it: body[evidence_start:evidence_end]';
COMMENT ON COLUMN past_measures.evidence_start IS 'First code point in the body';
COMMENT ON COLUMN past_measures.evidence_end IS 'Code point after the last';
COMMENT ON COLUMN past_measures.attribution IS 'Who says so, if the story does not say it itself';
COMMENT ON COLUMN past_measures.confidence IS '0 to 1, by rule';
COMMENT ON COLUMN past_measures.rule_id IS 'Rule that read it; sanctionwire explain shows it at work';
COMMENT ON COLUMN past_measures.extractor_version IS 'Version of the rules';
COMMENT ON COLUMN past_measures.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_measures.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_measures.run_id IS 'Run that read it';
COMMENT ON COLUMN past_measures.replaced_by IS 'Run that replaced it';

CREATE TABLE past_measure_evidence AS SELECT measure_evidence.*, NULL::TIMESTAMP AS extracted_at, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS run_id, NULL::VARCHAR AS replaced_by FROM measure_evidence LIMIT 0;
COMMENT ON TABLE past_measure_evidence IS 'Rows of measure_evidence that a replay has replaced. Key: measure_id, field, start_char, end_char, replaced_at.';
COMMENT ON COLUMN past_measure_evidence.measure_id IS 'Measure';
COMMENT ON COLUMN past_measure_evidence.field IS 'Value that the words support: a column of measures, a role, or clause';
COMMENT ON COLUMN past_measure_evidence.text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN past_measure_evidence.start_char IS 'First code point in the body';
COMMENT ON COLUMN past_measure_evidence.end_char IS 'Code point after the last';
COMMENT ON COLUMN past_measure_evidence.rule_id IS 'Rule that read it';
COMMENT ON COLUMN past_measure_evidence.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_measure_evidence.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_measure_evidence.run_id IS 'Run that read it';
COMMENT ON COLUMN past_measure_evidence.replaced_by IS 'Run that replaced it';

CREATE TABLE past_measure_parties AS SELECT measure_parties.*, NULL::TIMESTAMP AS extracted_at, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS run_id, NULL::VARCHAR AS replaced_by FROM measure_parties LIMIT 0;
COMMENT ON TABLE past_measure_parties IS 'Rows of measure_parties that a replay has replaced. Key: measure_id, role, entity_id, replaced_at.';
COMMENT ON COLUMN past_measure_parties.measure_id IS 'Measure';
COMMENT ON COLUMN past_measure_parties.role IS 'sender, target, proposer or implementer';
COMMENT ON COLUMN past_measure_parties.entity_id IS 'Entity in that role';
COMMENT ON COLUMN past_measure_parties.country IS 'ISO 3166-1 alpha-2; null if the party is not a country';
COMMENT ON COLUMN past_measure_parties.name IS 'Name of the party; an unnamed one by its phrase';
COMMENT ON COLUMN past_measure_parties.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_measure_parties.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_measure_parties.run_id IS 'Run that read it';
COMMENT ON COLUMN past_measure_parties.replaced_by IS 'Run that replaced it';

CREATE TABLE past_positions AS SELECT positions.*, NULL::TIMESTAMP AS extracted_at, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS run_id, NULL::VARCHAR AS replaced_by FROM positions LIMIT 0;
COMMENT ON TABLE past_positions IS 'Rows of positions that a replay has replaced. Key: position_id, replaced_at.';
COMMENT ON COLUMN past_positions.position_id IS 'Key, from the measure, the holder and the stance';
COMMENT ON COLUMN past_positions.story_id IS 'Story';
COMMENT ON COLUMN past_positions.version IS 'Version of the story';
COMMENT ON COLUMN past_positions.measure_id IS 'Measure';
COMMENT ON COLUMN past_positions.holder_entity_id IS 'Entity that holds the position';
COMMENT ON COLUMN past_positions.holder_country IS 'ISO 3166-1 alpha-2; null if the holder is not a country';
COMMENT ON COLUMN past_positions.holder_name IS 'Name of the holder';
COMMENT ON COLUMN past_positions.stance IS 'supports, opposes or abstains: always on the restriction, never on its relief';
COMMENT ON COLUMN past_positions.evidence_text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN past_positions.start_char IS 'First code point in the body';
COMMENT ON COLUMN past_positions.end_char IS 'Code point after the last';
COMMENT ON COLUMN past_positions.rule_id IS 'Rule that heard it: P-vote, P-verdict, P-felt, P-against, P-word-<word> or P-wish-<word>; null in rows of earlier versions';
COMMENT ON COLUMN past_positions.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_positions.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_positions.run_id IS 'Run that read it';
COMMENT ON COLUMN past_positions.replaced_by IS 'Run that replaced it';

CREATE TABLE past_mentions AS SELECT mentions.*, NULL::TIMESTAMP AS extracted_at, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS run_id, NULL::VARCHAR AS replaced_by FROM mentions LIMIT 0;
COMMENT ON TABLE past_mentions IS 'Rows of mentions that a replay has replaced. Key: mention_id, replaced_at.';
COMMENT ON COLUMN past_mentions.mention_id IS 'Key, from the story version, the place and the label';
COMMENT ON COLUMN past_mentions.story_id IS 'Story';
COMMENT ON COLUMN past_mentions.version IS 'Version of the story';
COMMENT ON COLUMN past_mentions.entity_id IS 'Entity meant; null where a link would be a guess';
COMMENT ON COLUMN past_mentions.label IS 'Label of the language model or the gazetteer';
COMMENT ON COLUMN past_mentions.text IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN past_mentions.start_char IS 'First code point in the body';
COMMENT ON COLUMN past_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN past_mentions.method IS 'How it was found or linked';
COMMENT ON COLUMN past_mentions.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_mentions.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_mentions.run_id IS 'Run that read it';
COMMENT ON COLUMN past_mentions.replaced_by IS 'Run that replaced it';

CREATE TABLE past_extractions AS SELECT extractions.*, NULL::TIMESTAMP AS replaced_at, NULL::VARCHAR AS replaced_by FROM extractions LIMIT 0;
COMMENT ON TABLE past_extractions IS 'Readings of story versions that a replay has replaced. Key: story_id, version, replaced_at.';
COMMENT ON COLUMN past_extractions.story_id IS 'Story';
COMMENT ON COLUMN past_extractions.version IS 'Version of the story';
COMMENT ON COLUMN past_extractions.text_sha256 IS 'SHA-256 of its body';
COMMENT ON COLUMN past_extractions.first_read_by IS 'Version of the rules that read it so first';
COMMENT ON COLUMN past_extractions.extractor_version IS 'Version of the rules that read it so last';
COMMENT ON COLUMN past_extractions.run_id IS 'Run that read it';
COMMENT ON COLUMN past_extractions.extracted_at IS 'Since when it was shown (UTC)';
COMMENT ON COLUMN past_extractions.replaced_at IS 'Until when it was shown (UTC)';
COMMENT ON COLUMN past_extractions.replaced_by IS 'Run that replaced it';
