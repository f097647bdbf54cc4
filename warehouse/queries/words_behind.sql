-- Which words are behind each value of the measures against a target?
-- param target (party): whom they are against; example: Zimbabwe
-- param limit (number): how many spans; default: 500
-- answer: first 3 of 19 rows
--   headline | measure_type | status | field | words | start_char | end_char
--    | trade_embargo | imposed | clause | THE COUNCIL HAS ORDERED SUCH A COMPLETE EMBARGO ONLY ONCE B… | 447 | 543
--    | trade_embargo | imposed | sender | THE COUNCIL | 447 | 458
--    | trade_embargo | imposed | status | ORDERED | 463 | 470
SELECT sources.headline, sources.measure_type, sources.status, sources.field, sources.words, sources.rule_id, sources.start_char, sources.end_char, sources.measure_id, sources.story_id
FROM measure_sources AS sources
WHERE sources.measure_id IN (
    SELECT parties.measure_id FROM measure_parties AS parties
    WHERE parties.role = 'target' AND (is_party(parties.country, $target) OR is_party(parties.name, $target))
)
ORDER BY sources.published_at NULLS LAST, sources.headline, sources.start_char, sources.measure_type, sources.measure_id, sources.field
LIMIT $limit;
