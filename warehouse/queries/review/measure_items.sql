-- Measures to decide on, those that are least sure first.
WITH shown AS (
    FROM measures_to_review(
        $target::VARCHAR, $sender::VARCHAR, $measure_type::VARCHAR, $since::TIMESTAMP, $confidence_below::DOUBLE, $story_id::VARCHAR
    )
),
read_as AS (
    SELECT measure_id, any_value(measure_type) AS measure_type FROM measures GROUP BY measure_id
)
SELECT
    'measure' AS field, shown.measure_id, shown.story_id, shown.version, extractions.text_sha256, trigger_start, trigger_end,
    evidence_text, evidence_start,
    concat(shown.status, ' ', shown.measure_type, ': ', coalesce(nullif(array_to_string(senders, ', '), ''), '(not named)'), ' > ',
        coalesce(nullif(array_to_string(targets, ', '), ''), '(not named)')) AS value,
    nullif(shown.rule_id, 'H-review') AS rule_id, confidence,
    to_json({
        'measure': shown.told,
        'parties': coalesce(listed, []),
        'likeness': list_prepend(read_as.measure_type, target_ids),
        'siblings': count(*) OVER (PARTITION BY shown.story_id, shown.version, trigger_start)
    }) AS seen,
    shown.headline, shown.provider, shown.published_at, shown.source_uri,
    substr(stories.body, greatest(evidence_start - 240, 0) + 1, least(evidence_start, 240)) AS before, substr(stories.body, evidence_end + 1, 240) AS after, review_decision, reviewer
FROM shown
JOIN read_as ON read_as.measure_id = shown.measure_id
JOIN extractions ON extractions.story_id = shown.story_id AND extractions.version = shown.version
JOIN stories ON stories.story_id = shown.story_id AND stories.version = shown.version
QUALIFY ($rule::VARCHAR IS NULL OR shown.rule_id = $rule::VARCHAR) AND NOT ($unreviewed::BOOLEAN AND review_decision IS NOT NULL)
ORDER BY confidence, shown.published_at DESC NULLS LAST, shown.measure_id;
