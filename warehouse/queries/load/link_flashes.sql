-- A flash is superseded by the first story of its provider within four hours that holds three quarters of its words.
-- Only flashes near the stories in `touched` are looked at; the speakers whose links change are noted in `speakers`.
CREATE OR REPLACE TEMP TABLE flashes AS
SELECT
    story_id, provider, published_at,
    list_distinct(list_filter(
        string_split(headline_words(body), ' '), lambda word: length(word) > 2 OR regexp_matches(word, '[0-9]')
    )) AS words
FROM stories AS flash
WHERE content_kind = 'flash' AND is_current AND provider IS NOT NULL AND published_precision IN ('second', 'minute')
    AND (story_id IN (FROM touched) OR EXISTS (
        SELECT 1 FROM stories AS told
        WHERE told.story_id IN (FROM touched)
            AND told.published_at BETWEEN flash.published_at AND flash.published_at + INTERVAL 4 HOUR
    ));

-- A story that was a flash when it was linked and is none any more lets go, too.
INSERT INTO speakers
SELECT DISTINCT story_id, version FROM flash_links
WHERE other_story_id IN (SELECT story_id FROM flashes) OR other_story_id IN (FROM touched);
DELETE FROM flash_links WHERE other_story_id IN (SELECT story_id FROM flashes) OR other_story_id IN (FROM touched);

INSERT INTO flash_links
SELECT told.story_id, told.version, flashes.story_id AS other_story_id
FROM flashes
JOIN stories AS told
    ON told.published_at BETWEEN flashes.published_at AND flashes.published_at + INTERVAL 4 HOUR
    AND told.story_id <> flashes.story_id AND told.content_kind IN ('story', 'brief') AND told.publish_status <> 'canceled'
    AND NOT told.is_fragment AND told.published_precision IN ('second', 'minute')
    AND told.provider IS NOT NULL AND same_sender(told.provider, flashes.provider)
WHERE len(flashes.words) >= 4
    AND len(list_intersect(
        flashes.words, string_split(headline_words(concat_ws(' ', told.headline, left(told.body, 700))), ' ')
    )) >= 0.75 * len(flashes.words)
QUALIFY row_number() OVER (PARTITION BY flashes.story_id ORDER BY told.published_at, told.story_id, told.version) = 1;

INSERT INTO speakers SELECT DISTINCT story_id, version FROM flash_links WHERE other_story_id IN (SELECT story_id FROM flashes);
DROP TABLE flashes;
