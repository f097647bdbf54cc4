-- Which codes of TIES, GSDB, OpenSanctions, FollowTheMoney, CAMEO and PLOVER do the measures have?
SELECT
    array_to_string(targets, ', ') AS target, array_to_string(senders, ', ') AS sender, measure_type, status,
    array_to_string(list_concat(ties_type, ties_status), ', ') AS ties,
    array_to_string(list_concat(gsdb_type, gsdb_status), ', ') AS gsdb,
    array_to_string(list_concat(opensanctions_type, opensanctions_status), ', ') AS opensanctions,
    array_to_string(list_concat(followthemoney_type, followthemoney_status), ', ') AS followthemoney,
    array_to_string(cameo, ', ') AS cameo, array_to_string(plover, ', ') AS plover, measure_id
FROM measure_codes
ORDER BY target, sender, measure_type, status, measure_id;
