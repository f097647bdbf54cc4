-- The code lists, filled from seeds/reference/*.csv whenever those files change.

CREATE TABLE ref_measure_types (
    code VARCHAR NOT NULL, name VARCHAR, definition VARCHAR, ties VARCHAR, gsdb VARCHAR, opensanctions VARCHAR,
    followthemoney VARCHAR, cameo VARCHAR, plover VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_measure_types IS 'What a measure restricts, with the codes of other data sets. Key: code.';
COMMENT ON COLUMN ref_measure_types.code IS 'Key: measures.measure_type';
COMMENT ON COLUMN ref_measure_types.name IS 'Name';
COMMENT ON COLUMN ref_measure_types.definition IS 'What belongs to it';
COMMENT ON COLUMN ref_measure_types.ties IS 'Code in Threat and Imposition of Economic Sanctions';
COMMENT ON COLUMN ref_measure_types.gsdb IS 'Code in the Global Sanctions Data Base';
COMMENT ON COLUMN ref_measure_types.opensanctions IS 'Code in OpenSanctions';
COMMENT ON COLUMN ref_measure_types.followthemoney IS 'Property in FollowTheMoney';
COMMENT ON COLUMN ref_measure_types.cameo IS 'Event code in CAMEO';
COMMENT ON COLUMN ref_measure_types.plover IS 'Event and mode in PLOVER';
COMMENT ON COLUMN ref_measure_types.source IS 'Where the row is from';

CREATE TABLE ref_statuses (
    code VARCHAR NOT NULL, name VARCHAR, definition VARCHAR, ties VARCHAR, gsdb VARCHAR, opensanctions VARCHAR,
    followthemoney VARCHAR, cameo VARCHAR, plover VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_statuses IS 'Where a measure stands, with the codes of other data sets. Key: code.';
COMMENT ON COLUMN ref_statuses.code IS 'Key: measures.status';
COMMENT ON COLUMN ref_statuses.name IS 'Name';
COMMENT ON COLUMN ref_statuses.definition IS 'What belongs to it';
COMMENT ON COLUMN ref_statuses.ties IS 'Code in Threat and Imposition of Economic Sanctions';
COMMENT ON COLUMN ref_statuses.gsdb IS 'Code in the Global Sanctions Data Base';
COMMENT ON COLUMN ref_statuses.opensanctions IS 'Code in OpenSanctions';
COMMENT ON COLUMN ref_statuses.followthemoney IS 'Property in FollowTheMoney';
COMMENT ON COLUMN ref_statuses.cameo IS 'Event code in CAMEO';
COMMENT ON COLUMN ref_statuses.plover IS 'Event and mode in PLOVER';
COMMENT ON COLUMN ref_statuses.source IS 'Where the row is from';

CREATE TABLE ref_countries (
    code VARCHAR NOT NULL, name VARCHAR, iso3 VARCHAR, aliases VARCHAR, demonyms VARCHAR, capital VARCHAR,
    metonyms VARCHAR, contextual VARCHAR, former VARCHAR, ambiguous VARCHAR, until VARCHAR, note VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_countries IS 'Countries, dependent territories and former states, with the names that wires use. Key: code.';
COMMENT ON COLUMN ref_countries.code IS 'Key: ISO 3166-1 alpha-2, or SU, YU, CS, DD';
COMMENT ON COLUMN ref_countries.name IS 'Usual name';
COMMENT ON COLUMN ref_countries.iso3 IS 'ISO 3166-1 alpha-3';
COMMENT ON COLUMN ref_countries.aliases IS 'Other names, separated by |';
COMMENT ON COLUMN ref_countries.demonyms IS 'Adjectives and nouns for its people, separated by |';
COMMENT ON COLUMN ref_countries.capital IS 'Seats of government that stand for the state, separated by |';
COMMENT ON COLUMN ref_countries.metonyms IS 'Government names that stand for the state, separated by |';
COMMENT ON COLUMN ref_countries.contextual IS 'Names that mean the state only after the story has named it, separated by |';
COMMENT ON COLUMN ref_countries.ambiguous IS 'Forms of this row that are also something else, separated by |';
COMMENT ON COLUMN ref_countries.former IS 'Names of this row that are no longer in use, separated by |';
COMMENT ON COLUMN ref_countries.until IS 'Day on which the state ended; empty if it exists';
COMMENT ON COLUMN ref_countries.note IS 'Remarks';
COMMENT ON COLUMN ref_countries.source IS 'Where the row is from';

CREATE TABLE ref_bodies (
    code VARCHAR NOT NULL, name VARCHAR, aliases VARCHAR, contextual VARCHAR, ambiguous VARCHAR, kind VARCHAR,
    stands_for VARCHAR, until VARCHAR, successor VARCHAR, members VARCHAR, member_note VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_bodies IS 'International bodies that send, propose or discuss measures. Key: code.';
COMMENT ON COLUMN ref_bodies.code IS 'Key: entities.entity_id is body:code';
COMMENT ON COLUMN ref_bodies.name IS 'Usual full name';
COMMENT ON COLUMN ref_bodies.aliases IS 'Other names, separated by |';
COMMENT ON COLUMN ref_bodies.contextual IS 'Names that mean the body only after the story has named it, separated by |';
COMMENT ON COLUMN ref_bodies.ambiguous IS 'Forms of this row that are also something else, separated by |';
COMMENT ON COLUMN ref_bodies.until IS 'Day on which the body ended; empty if it exists';
COMMENT ON COLUMN ref_bodies.successor IS 'Body that took its place';
COMMENT ON COLUMN ref_bodies.members IS 'Country codes of the members, separated by |, where it is short';
COMMENT ON COLUMN ref_bodies.stands_for IS 'Body that it acts for, if not itself';
COMMENT ON COLUMN ref_bodies.kind IS 'What it is';
COMMENT ON COLUMN ref_bodies.member_note IS 'Who belongs to it';
COMMENT ON COLUMN ref_bodies.source IS 'Where the row is from';

CREATE TABLE ref_programs (
    code VARCHAR NOT NULL, name VARCHAR, sender VARCHAR, target VARCHAR, legal_basis VARCHAR, first_year VARCHAR,
    end_year VARCHAR, note VARCHAR, source VARCHAR
);
COMMENT ON TABLE ref_programs IS 'Sanctions programmes of the United Nations and of major senders. Key: code.';
COMMENT ON COLUMN ref_programs.code IS 'Key';
COMMENT ON COLUMN ref_programs.name IS 'Usual name';
COMMENT ON COLUMN ref_programs.sender IS 'Country or body code of the sender';
COMMENT ON COLUMN ref_programs.target IS 'Country code or name of the target';
COMMENT ON COLUMN ref_programs.legal_basis IS 'Resolution, order or act';
COMMENT ON COLUMN ref_programs.first_year IS 'Year it began';
COMMENT ON COLUMN ref_programs.end_year IS 'Year it ended; empty while in force';
COMMENT ON COLUMN ref_programs.note IS 'Remarks';
COMMENT ON COLUMN ref_programs.source IS 'Where the row is from';
