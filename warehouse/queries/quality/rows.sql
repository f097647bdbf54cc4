-- How many rows has each table that is judged?
SELECT 'documents' AS relation, count(*)::BIGINT AS rows FROM documents
UNION ALL SELECT 'stories', count(*) FROM stories
UNION ALL SELECT 'story_furniture', count(*) FROM story_furniture
UNION ALL SELECT 'story_links', count(*) FROM story_links
UNION ALL SELECT 'story_references', count(*) FROM story_references
UNION ALL SELECT 'mentions', count(*) FROM mentions
UNION ALL SELECT 'measures', count(*) FROM measures
UNION ALL SELECT 'measure_evidence', count(*) FROM measure_evidence
UNION ALL SELECT 'measure_parties', count(*) FROM measure_parties
UNION ALL SELECT 'positions', count(*) FROM positions
UNION ALL SELECT 'quarantine', count(*) FROM quarantine
UNION ALL SELECT 'cases', count(*) FROM cases
UNION ALL SELECT 'case_events', count(*) FROM case_events;
