-- What analysts ask of cases and measures (warehouse/queries/ has the questions with names).

-- Every event of every case that may be shown now, with what the story says.
CREATE OR REPLACE VIEW case_history AS
SELECT
    events.case_id, cases.measure_type, cases.sender_name AS sender, cases.target_name AS target,
    events.as_of::DATE AS told_on,
    CASE WHEN measures.date_value IS NOT NULL THEN measures.date_precision ELSE measures.published_precision END AS told_on_precision,
    events.status, events.step, events.previous_status, events.jump_reason,
    -- Where the case stands after this event; null if it only asks for, or threatens with, more of what is in force.
    CASE WHEN events.step NOT IN ('more asked for', 'more threatened') THEN events.status END AS standing,
    list_position(['proposed', 'threatened', 'rejected', 'imposed', 'extended', 'eased', 'lifted'], events.status)::INTEGER AS place_in_day,
    events.measure_id, measures.story_id, measures.version, measures.senders, measures.targets, measures.proposers, measures.goods,
    measures.instrument, measures.evidence_text, measures.evidence_start, measures.evidence_end, measures.attribution,
    measures.confidence, measures.headline, measures.provider, measures.source_uri, measures.published_at
FROM case_events AS events
JOIN cases ON cases.case_id = events.case_id
JOIN current_measures AS measures ON measures.measure_id = events.measure_id;
COMMENT ON VIEW case_history IS 'Each event of each case, with the words of the story that tells it: stories that may be shown now, one of each cluster of copies.';
COMMENT ON COLUMN case_history.sender IS 'Country code or name of the sender; null if no story names one';
COMMENT ON COLUMN case_history.target IS 'Country code or name of the target';
COMMENT ON COLUMN case_history.told_on IS 'Date of the measure, else of its story; null if neither is known';
COMMENT ON COLUMN case_history.told_on_precision IS 'How exact told_on is: a month or year stands as its first day';
COMMENT ON COLUMN case_history.standing IS 'Where the case stands after the event; null if it only asks for or threatens with more of what is in force';
COMMENT ON COLUMN case_history.place_in_day IS 'Order of events of one day: the order of a measure''s life';
COMMENT ON COLUMN case_history.senders IS 'Country codes or names of the senders, as this story tells it';
COMMENT ON COLUMN case_history.targets IS 'Country codes or names of the targets, as this story tells it';
COMMENT ON COLUMN case_history.proposers IS 'Country codes or names of the proposers, as this story tells it';
COMMENT ON COLUMN case_history.published_at IS 'When the story was published (UTC)';

-- Whether a stored country code or name is the party that somebody asks for: its code, its name or another of its names.
-- No name asks for everybody.
CREATE OR REPLACE MACRO is_party(stored, asked) AS
    asked IS NULL
    OR lower(stored) = lower(asked)
    OR stored IN (
        SELECT code FROM ref_countries
        WHERE lower(name) = lower(asked) OR lower(iso3) = lower(asked) OR list_contains(string_split(lower(aliases), '|'), lower(asked))
    )
    OR lower(stored) IN (
        SELECT lower(unnest(list_concat([name, code], coalesce(string_split(aliases, '|'), []))))
        FROM ref_bodies
        WHERE lower(name) = lower(asked) OR lower(code) = lower(asked) OR list_contains(string_split(lower(aliases), '|'), lower(asked))
    );

-- Where every case stood at the end of a day, as far as the stories tell. Each case once, however often it is retold;
-- an event whose date nobody knows cannot be placed and is left out.
CREATE OR REPLACE MACRO cases_as_of(day) AS TABLE
WITH until AS (
    SELECT *, max(told_on) FILTER (WHERE standing IN ('lifted', 'rejected')) OVER (PARTITION BY case_id) AS ended_on
    FROM case_history
    WHERE told_on <= day::DATE
)
SELECT
    case_id, measure_type, sender, target,
    arg_max(standing, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS status,
    arg_max(told_on, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS status_on,
    arg_max(told_on_precision, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS status_on_precision,
    -- The first day that a story dates it in force, after the last time it ended.
    min(told_on) FILTER (WHERE standing IN ('imposed', 'extended', 'eased') AND told_on >= coalesce(ended_on, told_on)) AS in_force_since,
    count(DISTINCT story_id)::INTEGER AS stories,
    arg_max(evidence_text, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS evidence_text,
    arg_max(headline, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS headline,
    arg_max(measure_id, (told_on, place_in_day, measure_id)) FILTER (WHERE standing IS NOT NULL) AS measure_id
FROM until
GROUP BY case_id, measure_type, sender, target;

-- What is in force against a target on a day: imposed, extended or eased until then, and not lifted.
CREATE OR REPLACE MACRO in_force_as_of(asked_target, day) AS TABLE
SELECT *
FROM cases_as_of(day)
WHERE status IN ('imposed', 'extended', 'eased') AND is_party(target, asked_target);

CREATE OR REPLACE VIEW never_adopted AS
SELECT
    case_id, measure_type, sender, target,
    CASE WHEN bool_or(status = 'rejected') THEN 'rejected' ELSE 'open' END AS outcome,
    min(told_on) AS first_told_on, max(told_on) AS last_told_on,
    count(DISTINCT story_id)::INTEGER AS stories,
    first(evidence_text ORDER BY told_on NULLS LAST, place_in_day, measure_id) AS evidence_text,
    first(headline ORDER BY told_on NULLS LAST, place_in_day, measure_id) AS headline
FROM case_history
GROUP BY case_id, measure_type, sender, target
HAVING bool_and(status IN ('proposed', 'threatened', 'rejected')) AND bool_or(status IN ('proposed', 'threatened', 'rejected'));
COMMENT ON VIEW never_adopted IS 'Cases that were proposed or threatened, and that no story tells were ever imposed.';
COMMENT ON COLUMN never_adopted.sender IS 'Country code or name of the sender; null if no story names one';
COMMENT ON COLUMN never_adopted.target IS 'Country code or name of the target';
COMMENT ON COLUMN never_adopted.outcome IS 'rejected, or open if no story tells how it ended';
COMMENT ON COLUMN never_adopted.first_told_on IS 'Day of the first event; null if no date is known';
COMMENT ON COLUMN never_adopted.last_told_on IS 'Day of the newest event';
COMMENT ON COLUMN never_adopted.stories IS 'Stories that tell it';
COMMENT ON COLUMN never_adopted.evidence_text IS 'Words of the first story that tells it';
COMMENT ON COLUMN never_adopted.headline IS 'Headline of that story';

CREATE OR REPLACE VIEW adoption_times AS
WITH first_steps AS (
    SELECT
        case_id, measure_type, sender, target,
        min(told_on) FILTER (WHERE status IN ('proposed', 'threatened')) AS proposed_on,
        min(told_on) FILTER (WHERE status = 'imposed') AS imposed_on,
        arg_min(told_on_precision, (told_on, place_in_day, measure_id)) FILTER (WHERE status IN ('proposed', 'threatened')) AS proposed_on_precision,
        arg_min(told_on_precision, (told_on, place_in_day, measure_id)) FILTER (WHERE status = 'imposed') AS imposed_on_precision,
        arg_min(evidence_text, (told_on, place_in_day, measure_id)) FILTER (WHERE status IN ('proposed', 'threatened')) AS proposed_evidence,
        arg_min(evidence_text, (told_on, place_in_day, measure_id)) FILTER (WHERE status = 'imposed') AS imposed_evidence
    FROM case_history
    WHERE told_on IS NOT NULL
    GROUP BY case_id, measure_type, sender, target
)
SELECT *, (imposed_on - proposed_on)::INTEGER AS days
FROM first_steps
WHERE proposed_on <= imposed_on;
COMMENT ON VIEW adoption_times IS 'Days from the first proposal or threat to the first imposition, for cases of which the stories date both.';
COMMENT ON COLUMN adoption_times.sender IS 'Country code or name of the sender; null if no story names one';
COMMENT ON COLUMN adoption_times.target IS 'Country code or name of the target';
COMMENT ON COLUMN adoption_times.proposed_on IS 'Day of the first proposal or threat';
COMMENT ON COLUMN adoption_times.imposed_on IS 'Day of the first imposition';
COMMENT ON COLUMN adoption_times.proposed_on_precision IS 'How exact proposed_on is';
COMMENT ON COLUMN adoption_times.imposed_on_precision IS 'How exact imposed_on is';
COMMENT ON COLUMN adoption_times.proposed_evidence IS 'Words of the proposal';
COMMENT ON COLUMN adoption_times.imposed_evidence IS 'Words of the imposition';
COMMENT ON COLUMN adoption_times.days IS 'Days between them; only as exact as the two dates';

CREATE OR REPLACE VIEW stances AS
SELECT
    coalesce(positions.holder_country, positions.holder_name) AS holder, positions.stance, positions.evidence_text AS stance_evidence,
    measures.measure_type, measures.status, measures.senders, measures.targets, measures.evidence_text, measures.headline,
    measures.provider, measures.published_at, positions.position_id, positions.measure_id, positions.story_id, positions.version,
    positions.start_char, positions.end_char, positions.rule_id
FROM current_positions AS positions
JOIN current_measures AS measures ON measures.measure_id = positions.measure_id;
COMMENT ON VIEW stances IS 'Who stands for or against which measure, in which words. A stance is always on the restriction, never on its relief.';
COMMENT ON COLUMN stances.holder IS 'Country code or name of who holds the position';
COMMENT ON COLUMN stances.stance_evidence IS 'The words of the position';
COMMENT ON COLUMN stances.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN stances.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN stances.rule_id IS 'Rule that heard the position';

CREATE OR REPLACE VIEW measures_by_month AS
SELECT
    date_trunc('month', as_of)::DATE AS month,
    coalesce(sender.country, sender.name, '(not named)') AS sender,
    coalesce(target.country, target.name, '(not named)') AS target,
    timeline.measure_type, timeline.status,
    count(DISTINCT timeline.measure_id)::INTEGER AS measures,
    count(DISTINCT timeline.story_id)::INTEGER AS stories
FROM measure_timeline AS timeline
LEFT JOIN current_parties AS sender ON sender.measure_id = timeline.measure_id AND sender.role = 'sender'
LEFT JOIN current_parties AS target ON target.measure_id = timeline.measure_id AND target.role = 'target'
-- A date that is only exact to the quarter or year belongs to no month.
WHERE coalesce(as_of_precision, 'day') NOT IN ('quarter', 'year') AND as_of IS NOT NULL
GROUP BY ALL;
COMMENT ON VIEW measures_by_month IS 'Measures by month, sender, target, type and status. A measure with two targets counts for each; dates exact only to a quarter or year belong to no month.';
COMMENT ON COLUMN measures_by_month.month IS 'First day of the month of the measure, else of its story';
COMMENT ON COLUMN measures_by_month.sender IS 'Country code or name of the sender';
COMMENT ON COLUMN measures_by_month.target IS 'Country code or name of the target';
COMMENT ON COLUMN measures_by_month.measures IS 'Measures';
COMMENT ON COLUMN measures_by_month.stories IS 'Stories that tell them';

CREATE OR REPLACE VIEW measure_sources AS
SELECT
    measures.measure_id, measures.measure_type, measures.status, measures.senders, measures.targets,
    evidence.field, evidence.text AS words, evidence.start_char, evidence.end_char, evidence.rule_id,
    measures.story_id, measures.version, measures.headline, measures.provider, measures.published_at, measures.source_uri
FROM current_measures AS measures
JOIN measure_evidence AS evidence ON evidence.measure_id = measures.measure_id;
COMMENT ON VIEW measure_sources IS 'Which words of which story support each value of each measure: a row for each supporting span.';
COMMENT ON COLUMN measure_sources.senders IS 'Country codes or names of the senders';
COMMENT ON COLUMN measure_sources.targets IS 'Country codes or names of the targets';
COMMENT ON COLUMN measure_sources.words IS 'The words: body[start_char:end_char]';
COMMENT ON COLUMN measure_sources.start_char IS 'First code point in the body';
COMMENT ON COLUMN measure_sources.end_char IS 'Code point after the last';
COMMENT ON COLUMN measure_sources.rule_id IS 'Rule that read the value';

-- What the warehouse shows now and did not show at a time (UTC), and the other way round. What a new version of a story
-- says again in the same way is no change.
CREATE OR REPLACE MACRO changes_since(t) AS TABLE
WITH before AS (
    SELECT * FROM measures_as_of(t)
),
after AS (
    SELECT * FROM current_measures
),
changed AS (
    SELECT 'new' AS change, after.* FROM after
    ANTI JOIN before ON before.story_id = after.story_id AND before.measure_type = after.measure_type AND before.status = after.status
        AND before.senders = after.senders AND before.targets = after.targets
    UNION ALL
    SELECT 'gone' AS change, before.* FROM before
    ANTI JOIN after ON after.story_id = before.story_id AND after.measure_type = before.measure_type AND after.status = before.status
        AND after.senders = before.senders AND after.targets = before.targets
)
SELECT
    change,
    CASE
        WHEN change = 'new' AND known.story_id IS NULL THEN 'new story'
        WHEN change = 'new' AND before_story.story_id IS NULL THEN 'story shown now'
        WHEN change = 'new' THEN 'new version'
        WHEN now_shown.story_id IS NULL THEN 'story no longer shown'
        ELSE 'new version'
    END AS why,
    changed.status, changed.measure_type, changed.senders, changed.targets, changed.evidence_text, changed.headline,
    changed.provider, changed.published_at, changed.measure_id, changed.story_id, changed.version
FROM changed
LEFT JOIN (SELECT DISTINCT story_id FROM stories WHERE first_seen_at <= t::TIMESTAMP) AS known ON known.story_id = changed.story_id
LEFT JOIN (SELECT DISTINCT story_id FROM before) AS before_story ON before_story.story_id = changed.story_id
LEFT JOIN (SELECT DISTINCT story_id FROM after) AS now_shown ON now_shown.story_id = changed.story_id;

COMMENT ON MACRO headline_words IS 'A headline as words in lower case: no tickers in brackets, no signs.';
COMMENT ON MACRO holds_words IS 'Whether one headline is the other or holds it, if the shorter is long enough to mean one story.';
COMMENT ON MACRO same_sender IS 'Whether two providers are one, as far as is known.';
COMMENT ON MACRO end_of_time IS 'The moment after the time that a date means: a date exact to the day means the whole day.';
COMMENT ON MACRO message_number IS 'The number in the key of a telex message; null for any other key.';
COMMENT ON MACRO message_letters IS 'The letters before the number of a telex message: who numbered it.';
COMMENT ON MACRO issued_after IS 'Whether a version was issued after a message: by exact times, else by message numbers of one sender and day, else by days.';
COMMENT ON MACRO TABLE versions_as_of IS 'Story versions that had come by a time (UTC), each in the place that the deliveries seen by then give it.';
COMMENT ON MACRO TABLE said_as_of IS 'What messages said of other stories and still held: kills, substitutes, correction notes.';
COMMENT ON MACRO TABLE showable_as_of IS 'Newest usable versions that no other story kills or supersedes, embargoed ones included.';
COMMENT ON MACRO TABLE stories_with_copies_as_of IS 'Stories that might be shown at a time (UTC), syndicated copies included.';
COMMENT ON MACRO TABLE stories_as_of IS 'Stories that the warehouse showed at a time (UTC), one of each cluster of copies.';
COMMENT ON MACRO TABLE measures_with_copies_as_of IS 'Measures of the stories that might be shown at a time (UTC), syndicated copies included.';
COMMENT ON MACRO TABLE measures_as_of IS 'Measures that the warehouse showed at a time (UTC), one story of each cluster of copies.';
COMMENT ON MACRO is_party IS 'Whether a stored country code or name is the party asked for, by its code, name or another of its names; null asks for everybody.';
COMMENT ON MACRO TABLE cases_as_of IS 'Where every case stood at the end of a day, each once; events without a date are left out.';
COMMENT ON MACRO TABLE in_force_as_of IS 'What was in force at the end of a day against a target (code or name; null for all): imposed, extended or eased until then, and not lifted.';
COMMENT ON MACRO TABLE changes_since IS 'Measures shown now that were not shown at a time (UTC), and those no longer shown, with the reason.';
