-- Each measure as an event between one sender and one target, in the words of TIES and PLOVER. What a measure does not name
-- stays null: an event without a sender is still an event.
SELECT
    md5(concat_ws('/', codes.measure_id, sender.entity_id, target.entity_id)) AS event_id,
    coalesce(shown.date_value, shown.published_at::DATE) AS event_date,
    CASE WHEN shown.date_value IS NOT NULL THEN shown.date_precision ELSE shown.published_precision END AS date_precision,
    coalesce(sender.country, sender.name) AS sender, sender_country.iso3 AS sender_iso3,
    coalesce(target.country, target.name) AS target, target_country.iso3 AS target_iso3,
    codes.measure_type, codes.status,
    list_contains(codes.ties_status, 'threat=1')::INTEGER AS ties_threat,
    list_contains(codes.ties_status, 'imposition=1')::INTEGER AS ties_imposition,
    array_to_string(codes.ties_type, '|') AS ties_sanctiontype,
    array_to_string(list_sort(list_distinct([split_part(code, ':', 1) FOR code IN codes.plover])), '|') AS plover_event,
    array_to_string(list_sort(list_distinct([split_part(code, ':', 2) FOR code IN codes.plover IF contains(code, ':')])), '|') AS plover_mode,
    array_to_string(codes.cameo, '|') AS cameo_code,
    codes.evidence_text, shown.headline, shown.provider, shown.published_at,
    codes.measure_id, codes.story_id, codes.version,
    (SELECT min(case_id) FROM case_events AS events WHERE events.measure_id = codes.measure_id) AS case_id,
    shown.confidence
FROM measure_codes AS codes
JOIN current_measures AS shown ON shown.measure_id = codes.measure_id
JOIN exported ON exported.story_id = shown.story_id AND exported.version = shown.version
LEFT JOIN current_parties AS sender ON sender.measure_id = codes.measure_id AND sender.role = 'sender'
LEFT JOIN current_parties AS target ON target.measure_id = codes.measure_id AND target.role = 'target'
LEFT JOIN ref_countries AS sender_country ON sender_country.code = sender.country
LEFT JOIN ref_countries AS target_country ON target_country.code = target.country
ORDER BY event_date NULLS LAST, codes.measure_id, sender.entity_id, target.entity_id;
