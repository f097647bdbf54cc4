-- Which states and bodies are named, send, receive and take a stand most?
-- param limit (number): how many; default: 25
-- answer: first 3 of 25 rows
--   name | kind | stories | mentions | measures_sent | measures_received | positions_held
--   UN Security Council | body | 32 | 63 | 110 | 0 | 0
--   United States | country | 54 | 145 | 79 | 6 | 7
--   European Union | body | 31 | 67 | 55 | 1 | 4
SELECT name, kind, stories, mentions, measures_sent, measures_received, positions_held, entity_id
FROM entity_activity
WHERE kind IN ('country', 'body')
ORDER BY measures_sent + measures_received + positions_held DESC, stories DESC, name
LIMIT $limit;
