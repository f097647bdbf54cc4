-- Mentions with the entity that they are linked to.
SELECT
    'mention' AS field, mention.mention_id, mention.story_id, mention.version, extractions.text_sha256, mention.start_char, mention.end_char,
    stories.body[
        length(left(stories.body, mention.start_char)) - length(list_last(string_split(left(stories.body, mention.start_char), chr(10)))) + 1
        : mention.end_char + length(string_split(substr(stories.body, mention.end_char + 1), chr(10))[1])
    ] AS words,
    length(left(stories.body, mention.start_char)) - length(list_last(string_split(left(stories.body, mention.start_char), chr(10)))) AS words_start,
    concat(mention.text, ' = ', coalesce(entities.name, '(not linked)')) AS value, mention.method AS rule_id, NULL::DOUBLE AS confidence,
    to_json({
        'mention': {
            'text': mention.text, 'entity_id': mention.entity_id, 'name': entities.name, 'country': entities.country,
            'entity_kind': entities.kind
        },
        'likeness': [mention.label],
        'siblings': 1
    }) AS seen,
    stories.headline, stories.provider, stories.published_at, stories.source_uri, '' AS before, '' AS after, mention.review_decision, mention.reviewer
FROM mentions_known_at('infinity'::TIMESTAMP) AS mention
JOIN current_stories AS stories ON stories.story_id = mention.story_id AND stories.version = mention.version
JOIN extractions ON extractions.story_id = mention.story_id AND extractions.version = mention.version
LEFT JOIN entities ON entities.entity_id = mention.entity_id
WHERE ($since::TIMESTAMP IS NULL OR stories.published_at >= $since::TIMESTAMP)
    AND ($story_id::VARCHAR IS NULL OR mention.story_id = $story_id::VARCHAR)
    AND ($rule::VARCHAR IS NULL OR mention.method = $rule::VARCHAR)
    AND NOT ($unreviewed::BOOLEAN AND mention.review_decision IS NOT NULL)
ORDER BY mention.story_id, mention.start_char, mention.mention_id;
