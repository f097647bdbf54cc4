-- Who stands for or against some measures.
SELECT
    position_id, story_id, version, measure_id, coalesce(holder_country, holder_name) AS holder, stance, evidence_text, start_char,
    end_char, rule_id
FROM positions_known_at('infinity'::TIMESTAMP)
WHERE NOT is_rejected AND measure_id IN (SELECT unnest($measure_ids))
ORDER BY measure_id, start_char, position_id;
