-- Who acts when an expectation fails, and results over the whole warehouse beside those of batches.

ALTER TABLE quality_results ADD COLUMN owner VARCHAR;
COMMENT ON COLUMN quality_results.owner IS 'Who acts when it fails: ingest, extraction, reference data or provider desk; null in rows of earlier versions';
COMMENT ON TABLE quality_results IS 'One expectation over one table of one batch of one run, or over the whole warehouse. Key: run_id, batch, suite, expectation.';
COMMENT ON COLUMN quality_results.batch IS 'Batch of the run, from 0; -1 for the whole warehouse after the last batch';
COMMENT ON COLUMN quality_results.suite IS 'Suite: the table it judges, or batch, warehouse, cases or providers';
COMMENT ON COLUMN quality_results.severity IS 'critical (the row or batch does not load, the gate fails), warning or info';
COMMENT ON COLUMN quality_results.observed IS 'What was observed, as JSON: failing (keys or sentences) and told (sentences); never article text';
COMMENT ON COLUMN quality_results.element_count IS 'Rows judged; providers in the suite providers';
