-- View columns without a comment of their own, with the comment of the table column that they carry.
-- Where several tables have a column of that name, the table that comes first in this list gives the words.
WITH ranked AS (
    SELECT column_name, comment,
        row_number() OVER (PARTITION BY column_name ORDER BY list_position(
            ['measures', 'stories', 'positions', 'measure_parties', 'entities', 'cases', 'case_events', 'quality_results'],
            table_name) NULLS LAST, table_name) AS place
    FROM duckdb_columns()
    WHERE NOT internal AND comment IS NOT NULL AND table_name IN (SELECT table_name FROM duckdb_tables())
)
SELECT columns.table_name, columns.column_name, ranked.comment
FROM duckdb_columns() AS columns
JOIN duckdb_views() AS views ON views.view_name = columns.table_name AND NOT views.internal
JOIN ranked ON ranked.column_name = columns.column_name AND ranked.place = 1
WHERE columns.comment IS NULL
ORDER BY ALL;
