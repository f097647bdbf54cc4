-- Every row of the warehouse that breaks a promise, under the name of the expectation that it fails (docs/quality.md).
CREATE OR REPLACE VIEW warehouse_faults AS
-- Orphans.
SELECT 'warehouse_story_documents_exist' AS expectation, story_id || '/' || version AS record_key
FROM stories ANTI JOIN documents USING (document_id)
UNION ALL
SELECT 'warehouse_documents_accounted_for', document_id
FROM documents
ANTI JOIN document_stories USING (document_id)
WHERE document_id NOT IN (SELECT split_part(record_key, '#', 1) FROM quarantine WHERE record_kind = 'document')
    AND source_uri NOT IN (SELECT source_uri FROM quarantine)
UNION ALL
SELECT 'warehouse_furniture_stories_exist', concat_ws('/', story_id, version, position)
FROM story_furniture ANTI JOIN stories USING (story_id, version)
UNION ALL
SELECT 'warehouse_mention_stories_exist', mention_id FROM mentions ANTI JOIN stories USING (story_id, version)
UNION ALL
SELECT 'warehouse_mention_entities_exist', mention_id
FROM mentions ANTI JOIN entities USING (entity_id)
WHERE entity_id IS NOT NULL
UNION ALL
SELECT 'warehouse_measure_stories_exist', measure_id FROM measures ANTI JOIN stories USING (story_id, version)
UNION ALL
SELECT 'warehouse_evidence_measures_exist', concat_ws('/', measure_id, field, start_char, end_char)
FROM measure_evidence ANTI JOIN measures USING (measure_id)
UNION ALL
SELECT 'warehouse_party_measures_exist', concat_ws('/', measure_id, role, entity_id)
FROM measure_parties ANTI JOIN measures USING (measure_id)
UNION ALL
SELECT 'warehouse_party_entities_exist', concat_ws('/', measure_id, role, entity_id)
FROM measure_parties ANTI JOIN entities USING (entity_id)
UNION ALL
SELECT 'warehouse_position_measures_exist', position_id
FROM positions ANTI JOIN measures USING (measure_id, story_id, version)
UNION ALL
SELECT 'warehouse_position_holders_exist', position_id
FROM positions ANTI JOIN entities ON entities.entity_id = positions.holder_entity_id
UNION ALL
SELECT 'warehouse_measure_targets_exist', measure_id
FROM measures ANTI JOIN (SELECT measure_id FROM measure_parties WHERE role = 'target') AS targets USING (measure_id)
-- Offsets.
UNION ALL
SELECT 'warehouse_offsets_match', relation || '/' || record_key FROM misplaced_words
-- Keys.
UNION ALL
SELECT 'warehouse_keys_unique', 'documents/' || document_id FROM documents GROUP BY document_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', concat_ws('/', 'stories', story_id, version) FROM stories GROUP BY story_id, version HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', 'entities/' || entity_id FROM entities GROUP BY entity_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', 'mentions/' || mention_id FROM mentions GROUP BY mention_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', 'measures/' || measure_id FROM measures GROUP BY measure_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', concat_ws('/', 'measure_parties', measure_id, role, entity_id)
FROM measure_parties GROUP BY measure_id, role, entity_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', 'positions/' || position_id FROM positions GROUP BY position_id HAVING count(*) > 1
UNION ALL
SELECT 'warehouse_keys_unique', 'quarantine/' || quarantine_id FROM quarantine GROUP BY quarantine_id HAVING count(*) > 1
-- Codes.
UNION ALL
SELECT 'warehouse_codes_known', 'measures/' || measure_id
FROM measures
WHERE measure_type NOT IN (SELECT code FROM ref_measure_types) OR status NOT IN (SELECT code FROM ref_statuses)
UNION ALL
SELECT 'warehouse_codes_known', 'stories/' || story_id || '/' || version
FROM stories
WHERE publish_status NOT IN ('usable', 'withheld', 'canceled')
UNION ALL
SELECT 'warehouse_countries_known', concat_ws('/', measure_id, role, entity_id)
FROM measure_parties
WHERE country NOT IN (SELECT code FROM ref_countries)
UNION ALL
SELECT 'warehouse_quarantine_reasoned', quarantine_id
FROM quarantine
WHERE NOT regexp_full_match(coalesce(reason_code, ''), '[a-z][a-z0-9_]*') OR trim(coalesce(reason, '')) = ''
-- Versions and what is shown.
UNION ALL
SELECT 'warehouse_one_version_current', story_id FROM stories GROUP BY story_id HAVING count(*) FILTER (WHERE is_current) <> 1
UNION ALL
SELECT 'warehouse_newest_version_current', story_id
FROM stories
QUALIFY is_current AND count(*) FILTER (WHERE is_current) OVER (PARTITION BY story_id) = 1
    AND row_number() OVER (PARTITION BY story_id ORDER BY is_fragment DESC, version_order, publish_status = 'canceled', version)
    <> count(*) OVER (PARTITION BY story_id)
UNION ALL
SELECT 'warehouse_killed_not_shown', story_id FROM current_stories_with_copies SEMI JOIN killed_stories USING (story_id)
UNION ALL
SELECT 'warehouse_embargoed_not_shown', story_id
FROM current_stories_with_copies
WHERE embargoed_until > get_current_timestamp() AT TIME ZONE 'UTC'
UNION ALL
SELECT 'warehouse_copies_shown_once', story_id
FROM current_stories
QUALIFY count(*) OVER (PARTITION BY cluster_id) > 1
UNION ALL
SELECT 'warehouse_measures_of_stories_only', measure_id
FROM measures
JOIN stories USING (story_id, version)
WHERE content_kind NOT IN ('story', 'brief', 'flash')
-- What settling and resolving make.
UNION ALL
SELECT 'warehouse_link_stories_exist', concat_ws('/', story_id, version, other_story_id, kind)
FROM story_links ANTI JOIN stories USING (story_id, version)
UNION ALL
SELECT 'warehouse_link_stories_exist', concat_ws('/', link.story_id, link.version, link.other_story_id, link.kind)
FROM story_links AS link
SEMI JOIN stories USING (story_id, version)
ANTI JOIN stories AS other ON other.story_id = link.other_story_id
UNION ALL
SELECT 'warehouse_link_kinds_known', concat_ws('/', story_id, version, other_story_id, kind)
FROM story_links
WHERE kind NOT IN ('supersedes', 'corrects', 'kills', 'duplicates', 'contains')
UNION ALL
SELECT 'warehouse_links_to_another_story', concat_ws('/', story_id, version, other_story_id, kind)
FROM story_links
WHERE story_id = other_story_id AND kind IN ('supersedes', 'duplicates', 'contains')
UNION ALL
SELECT 'warehouse_references_linked', said.reference_id
FROM story_references AS said
ANTI JOIN story_links AS link
    ON link.story_id = said.story_id AND link.version = said.version AND link.other_story_id = said.resolved_story_id
    AND link.kind = said.kind
WHERE said.resolved_story_id IS NOT NULL
UNION ALL
SELECT 'warehouse_copies_in_one_cluster', concat_ws('/', link.story_id, link.version, link.other_story_id, link.kind)
FROM story_links AS link
JOIN stories AS one ON one.story_id = link.story_id AND one.version = link.version
ANTI JOIN stories AS other ON other.story_id = link.other_story_id AND other.cluster_id = one.cluster_id
WHERE link.kind IN ('duplicates', 'contains') AND link.other_story_id IN (SELECT story_id FROM stories)
-- Cases.
UNION ALL
SELECT 'cases_have_events', case_id FROM cases ANTI JOIN case_events USING (case_id)
UNION ALL
SELECT 'cases_of_events_exist', case_id || '/' || measure_id FROM case_events ANTI JOIN cases USING (case_id)
UNION ALL
SELECT 'cases_measures_exist', case_id || '/' || measure_id FROM case_events ANTI JOIN measures USING (measure_id, story_id)
UNION ALL
SELECT 'cases_codes_known', case_id
FROM cases
WHERE measure_type NOT IN (SELECT code FROM ref_measure_types) OR latest_status NOT IN (SELECT code FROM ref_statuses)
UNION ALL
SELECT 'cases_status_is_told', cases.case_id
FROM cases
SEMI JOIN case_events USING (case_id)
ANTI JOIN case_events AS event ON event.case_id = cases.case_id AND event.status = cases.latest_status
WHERE latest_status IN (SELECT code FROM ref_statuses)
UNION ALL
SELECT 'cases_times_in_order', case_id FROM cases WHERE first_as_of > latest_as_of
UNION ALL
SELECT 'cases_jumps_flagged', case_id || '/' || measure_id
FROM case_events
JOIN ref_status_steps AS steps ON steps.after = case_events.status AND steps.before IS NOT DISTINCT FROM case_events.previous_status
WHERE (steps.is_legal = 'false') <> is_jump
UNION ALL
SELECT 'cases_steps_legal', case_id || '/' || measure_id FROM case_events WHERE is_jump
UNION ALL
SELECT 'cases_of_shown_stories_only', case_id || '/' || measure_id FROM case_events SEMI JOIN killed_stories USING (story_id);
COMMENT ON VIEW warehouse_faults IS 'Rows that break a promise of the warehouse, under the name of the expectation that they fail.';
COMMENT ON COLUMN warehouse_faults.expectation IS 'Expectation: docs/quality.md says why it is there';
COMMENT ON COLUMN warehouse_faults.record_key IS 'Key of the row, with its table before it where an expectation judges several';

-- Parts of a whole that should stay small.
CREATE OR REPLACE VIEW warehouse_shares AS
SELECT 'warehouse_undated_few' AS expectation, count(*) FILTER (WHERE published_at IS NULL) AS part, count(*) AS whole
FROM stories WHERE is_current
UNION ALL
SELECT 'warehouse_bodies_agree', count(*) FILTER (WHERE body_agreement < 0.6), count(body_agreement) FROM stories WHERE is_current
UNION ALL
SELECT 'warehouse_languages_as_read', count(*) FILTER (WHERE split_part(lower(coalesce(language, '')), '-', 1) <> 'en'), count(*)
FROM stories WHERE is_current
UNION ALL
SELECT 'warehouse_copies_few', count(*) - count(DISTINCT cluster_id), count(*) FROM current_stories_with_copies
UNION ALL
SELECT 'warehouse_quarantine_small',
    (SELECT count(*) FROM quarantine WHERE resolved_at IS NULL AND record_kind = 'document'), (SELECT count(*) FROM documents)
UNION ALL
SELECT 'cases_jumps_few', count(*) FILTER (WHERE is_jump), count(*) FROM case_events;
COMMENT ON VIEW warehouse_shares IS 'Parts of a whole that should stay small, under the name of the expectation that judges their share.';
COMMENT ON COLUMN warehouse_shares.expectation IS 'Expectation: docs/quality.md says why it is there';
COMMENT ON COLUMN warehouse_shares.part IS 'How many are so';
COMMENT ON COLUMN warehouse_shares.whole IS 'Of how many';
