-- Names of the countries that stand in the warehouse by their codes.
SELECT code, name FROM ref_countries ORDER BY code;
