-- Which written words have the stem of an asked word.
SELECT written
FROM (SELECT unnest($written::VARCHAR[]) AS written)
WHERE stem(strip_accents(written), 'porter') IN (SELECT stem(strip_accents(unnest($asked::VARCHAR[])), 'porter'))
