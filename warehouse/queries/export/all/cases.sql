SELECT * FROM cases ORDER BY case_id;
