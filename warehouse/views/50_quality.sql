-- What the judging of the whole warehouse looks at, and how every expectation fares run by run (docs/quality.md).
CREATE OR REPLACE VIEW quality_trend AS
WITH by_run AS (
    SELECT
        run_id, min(created_at) AS judged_at, suite, expectation, severity, any_value(owner) AS owner,
        bool_and(success) AS success,
        sum(element_count)::BIGINT AS rows_judged,
        sum(unexpected_count)::BIGINT AS rows_failed,
        round(sum(unexpected_count) / nullif(sum(element_count), 0), 4) AS failed_share
    FROM quality_results
    GROUP BY run_id, suite, expectation, severity
)
SELECT
    run_id, judged_at, suite, expectation, severity, success, rows_judged, rows_failed, failed_share, owner,
    count(failed_share) OVER earlier AS earlier_runs,
    median(failed_share) OVER earlier AS usual_share,
    mad(failed_share) OVER earlier AS usual_deviation,
    -- Far outside of what is usual, and at least a point and twice as much: eight runs are the least that tell what is usual.
    coalesce(
        count(failed_share) OVER earlier >= 8
        AND failed_share > greatest(
            median(failed_share) OVER earlier + 5 * 1.4826 * mad(failed_share) OVER earlier,
            2 * median(failed_share) OVER earlier,
            median(failed_share) OVER earlier + 0.01
        ),
        FALSE
    ) AS has_risen
FROM by_run
WINDOW earlier AS (PARTITION BY suite, expectation ORDER BY judged_at, run_id ROWS BETWEEN 30 PRECEDING AND 1 PRECEDING)
ORDER BY judged_at, suite, expectation;
COMMENT ON VIEW quality_trend IS 'Each expectation run by run: rows judged, rows failed, their share, and whether that is more than the runs before lead to expect.';
COMMENT ON COLUMN quality_trend.judged_at IS 'When the first batch of the run was judged (UTC)';
COMMENT ON COLUMN quality_trend.success IS 'Whether it held in every batch';
COMMENT ON COLUMN quality_trend.rows_judged IS 'Rows judged in the run';
COMMENT ON COLUMN quality_trend.rows_failed IS 'Rows that failed in the run';
COMMENT ON COLUMN quality_trend.failed_share IS 'Rows failed by rows judged, 0 to 1';
COMMENT ON COLUMN quality_trend.earlier_runs IS 'How many of the 30 runs before judged anything';
COMMENT ON COLUMN quality_trend.usual_share IS 'Median of failed_share over those runs';
COMMENT ON COLUMN quality_trend.usual_deviation IS 'Median absolute deviation of failed_share over those runs';
COMMENT ON COLUMN quality_trend.has_risen IS 'Whether failed_share is far above what is usual; false until eight runs tell what is usual';

-- Words at offsets: every span of the warehouse beside the body that it points into.
CREATE OR REPLACE VIEW misplaced_words AS
WITH spans AS (
    SELECT 'mentions' AS relation, mention_id AS record_key, story_id, version, text, start_char, end_char FROM mentions
    UNION ALL
    SELECT 'measures', measure_id, story_id, version, evidence_text, evidence_start, evidence_end FROM measures
    UNION ALL
    SELECT
        'measure_evidence', concat_ws('/', evidence.measure_id, field, start_char, end_char),
        measures.story_id, measures.version, text, start_char, end_char
    FROM measure_evidence AS evidence
    JOIN measures ON measures.measure_id = evidence.measure_id
    UNION ALL
    SELECT 'positions', position_id, story_id, version, evidence_text, start_char, end_char FROM positions
)
SELECT spans.relation, spans.record_key, spans.story_id, spans.version, spans.start_char, spans.end_char
FROM spans
JOIN stories ON stories.story_id = spans.story_id AND stories.version = spans.version
WHERE spans.start_char < 0 OR spans.end_char <= spans.start_char OR spans.end_char > length(stories.body)
    OR substring(stories.body, spans.start_char + 1, spans.end_char - spans.start_char) <> spans.text;
COMMENT ON VIEW misplaced_words IS 'Stored words that are not the words at their offsets. Always empty in a sound warehouse.';
COMMENT ON COLUMN misplaced_words.relation IS 'Table of the row';
COMMENT ON COLUMN misplaced_words.record_key IS 'Key of the row';
COMMENT ON COLUMN misplaced_words.start_char IS 'First code point in the body';
COMMENT ON COLUMN misplaced_words.end_char IS 'Code point after the last';

-- Stories that were killed and that no later version or message brought back, whatever the current views make of it.
CREATE OR REPLACE VIEW killed_stories AS
WITH newest AS (
    SELECT * FROM stories
    QUALIFY row_number() OVER (
        PARTITION BY story_id ORDER BY is_fragment DESC, version_order, publish_status = 'canceled', version
    ) = count(*) OVER (PARTITION BY story_id)
),
kills AS (
    SELECT said.resolved_story_id AS story_id, speaker.version_key, speaker.published_at, speaker.published_precision
    FROM story_references AS said
    JOIN newest AS speaker ON speaker.story_id = said.story_id AND speaker.version = said.version
    WHERE said.kind = 'kills' AND said.resolved_story_id <> said.story_id AND NOT EXISTS (
        SELECT 1 FROM story_references AS withdrawn
        WHERE withdrawn.kind = 'kills' AND withdrawn.resolved_story_id = said.story_id AND withdrawn.story_id <> said.story_id
    )
)
SELECT story_id FROM newest WHERE publish_status = 'canceled'
UNION
SELECT newest.story_id
FROM newest
JOIN kills ON kills.story_id = newest.story_id
WHERE NOT issued_after(
    newest.version_key, newest.published_at, newest.published_precision,
    kills.version_key, kills.published_at, kills.published_precision
);
COMMENT ON VIEW killed_stories IS 'Stories whose newest version is canceled, or that a kill message names and nothing brought back.';
