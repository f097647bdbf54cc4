-- How stories are compared, and what the warehouse knew and showed at a time (docs/lineage.md).
-- A headline as words: no tickers in brackets, signs or letter case.
CREATE OR REPLACE MACRO headline_words(line) AS
    nullif(trim(regexp_replace(lower(regexp_replace(line, '<[^<>]{1,20}>', ' ', 'g')), '[^\p{L}\p{N}]+', ' ', 'g')), '');

-- Whether one headline is the other or holds it, if the shorter is long enough to mean one story.
CREATE OR REPLACE MACRO holds_words(one, other) AS
    one = other
    OR (least(length(one), length(other)) >= 16
        AND (contains(' ' || one || ' ', ' ' || other || ' ') OR contains(' ' || other || ' ', ' ' || one || ' ')));

-- Whether two senders are one, as far as is known.
CREATE OR REPLACE MACRO same_sender(one, other) AS
    one IS NULL OR other IS NULL
    OR regexp_replace(lower(one), '[^\p{L}\p{N}]+', '', 'g') = regexp_replace(lower(other), '[^\p{L}\p{N}]+', '', 'g');

-- The moment after the time that a date means: a date that is exact to the day means the whole day.
CREATE OR REPLACE MACRO end_of_time(moment, exactness) AS
    CASE exactness
        WHEN 'minute' THEN moment + INTERVAL 1 MINUTE
        WHEN 'day' THEN moment + INTERVAL 1 DAY
        WHEN 'month' THEN moment + INTERVAL 1 MONTH
        WHEN 'quarter' THEN moment + INTERVAL 3 MONTH
        WHEN 'year' THEN moment + INTERVAL 1 YEAR
        ELSE moment + INTERVAL 1 MICROSECOND
    END;

-- The number of a message, and who numbered it. Null for any other key.
CREATE OR REPLACE MACRO message_number(version_key) AS
    try_cast(nullif(regexp_extract(version_key, '^[A-Za-z]{1,4}([0-9]{3,5})$', 1), '') AS INTEGER);
CREATE OR REPLACE MACRO message_letters(version_key) AS upper(regexp_extract(version_key, '^([A-Za-z]{1,4})[0-9]{3,5}$', 1));

-- Whether a version was issued after a message: by exact times, else by message numbers of one sender and day, else by days.
CREATE OR REPLACE MACRO issued_after(version_key, published_at, published_precision, said_key, said_at, said_precision) AS
    coalesce(
        CASE
            WHEN published_precision NOT IN ('second', 'minute') OR said_precision NOT IN ('second', 'minute')
            THEN
                CASE
                    WHEN message_letters(version_key) = message_letters(said_key) AND published_at::DATE = said_at::DATE
                    THEN message_number(version_key) > message_number(said_key)
                END
        END,
        published_at >= end_of_time(said_at, said_precision),
        FALSE
    );

-- The versions that had come by a time, each in the place that the deliveries seen by then give it.
CREATE OR REPLACE MACRO versions_as_of(seen_until) AS TABLE
WITH issued AS (
    SELECT
        delivered.story_id, delivered.version,
        coalesce(max(delivered.version_order) FILTER (NOT delivered.is_repeat), max(delivered.version_order)) AS place
    FROM document_stories AS delivered
    JOIN documents USING (document_id)
    WHERE documents.fetched_at <= seen_until
    GROUP BY ALL
),
placed AS (
    SELECT stories.* REPLACE (coalesce(issued.place, stories.version_order) AS version_order)
    FROM stories
    LEFT JOIN issued ON issued.story_id = stories.story_id AND issued.version = stories.version
    WHERE stories.first_seen_at <= seen_until
)
SELECT placed.* REPLACE (
    (row_number() OVER in_order)::INTEGER AS revision,
    row_number() OVER in_order = count(*) OVER (PARTITION BY story_id) AS is_current
)
FROM placed
WINDOW in_order AS (PARTITION BY story_id ORDER BY is_fragment DESC, version_order, publish_status = 'canceled', version);

-- Whether a reviewer's decision counts at a time: taken by then, and none in its place yet.
CREATE OR REPLACE MACRO counts_at(shown_from, shown_until, t) AS shown_from <= t AND coalesce(shown_until > t, TRUE);

-- What messages said of other stories and still held at a time: kills that nobody withdrew, substitutes that may be shown, notes.
CREATE OR REPLACE MACRO said_as_of(seen_until, shown_at) AS TABLE
WITH spoken AS (
    SELECT
        -- Who corrects a story by telling it whole takes its place; a note only speaks of it.
        CASE WHEN link.kind = 'corrects' AND speaker.content_kind IN ('story', 'brief', 'flash') THEN 'supersedes' ELSE link.kind END AS kind,
        link.other_story_id, link.story_id, link.version, speaker.is_current, speaker.publish_status, speaker.embargoed_until,
        speaker.version_key, speaker.published_at, speaker.published_precision
    FROM story_links AS link
    JOIN versions_as_of(seen_until) AS speaker ON speaker.story_id = link.story_id AND speaker.version = link.version
    WHERE link.other_story_id <> link.story_id AND link.kind IN ('kills', 'supersedes', 'corrects')
        AND NOT EXISTS (
            SELECT 1
            FROM reviewed_links AS reviewed
            WHERE reviewed.story_id = link.story_id AND reviewed.version = link.version
                AND reviewed.other_story_id = link.other_story_id AND reviewed.kind = link.kind AND reviewed.is_rejected
                AND counts_at(reviewed.shown_from, reviewed.shown_until, seen_until)
        )
)
SELECT *
FROM spoken
WHERE CASE kind
    -- Of two that say they supersede each other the later one holds; ids decide where their times are the same.
    WHEN 'supersedes' THEN publish_status = 'usable' AND coalesce(embargoed_until <= shown_at, TRUE) AND NOT EXISTS (
        SELECT 1
        FROM spoken AS back
        WHERE back.kind = 'supersedes' AND back.story_id = spoken.other_story_id AND back.other_story_id = spoken.story_id
            AND (coalesce(back.published_at, '-infinity'::TIMESTAMP), back.story_id)
                > (coalesce(spoken.published_at, '-infinity'::TIMESTAMP), spoken.story_id)
    )
    ELSE is_current AND story_id NOT IN (SELECT other_story_id FROM spoken WHERE kind = 'kills' AND is_current)
END;

-- The newest usable versions that no other story kills or supersedes, embargoed ones included.
CREATE OR REPLACE MACRO showable_as_of(seen_until, shown_at) AS TABLE
SELECT version.*
FROM versions_as_of(seen_until) AS version
WHERE version.is_current AND version.publish_status = 'usable'
    AND NOT EXISTS (
        SELECT 1
        FROM said_as_of(seen_until, shown_at) AS said
        WHERE said.other_story_id = version.story_id AND said.kind IN ('kills', 'supersedes')
            AND NOT issued_after(
                version.version_key, version.published_at, version.published_precision,
                said.version_key, said.published_at, said.published_precision
            )
    );

-- The stories that might be shown at a time, syndicated copies included.
CREATE OR REPLACE MACRO stories_with_copies_as_of(seen_until, shown_at) AS TABLE
SELECT
    story.*,
    EXISTS (
        SELECT 1
        FROM said_as_of(seen_until, shown_at) AS said
        WHERE said.other_story_id = story.story_id AND said.kind = 'corrects'
            AND NOT issued_after(
                story.version_key, story.published_at, story.published_precision,
                said.version_key, said.published_at, said.published_precision
            )
    ) AS has_correction_note,
    count(*) OVER (PARTITION BY cluster_id)::INTEGER AS copies,
    row_number() OVER (PARTITION BY cluster_id ORDER BY word_count DESC, published_at NULLS LAST, story_id)::INTEGER AS copy_rank
FROM showable_as_of(seen_until, shown_at) AS story
WHERE coalesce(story.embargoed_until <= shown_at, TRUE);

-- The stories that the warehouse showed at a time (UTC), one of each cluster of copies.
CREATE OR REPLACE MACRO stories_as_of(t) AS TABLE
SELECT * FROM stories_with_copies_as_of(t::TIMESTAMP, t::TIMESTAMP) WHERE copy_rank = 1;
