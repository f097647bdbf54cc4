-- Is there a view of the precision of rules in this warehouse?
SELECT view_name FROM duckdb_views() WHERE view_name = 'rule_precision';
