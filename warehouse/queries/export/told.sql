-- The exported measures with their parties, codes and cases.
SELECT
    shown.measure_id, shown.story_id, shown.measure_type, kinds.name AS kind, shown.status, shown.instrument, shown.goods,
    shown.date_value, shown.date_precision, shown.evidence_text, shown.published_at, shown.published_precision, shown.provider,
    shown.source_uri, shown.confidence, codes.followthemoney_type, codes.followthemoney_status,
    (
        SELECT list({'role': parties.role, 'entity_id': parties.entity_id, 'country': parties.country, 'name': parties.name} ORDER BY parties.role, parties.entity_id)
        FROM current_parties AS parties
        WHERE parties.measure_id = shown.measure_id
    ) AS parties,
    (SELECT list(events.case_id ORDER BY events.case_id) FROM case_events AS events WHERE events.measure_id = shown.measure_id) AS cases
FROM current_measures AS shown
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
JOIN measure_codes AS codes ON codes.measure_id = shown.measure_id
JOIN ref_measure_types AS kinds ON kinds.code = shown.measure_type
ORDER BY shown.story_id, shown.measure_id;
