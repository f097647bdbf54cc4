-- The parties of the measures of the readings in `asked`, current and past.
SELECT party.*
FROM measure_parties AS party
JOIN measures USING (measure_id)
JOIN extractions ON extractions.story_id = measures.story_id AND extractions.version = measures.version
JOIN asked
    ON asked.story_id = measures.story_id AND asked.version = measures.version AND asked.extracted_at = extractions.extracted_at
UNION ALL BY NAME
SELECT past.* EXCLUDE (extracted_at, replaced_at, run_id, replaced_by)
FROM past_measure_parties AS past
JOIN past_measures AS measure ON measure.measure_id = past.measure_id AND measure.extracted_at = past.extracted_at
JOIN asked ON asked.story_id = measure.story_id AND asked.version = measure.version AND asked.extracted_at = past.extracted_at
