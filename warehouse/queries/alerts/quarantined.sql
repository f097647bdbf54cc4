-- How many rows did the run $run_id put into quarantine, by reason?
SELECT reason_code, count(*) AS rows FROM quarantine WHERE run_id = $run_id GROUP BY reason_code ORDER BY rows DESC, reason_code;
