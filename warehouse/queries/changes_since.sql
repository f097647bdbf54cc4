-- What changed since yesterday, or since another time (UTC): which measures are new, which are shown no longer, and why?
-- param since (time): the time; default: yesterday; example: 1900-01-01
-- param limit (number): how many changes; default: 200
-- answer: first 3 of 200 rows
--   change | why | status | measure_type | senders | targets | evidence_text | headline | published_at
--   new | new story | imposed | arms_embargo | [United Nations] | [IR] | An arms embargo again applies to Iran. | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
--   new | new story | imposed | diplomatic_sanction | [IR] | [DE, FR, GB] | Iran on Saturday recalled its ambassadors to Britain, Franc… | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
--   new | new story | proposed | import_restriction | [European Union] | [IR, Iran’s central bank] | The European Union is expected to bring back its own ban on… | UN sanctions on Iran return after bid to delay them fails | 2025-09-28 00:05:00
SELECT change, why, status, measure_type, senders, targets, evidence_text, headline, published_at, measure_id, story_id
FROM changes_since($since)
ORDER BY change DESC, published_at DESC NULLS LAST, story_id, evidence_text, measure_id
LIMIT $limit;
