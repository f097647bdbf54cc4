-- Which measures are the most recent, and which words say so?
-- answer: first 3 of 5 rows
--   as_of | as_of_precision | status | measure_type | senders | targets | evidence_text | headline
--   2025-09-28 | minute | imposed | export_restriction | United Nations | IR | The assets of Iranian companies and officials named by the … | UN sanctions on Iran return after bid to delay them fails
--   2025-09-28 | minute | imposed | arms_embargo | United Nations | IR | An arms embargo again applies to Iran. | UN sanctions on Iran return after bid to delay them fails
--   2025-09-28 | minute | proposed | import_restriction | European Union | IR, Iran’s central bank | The European Union is expected to bring back its own ban on… | UN sanctions on Iran return after bid to delay them fails
SELECT
    as_of, as_of_precision, status, measure_type, array_to_string(senders, ', ') AS senders, array_to_string(targets, ', ') AS targets,
    evidence_text, headline, measure_id
FROM measure_timeline
WHERE as_of IS NOT NULL
ORDER BY as_of DESC, measure_id
LIMIT 5;
