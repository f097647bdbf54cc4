-- Which steps of a case cannot be, so that a story or its reading is wrong, or one is missing?
-- param limit (number): how many steps; default: 100
-- answer: 2 rows
--   target | sender | measure_type | told_on | previous_status | status | jump_reason | evidence_text | headline
--   IR | European Union | unspecified | 2016-01-01 | proposed | lifted | lifted before any story tells that it was imposed | The European Union and the United States lifted their nucle… | Sanctions on Iran fall as nuclear deal takes effect
--   SY | US | unspecified | 2025-05-20 | threatened | lifted | lifted before any story tells that it was imposed | U.S. President Donald Trump surprised his own officials a w… | EU agrees to end economic sanctions on Syria
SELECT target, sender, measure_type, told_on, previous_status, status, jump_reason, evidence_text, headline, measure_id, case_id
FROM case_history
WHERE jump_reason IS NOT NULL
ORDER BY told_on NULLS LAST, target, measure_type, case_id, measure_id
LIMIT $limit;
