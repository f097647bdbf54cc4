-- Which measures did the warehouse show at a time (UTC)?
-- param at (time): the time; example: 2100-01-01 12:00
-- param limit (number): how many; default: 200
-- answer: first 3 of 200 rows
--   status | measure_type | senders | targets | evidence_text | headline | published_at
--   imposed | export_restriction | [United Nations] | [IR] | The assets of Iranian companies and officials named by the … | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
--   imposed | arms_embargo | [United Nations] | [IR] | An arms embargo again applies to Iran. | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
--   proposed | import_restriction | [European Union] | [IR, Iran’s central bank] | The European Union is expected to bring back its own ban on… | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
SELECT status, measure_type, senders, targets, evidence_text, headline, published_at, measure_id
FROM measures_as_of($at)
ORDER BY published_at DESC NULLS LAST, measure_id
LIMIT $limit;
