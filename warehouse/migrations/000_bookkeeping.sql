-- What the warehouse knows of itself.

CREATE TABLE IF NOT EXISTS warehouse_settings (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
COMMENT ON TABLE warehouse_settings IS 'What the warehouse knows of itself: schema version, digests of views and reference files, load counter. Key: key.';
COMMENT ON COLUMN warehouse_settings.key IS 'Name';
COMMENT ON COLUMN warehouse_settings.value IS 'Value';
