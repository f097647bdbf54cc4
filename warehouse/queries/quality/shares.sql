-- How large are the parts that should stay small?
SELECT expectation, part::BIGINT AS part, whole::BIGINT AS whole FROM warehouse_shares ORDER BY expectation;
