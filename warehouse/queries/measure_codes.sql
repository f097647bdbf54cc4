-- Which codes of TIES, GSDB, OpenSanctions, FollowTheMoney, CAMEO and PLOVER do the measures have?
-- param target (text): only against this target, by its code or name as stored; default: any
-- param limit (number): how many; default: 200
-- answer: first 3 of 200 rows
--   target | sender | measure_type | status | ties | gsdb | opensanctions | followthemoney | cameo | plover
--   11 people | European Union | designation | imposed | imposition=1 | begin | topic:export.control, topic:sanction, topic:sanction.counte… | Sanction:listingDate, Sanction:program, Sanction:startDate,… | 163 | 
--   15 companies and institutions, most of them North Korean, a… | AU, JP | financial_restriction | imposed | imposition=1 | financial, begin | Financial restrictions, Investment ban, status:active | Sanction:provisions, Sanction:startDate, Sanction:status=Ac… | 163 | COERCE:restrict, SANCTION:discontinue
--   15 relatives and aides, Moammar Gadhafi, aides | UN Security Council | travel_ban | imposed | 8, imposition=1 | travel, begin | Travel ban, status:active | Sanction:provisions, Sanction:startDate, Sanction:status=Ac… | 163 | COERCE:restrict
SELECT
    array_to_string(targets, ', ') AS target, array_to_string(senders, ', ') AS sender, measure_type, status,
    array_to_string(list_concat(ties_type, ties_status), ', ') AS ties,
    array_to_string(list_concat(gsdb_type, gsdb_status), ', ') AS gsdb,
    array_to_string(list_concat(opensanctions_type, opensanctions_status), ', ') AS opensanctions,
    array_to_string(list_concat(followthemoney_type, followthemoney_status), ', ') AS followthemoney,
    array_to_string(cameo, ', ') AS cameo, array_to_string(plover, ', ') AS plover, measure_id
FROM measure_codes
WHERE $target IS NULL OR list_contains(targets, $target)
ORDER BY target, sender, measure_type, status, measure_id
LIMIT $limit;
