-- What is searched of evidence: the clause of each measure that may be shown now.
SELECT
    measures.measure_id AS doc, measures.measure_id, measures.story_id, measures.version, measures.provider, measures.published_at,
    measures.headline, measures.evidence_text AS text,
    ' ' || regexp_replace(lower(measures.evidence_text), '[^\p{L}\p{N}]+', ' ', 'g') || ' ' AS plain,
    [measures.status || ' ' || measures.measure_type] AS measures, measures.targets,
    (SELECT coalesce(list_distinct(flatten(list([lower(party.name), lower(country.code), lower(country.name), lower(country.iso3)]
        || coalesce(string_split(lower(country.aliases), '|'), [])))), [])
     FROM measure_parties AS party
     LEFT JOIN ref_countries AS country ON country.code = party.country
     WHERE party.measure_id = measures.measure_id AND party.role = 'target') AS target_forms
FROM current_measures AS measures
ORDER BY measures.measure_id
