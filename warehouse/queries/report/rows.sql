-- Where do the failing rows of the newest judged run stand, and in which words? Up to 5 rows for each expectation.
-- A row is looked up in its table, else in quarantine. Words of stories that may not be shown are left out.
WITH newest AS (SELECT run_id FROM quality_results ORDER BY created_at DESC, run_id DESC LIMIT 1),

told AS (
    SELECT suite, expectation, severity, batch, unnest(failing) AS record_key, unnest(range(len(failing))) AS place_in_batch
    FROM (SELECT *, json_extract_string(observed, '$.failing[*]') AS failing FROM quality_results)
    WHERE run_id IN (FROM newest) AND NOT success AND observed IS NOT NULL
),

-- What has spaces is a sentence, no key.

failing AS (
    FROM (SELECT *, row_number() OVER (PARTITION BY suite, expectation ORDER BY batch, place_in_batch) AS place FROM told WHERE NOT contains(record_key, ' '))
    WHERE place <= 5
),

keys AS (SELECT DISTINCT suite, record_key FROM failing),

-- Suites of no one table name the rows of many, some behind the name of their table.
mixed AS (
    SELECT suite, record_key, string_split(regexp_replace(record_key, '^(stories|measures|mentions|measure_[a-z]+|positions)/', ''), '/') AS parts
    FROM keys
    WHERE suite NOT IN (
        'documents', 'stories', 'story_furniture', 'story_links', 'entities', 'mentions', 'measures', 'measure_parties', 'measure_evidence', 'positions'
    )
),

loaded AS (
    SELECT 'stories' AS suite, story_id || '/' || version AS record_key, story_id, version, document_id, NULL::INTEGER AS starts, NULL::INTEGER AS ends
    FROM stories
    WHERE story_id || '/' || version IN (SELECT record_key FROM keys WHERE suite = 'stories')
    UNION ALL
    SELECT 'documents', documents.document_id, held.story_id, held.version, documents.document_id, NULL, NULL
    FROM documents
    LEFT JOIN document_stories AS held ON held.document_id = documents.document_id AND held.position = 0
    WHERE documents.document_id IN (SELECT record_key FROM keys WHERE suite = 'documents')
    UNION ALL
    SELECT 'measures', measure_id, story_id, version, NULL, evidence_start, evidence_end
    FROM measures
    WHERE measure_id IN (SELECT record_key FROM keys WHERE suite = 'measures')
    UNION ALL
    SELECT 'mentions', mention_id, story_id, version, NULL, start_char, end_char
    FROM mentions
    WHERE mention_id IN (SELECT record_key FROM keys WHERE suite = 'mentions')
    UNION ALL
    SELECT 'positions', position_id, story_id, version, NULL, start_char, end_char
    FROM positions
    WHERE position_id IN (SELECT record_key FROM keys WHERE suite = 'positions')
    UNION ALL
    SELECT
        'measure_evidence', keys.record_key, measures.story_id, measures.version, NULL, measure_evidence.start_char, measure_evidence.end_char
    FROM keys
    JOIN measure_evidence
        ON concat_ws('/', measure_evidence.measure_id, measure_evidence.field, measure_evidence.start_char, measure_evidence.end_char) = keys.record_key
    JOIN measures ON measures.measure_id = measure_evidence.measure_id
    WHERE keys.suite = 'measure_evidence'
    UNION ALL
    SELECT 'measure_parties', keys.record_key, measures.story_id, measures.version, NULL, measures.evidence_start, measures.evidence_end
    FROM keys
    JOIN measures ON measures.measure_id = split_part(keys.record_key, '/', 1)
    WHERE keys.suite = 'measure_parties'
    UNION ALL
    SELECT keys.suite, keys.record_key, stories.story_id, stories.version, stories.document_id, NULL, NULL
    FROM keys
    JOIN stories ON stories.story_id = split_part(keys.record_key, '/', 1) AND stories.version = split_part(keys.record_key, '/', 2)
    WHERE keys.suite IN ('story_furniture', 'story_links')
    UNION ALL
    SELECT mixed.suite, mixed.record_key, stories.story_id, stories.version, stories.document_id, NULL, NULL
    FROM mixed
    JOIN stories ON stories.story_id = mixed.parts[1] AND stories.version = mixed.parts[2]
    UNION ALL
    SELECT mixed.suite, mixed.record_key, measures.story_id, measures.version, NULL, measures.evidence_start, measures.evidence_end
    FROM mixed
    JOIN measures ON measures.measure_id = mixed.parts[1]
    UNION ALL
    SELECT mixed.suite, mixed.record_key, mentions.story_id, mentions.version, NULL, mentions.start_char, mentions.end_char
    FROM mixed
    JOIN mentions ON mentions.mention_id = mixed.parts[1]
    UNION ALL
    SELECT mixed.suite, mixed.record_key, positions.story_id, positions.version, NULL, positions.start_char, positions.end_char
    FROM mixed
    JOIN positions ON positions.position_id = mixed.parts[1]
),

refused AS (
    SELECT
        record_kind AS suite, record_key, quarantine_id, resolved_at, source_uri, payload,
        payload ->> '$.row.story_id' AS story_id,
        payload ->> '$.row.version' AS version,
        try_cast(coalesce(payload ->> '$.row.evidence_start', payload ->> '$.row.start_char') AS INTEGER) AS starts,
        try_cast(coalesce(payload ->> '$.row.evidence_end', payload ->> '$.row.end_char') AS INTEGER) AS ends,
        payload ->> '$.row.headline' AS headline,
        payload ->> '$.row.body' AS body,
        payload ->> '$.row.publish_status' AS publish_status,
        payload ->> '$.row.embargoed_until' AS embargoed_until
    FROM (FROM quarantine SEMI JOIN keys ON keys.suite = quarantine.record_kind AND keys.record_key = quarantine.record_key)
    WHERE stage = 'judge' AND json_valid(payload)
    QUALIFY row_number() OVER (PARTITION BY record_kind, record_key ORDER BY created_at DESC) = 1
),

placed AS (
    SELECT
        failing.suite, failing.expectation, failing.severity, failing.place, failing.record_key,
        refused.quarantine_id IS NOT NULL AND refused.resolved_at IS NULL AS is_quarantined,
        coalesce(loaded.story_id, refused.story_id) AS story_id,
        coalesce(loaded.version, refused.version) AS version,
        coalesce(loaded.starts, refused.starts) AS starts,
        coalesce(loaded.ends, refused.ends) AS ends,
        refused.source_uri AS refused_uri, refused.headline AS refused_headline, refused.body AS refused_body,
        refused.publish_status = 'usable' AND refused.embargoed_until IS NULL AS refused_may_show
    FROM failing
    LEFT JOIN loaded ON loaded.suite = failing.suite AND loaded.record_key = failing.record_key
    LEFT JOIN refused ON refused.suite = failing.suite AND refused.record_key = failing.record_key
),

worded AS (
    SELECT
        placed.*, stories.provider, stories.published_at, stories.headline AS loaded_headline, stories.body AS loaded_body,
        coalesce(stories.source_uri, placed.refused_uri) AS source_uri,
        stories.story_id IS NOT NULL AS story_is_loaded,
        CASE WHEN stories.story_id IS NULL THEN coalesce(refused_may_show, FALSE) ELSE shown.story_id IS NOT NULL END AS may_show
    FROM placed
    LEFT JOIN stories ON stories.story_id = placed.story_id AND stories.version = placed.version
    LEFT JOIN (SELECT DISTINCT story_id FROM current_stories_with_copies) AS shown ON shown.story_id = placed.story_id
)

SELECT
    suite, expectation, severity, place, record_key, is_quarantined, story_id, version, story_is_loaded, may_show,
    provider, published_at, source_uri,
    CASE WHEN may_show THEN coalesce(loaded_headline, refused_headline)[:300] END AS headline,
    CASE WHEN may_show THEN substring(body, greatest(starts - 160, 0) + 1, starts - greatest(starts - 160, 0)) END AS before,
    CASE WHEN may_show THEN coalesce(substring(body, starts + 1, least(ends - starts, 500)), body[:200]) END AS words,
    CASE WHEN may_show THEN substring(body, ends + 1, 160) END AS after,
    starts, ends
FROM (SELECT *, coalesce(loaded_body, refused_body) AS body FROM worded)
ORDER BY list_position(['critical', 'warning', 'info'], severity), suite, expectation, place
LIMIT 150;
