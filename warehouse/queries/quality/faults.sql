-- How many rows break each promise of the warehouse, and which are the first?
SELECT expectation, count(*)::BIGINT AS found, list(record_key ORDER BY record_key)[:10] AS record_keys
FROM warehouse_faults
GROUP BY expectation
ORDER BY expectation;
