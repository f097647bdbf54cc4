-- The newest migration of the warehouse.
SELECT value AS schema_version FROM warehouse_settings WHERE key = $key;
