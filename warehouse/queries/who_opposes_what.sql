-- Who stands for or against which measure, and in which words?
-- param target (party): only on measures against this target; default: any
-- param stance (stance): only this stance; default: any
-- param limit (number): how many; default: 200
-- answer: first 3 of 132 rows
--   holder | stance | measure_type | status | targets | evidence_text | headline | published_at
--   US | supports | export_restriction | proposed | IQ, KW | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… |  | 1990-08-05 00:00:00
--   US | supports | import_restriction | proposed | IQ, KW | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… |  | 1990-08-05 00:00:00
--   US | supports | trade_embargo | proposed | IQ | THE TEXT, BACKED BY THE UNITED STATES, WOULD STOP ALL IMPOR… |  | 1990-08-05 00:00:00
SELECT
    holder, stance, measure_type, status, array_to_string(targets, ', ') AS targets, stance_evidence AS evidence_text, headline,
    published_at, measure_id
FROM stances
WHERE ($stance IS NULL OR stance = $stance)
    AND ($target IS NULL OR measure_id IN (
        SELECT parties.measure_id FROM measure_parties AS parties
        WHERE parties.role = 'target' AND (is_party(parties.country, $target) OR is_party(parties.name, $target))
    ))
ORDER BY published_at NULLS LAST, holder, stance, measure_type, position_id
LIMIT $limit;
