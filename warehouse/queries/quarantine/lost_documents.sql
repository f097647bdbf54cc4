-- Which of the documents $documents were received and are neither loaded nor in quarantine, whatever became of the row since?
WITH silent AS (
    SELECT document_id FROM (SELECT DISTINCT unnest($documents::VARCHAR[]) AS document_id)
    ANTI JOIN document_stories USING (document_id)
)
SELECT silent.document_id
FROM silent
LEFT JOIN documents ON documents.document_id = silent.document_id
WHERE documents.document_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM quarantine
    WHERE (quarantine.record_kind = 'document' AND split_part(quarantine.record_key, '#', 1) = silent.document_id)
        OR (quarantine.record_kind = 'stories' AND (try_cast(quarantine.payload AS JSON) ->> '$.row.document_id') = silent.document_id)
)
ORDER BY silent.document_id;
