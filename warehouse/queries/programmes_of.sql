-- Which known sanctions programmes have there been on a target, whatever the stories tell?
-- param target (party): whom they are against; example: Iraq
-- answer: first 3 of 4 rows
--   name | sender | target | legal_basis | first_year | end_year | note
--   European Community embargo on Iraq | european-community | IQ | Regulation (EEC) No 2340/90 | 1990 | 2003 | Carries out resolution 661; ended by Regulation (EC) No 121…
--   UN embargo on Iraq | un-security-council | IQ | resolution 661 (1990) | 1990 | 2003 | Oil for food from resolution 986 (1995); ended but for arms…
--   U.S. sanctions on Iraq | US | IQ | Executive Orders 12722 and 12724 of 1990 | 1990 | 2004 | Ended by Executive Order 13350
SELECT name, sender, target, legal_basis, first_year, end_year, note
FROM ref_programs
WHERE is_party(target, $target)
ORDER BY first_year, code;
