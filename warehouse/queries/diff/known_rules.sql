-- The versions of the rules by which stories were read.
SELECT DISTINCT unnest([first_read_by, extractor_version]) AS rules
FROM (SELECT first_read_by, extractor_version FROM extractions UNION ALL SELECT first_read_by, extractor_version FROM past_extractions)
ORDER BY rules
