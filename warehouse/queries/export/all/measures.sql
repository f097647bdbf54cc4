SELECT stored.*, exported.published_year
FROM measures AS stored
JOIN exported ON exported.story_id = stored.story_id AND exported.version = stored.version
ORDER BY stored.story_id, stored.version, stored.evidence_start, stored.measure_id;
