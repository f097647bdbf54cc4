-- Every open row of the quarantine, with the document and the story version that it is about, as far as they can be told.
WITH rows AS (
    SELECT
        quarantine.*,
        CASE WHEN record_kind NOT IN ('item', 'document') THEN try_cast(payload AS JSON) -> '$.row' END AS refused_row,
        CASE WHEN record_kind = 'measures' THEN record_key END AS own_measure_id
    FROM quarantine
    WHERE resolved_at IS NULL
),
-- A part of a measure names its measure, which is loaded, or refused with a row of its own.
measure_versions AS (
    SELECT measure_id, story_id, version FROM measures
    UNION
    SELECT record_key, refused_row ->> '$.story_id', refused_row ->> '$.version' FROM rows WHERE record_kind = 'measures'
),
versions AS (
    SELECT
        rows.*,
        coalesce(refused_row ->> '$.story_id', measure_versions.story_id) AS story_id,
        coalesce(refused_row ->> '$.version', measure_versions.version) AS version
    FROM rows
    LEFT JOIN measure_versions ON measure_versions.measure_id = (rows.refused_row ->> '$.measure_id')
),
of_documents AS (
    SELECT
        versions.*,
        CASE
            WHEN record_kind = 'item' THEN NULL
            WHEN record_kind = 'document' THEN split_part(record_key, '#', 1)
            ELSE coalesce(
                refused_row ->> '$.document_id',
                (
                    SELECT min(delivered.document_id) FROM document_stories AS delivered
                    WHERE delivered.story_id = versions.story_id AND delivered.version = versions.version
                ),
                (SELECT min(there.document_id) FROM documents AS there WHERE there.source_uri = versions.source_uri)
            )
        END AS document_id
    FROM versions
)
SELECT
    of_documents.quarantine_id, of_documents.stage, of_documents.source_uri, of_documents.record_kind, of_documents.record_key,
    of_documents.reason_code, of_documents.reason,
    CASE WHEN of_documents.record_kind IN ('item', 'document') THEN of_documents.payload END AS kept,
    of_documents.container_uri, of_documents.created_at, of_documents.document_id, of_documents.story_id, of_documents.version,
    documents.source_uri AS document_uri, documents.sha256, documents.media_type, documents.fetched_at
FROM of_documents
LEFT JOIN documents ON documents.document_id = of_documents.document_id
ORDER BY of_documents.created_at, of_documents.quarantine_id;
