-- Each measure in the words of six other schemes, through the reference tables: what it restricts, and where it stands.
CREATE OR REPLACE VIEW measure_codes AS
WITH coded AS (
    SELECT
        measures.*,
        coalesce(string_split(kinds.ties, '|'), []) AS ties_type,
        coalesce(string_split(stands.ties, '|'), []) AS ties_status,
        coalesce(string_split(kinds.gsdb, '|'), []) AS gsdb_type,
        coalesce(string_split(stands.gsdb, '|'), []) AS gsdb_status,
        coalesce(string_split(kinds.opensanctions, '|'), []) AS opensanctions_type,
        coalesce(string_split(stands.opensanctions, '|'), []) AS opensanctions_status,
        coalesce(string_split(kinds.followthemoney, '|'), []) AS followthemoney_type,
        coalesce(string_split(stands.followthemoney, '|'), []) AS followthemoney_status,
        coalesce(string_split(kinds.cameo, '|'), []) AS cameo_type,
        coalesce(string_split(stands.cameo, '|'), []) AS cameo_status,
        coalesce(string_split(kinds.plover, '|'), []) AS plover_type,
        coalesce(string_split(stands.plover, '|'), []) AS plover_status
    FROM current_measures AS measures
    JOIN ref_measure_types AS kinds ON kinds.code = measures.measure_type
    JOIN ref_statuses AS stands ON stands.code = measures.status
)
SELECT
    measure_id, story_id, version, measure_type, status, senders, targets, evidence_text,
    ties_type, ties_status, gsdb_type, gsdb_status, opensanctions_type, opensanctions_status,
    followthemoney_type, followthemoney_status,
    CASE
        WHEN status <> 'imposed' THEN cameo_status
        WHEN list_has_any(cameo_type, cameo_status) THEN list_sort(list_intersect(cameo_type, cameo_status))
        ELSE cameo_type
    END AS cameo,
    CASE
        WHEN status <> 'imposed' THEN plover_status
        WHEN list_has_any(plover_type, plover_status) THEN list_sort(list_intersect(plover_type, plover_status))
        ELSE plover_type
    END AS plover
FROM coded;
COMMENT ON VIEW measure_codes IS 'The codes of TIES, GSDB, OpenSanctions, FollowTheMoney, CAMEO and PLOVER for each current measure. An empty list: the scheme has nothing for it.';
COMMENT ON COLUMN measure_codes.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN measure_codes.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN measure_codes.ties_type IS 'Threat and Imposition of Economic Sanctions: sanctiontype';
COMMENT ON COLUMN measure_codes.ties_status IS 'Threat and Imposition of Economic Sanctions: threat or imposition';
COMMENT ON COLUMN measure_codes.gsdb_type IS 'Global Sanctions Data Base: columns and values of descr_trade for the kind';
COMMENT ON COLUMN measure_codes.gsdb_status IS 'Global Sanctions Data Base: begin or end';
COMMENT ON COLUMN measure_codes.opensanctions_type IS 'OpenSanctions: measures and topics';
COMMENT ON COLUMN measure_codes.opensanctions_status IS 'OpenSanctions: status of a programme';
COMMENT ON COLUMN measure_codes.followthemoney_type IS 'FollowTheMoney: property of the schema Sanction that holds the kind';
COMMENT ON COLUMN measure_codes.followthemoney_status IS 'FollowTheMoney: property of the schema Sanction that holds where it stands';
COMMENT ON COLUMN measure_codes.cameo IS 'CAMEO event codes: those of the kind for what is imposed, else those of the status';
COMMENT ON COLUMN measure_codes.plover IS 'PLOVER categories and modes: those of the kind for what is imposed, else those of the status';
