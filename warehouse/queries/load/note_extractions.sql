-- Note by which rules the story versions that have just come were read.
INSERT INTO extractions
SELECT story_id, version, sha256(body), $rules, $rules, run_id, first_seen_at
FROM stories
SEMI JOIN (SELECT unnest($stories::VARCHAR[]) AS story_id, unnest($versions::VARCHAR[]) AS version) AS fresh USING (story_id, version)
ANTI JOIN extractions USING (story_id, version);
