-- Which stories does a correction note speak of, and what does it say?
-- param limit (number): how many; default: 100
-- answer: 1 row
--   headline | note_headline | note_text | published_at
--   Council Grounds Flights to Libya |  | In BC-UN-Libya, 2nd Ld-Writethru, MW0412, moved Tuesday fro… | 1992-03-31 00:00:00
SELECT stories.headline, notes.note_headline, notes.note_text, notes.published_at, notes.story_id, notes.note_story_id
FROM correction_notes AS notes
LEFT JOIN stories ON stories.story_id = notes.story_id AND stories.is_current
ORDER BY notes.published_at DESC NULLS LAST, notes.story_id, notes.note_story_id
LIMIT $limit;
