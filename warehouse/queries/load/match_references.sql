-- Which of the stories in `answering` fit which of the references in `asked`, and what tells it. One story has many versions: any may fit.
INSERT INTO reference_candidates
WITH asked_words AS (
    SELECT
        asked.*, headline_words(asked.headline) AS words,
        speaker.version_key AS said_key, speaker.published_at AS said_at, speaker.published_precision AS said_precision
    FROM asked
    JOIN stories AS speaker ON speaker.story_id = asked.story_id AND speaker.version = asked.version
),
versions AS (
    SELECT
        story_id, version, provider, provider_key, desk_key, version_key, published_at, published_precision, headline_words(headline) AS words, published_at::DATE AS day,
        bool_and(content_kind IN ('kill_note', 'correction_note')) OVER (PARTITION BY story_id) AS is_note
    FROM answering
    WHERE content_kind NOT IN ('advisory', 'budget', 'digest')
),
matched AS (
    SELECT asked_words.reference_id, asked_words.kind, asked_words.story_id AS speaker, versions.story_id, versions.is_note, 'provider_key' AS told_by
    FROM asked_words
    JOIN versions ON versions.provider_key = asked_words.provider_key
        AND (regexp_matches(asked_words.provider_key, '^(urn|tag|https?):', 'i') OR same_sender(asked_words.provider, versions.provider))
    UNION ALL
    SELECT asked_words.reference_id, asked_words.kind, asked_words.story_id, versions.story_id, versions.is_note, 'number'
    FROM asked_words
    JOIN document_stories AS delivered ON upper(delivered.version_key) = upper(asked_words.number)
    JOIN versions ON versions.story_id = delivered.story_id AND versions.version = delivered.version
        AND same_sender(asked_words.provider, versions.provider)
    WHERE coalesce(versions.day BETWEEN asked_words.first_on AND asked_words.last_on, TRUE)
    UNION ALL
    SELECT asked_words.reference_id, asked_words.kind, asked_words.story_id, versions.story_id, versions.is_note,
        CASE WHEN versions.words = asked_words.words THEN 'headline' ELSE 'part_of_headline' END
    FROM asked_words
    JOIN versions ON holds_words(versions.words, asked_words.words) AND same_sender(asked_words.provider, versions.provider)
    WHERE coalesce(versions.day BETWEEN asked_words.first_on AND asked_words.last_on, TRUE) AND NOT versions.is_note
        AND NOT issued_after(
            versions.version_key, versions.published_at, versions.published_precision,
            asked_words.said_key, asked_words.said_at, asked_words.said_precision
        )
    UNION ALL
    SELECT asked_words.reference_id, asked_words.kind, asked_words.story_id, versions.story_id, versions.is_note, 'desk_key'
    FROM asked_words
    JOIN versions ON versions.desk_key = asked_words.desk_key
)
-- A kill may kill a kill that it names by key or number; nobody means a note otherwise. A version may kill or correct its own story.
SELECT DISTINCT reference_id, story_id, told_by
FROM matched
WHERE (NOT is_note OR (kind = 'kills' AND told_by IN ('provider_key', 'number') AND story_id <> speaker))
    AND (story_id <> speaker OR kind <> 'supersedes')
    AND NOT EXISTS (
        SELECT 1 FROM reference_candidates AS there
        WHERE there.reference_id = matched.reference_id AND there.story_id = matched.story_id AND there.told_by = matched.told_by
    );
