-- The measures of a story version in layers (what is read today, and what each replay replaced), each at the word that names the act; type and targets tell
-- them apart where one word names several.
WITH rows AS (
    SELECT measure_id, measure_type, evidence_start, evidence_end, '' AS layer
    FROM measures
    WHERE story_id = $story_id AND version = $version AND rule_id <> 'H-review'
    UNION ALL
    SELECT measure_id, measure_type, evidence_start, evidence_end, concat(replaced_at, CASE WHEN rule_id = 'H-review' THEN ' by reviewers' END) AS layer
    FROM past_measures
    WHERE story_id = $story_id AND version = $version
),
spans AS (
    SELECT measure_id, field, start_char, end_char FROM measure_evidence WHERE measure_id IN (SELECT measure_id FROM rows)
    UNION ALL
    SELECT measure_id, field, start_char, end_char FROM past_measure_evidence WHERE measure_id IN (SELECT measure_id FROM rows)
),
words AS (
    SELECT measure_id, min(start_char) AS start_char, arg_min(end_char, start_char) AS end_char
    FROM spans
    WHERE field = 'measure_type'
    GROUP BY measure_id
),
parties AS (
    SELECT measure_id, role, entity_id FROM measure_parties WHERE measure_id IN (SELECT measure_id FROM rows)
    UNION ALL
    SELECT measure_id, role, entity_id FROM past_measure_parties WHERE measure_id IN (SELECT measure_id FROM rows)
),
targets AS (
    SELECT measure_id, list_sort(list(DISTINCT entity_id)) AS ids FROM parties WHERE role = 'target' GROUP BY measure_id
)
SELECT
    rows.measure_id,
    coalesce(any_value(words.start_char), any_value(rows.evidence_start)) AS start_char,
    coalesce(any_value(words.end_char), any_value(rows.evidence_end)) AS end_char,
    list_prepend(any_value(rows.measure_type), coalesce(any_value(targets.ids), [])) AS likeness,
    rows.layer
FROM rows
LEFT JOIN words ON words.measure_id = rows.measure_id
LEFT JOIN targets ON targets.measure_id = rows.measure_id
GROUP BY rows.measure_id, rows.layer
ORDER BY rows.measure_id, rows.layer;
