-- Links by which one story takes another out of the current views or flags it.
WITH decided AS (
    SELECT story_id, version, other_story_id, kind, decision, reviewer FROM reviewed_links WHERE shown_until IS NULL
)
SELECT
    'story_link' AS field, concat_ws('|', link.story_id, link.version, link.kind, link.other_story_id) AS row_key, link.story_id, link.version,
    extractions.text_sha256, 0 AS start_char, 0 AS end_char, '' AS words, 0 AS words_start,
    concat(link.kind, ' "', coalesce(other.headline, link.other_story_id), '"') AS value,
    coalesce(told.resolved_by, 'flash') AS rule_id, NULL::DOUBLE AS confidence,
    to_json({'link': {'other_story_id': link.other_story_id, 'kind': link.kind}}) AS seen,
    speaker.headline, speaker.provider, speaker.published_at, speaker.source_uri, left(speaker.body, 600) AS before, '' AS after, decided.decision, decided.reviewer
FROM story_links AS link
JOIN stories AS speaker ON speaker.story_id = link.story_id AND speaker.version = link.version
JOIN extractions ON extractions.story_id = link.story_id AND extractions.version = link.version
LEFT JOIN stories AS other ON other.story_id = link.other_story_id AND other.is_current
LEFT JOIN (
    SELECT story_id, version, resolved_story_id, kind, min(resolved_by) AS resolved_by FROM story_references GROUP BY ALL
) AS told
    ON told.story_id = link.story_id AND told.version = link.version AND told.resolved_story_id = link.other_story_id AND told.kind = link.kind
LEFT JOIN decided
    ON decided.story_id = link.story_id AND decided.version = link.version AND decided.other_story_id = link.other_story_id
    AND decided.kind = link.kind
WHERE link.kind IN ('kills', 'supersedes', 'corrects')
    AND ($since::TIMESTAMP IS NULL OR speaker.published_at >= $since::TIMESTAMP)
    AND ($story_id::VARCHAR IS NULL OR $story_id::VARCHAR IN (link.story_id, link.other_story_id))
    AND ($rule::VARCHAR IS NULL OR rule_id = $rule::VARCHAR)
    AND NOT ($unreviewed::BOOLEAN AND decided.decision IS NOT NULL)
ORDER BY link.story_id, link.version, link.kind, link.other_story_id;
