-- Cases and their events from what `tell_cases.sql` has told; `case_of` names the case of each piece.
DELETE FROM case_events;
INSERT INTO case_events BY NAME
WITH events AS (
    SELECT
        case_of.case_id, measure_id, any_value(story_id) AS story_id, any_value(status) AS status, any_value(as_of) AS as_of, any_value(act) AS act
    FROM told
    JOIN case_of ON case_of.piece = told.piece
    GROUP BY case_of.case_id, measure_id
),
in_order AS (
    SELECT
        events.*,
        lag(status) OVER following AS previous_status,
        last_value(act IGNORE NULLS) OVER (following ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous_act
    FROM events
    -- What is told of one day comes in the order of a measure's life.
    WINDOW following AS (
        PARTITION BY case_id
        ORDER BY as_of NULLS FIRST,
            list_position(['proposed', 'threatened', 'rejected', 'imposed', 'extended', 'eased', 'lifted'], status), measure_id
    )
)
SELECT
    case_id, measure_id, story_id, status, as_of, previous_status,
    steps.is_legal = 'false' AS is_jump,
    -- Another act on what is in force adds to it.
    CASE
        WHEN status = 'imposed' AND previous_status IN ('imposed', 'extended', 'eased') AND act <> previous_act THEN 'tightened'
        ELSE steps.step
    END AS step,
    steps.reason AS jump_reason
FROM in_order
JOIN ref_status_steps AS steps ON steps.after = in_order.status AND steps.before IS NOT DISTINCT FROM in_order.previous_status;

-- What is asked for or threatened on top of a measure in force leaves it in force.
DELETE FROM cases;
INSERT INTO cases BY NAME
WITH stands AS (
    SELECT
        case_id,
        last(status ORDER BY as_of NULLS FIRST,
            list_position(['proposed', 'threatened', 'rejected', 'imposed', 'extended', 'eased', 'lifted'], status), measure_id) AS latest_status
    FROM case_events
    WHERE step NOT IN ('more asked for', 'more threatened')
    GROUP BY case_id
)
SELECT
    case_of.case_id,
    coalesce(mode(measure_type ORDER BY measure_type) FILTER (WHERE measure_type <> 'unspecified'), 'unspecified') AS measure_type,
    mode(sender_name ORDER BY sender_name) AS sender_name, mode(target_name ORDER BY target_name) AS target_name,
    any_value(stands.latest_status) AS latest_status, min(as_of) AS first_as_of, max(as_of) AS latest_as_of
FROM told
JOIN case_of ON case_of.piece = told.piece
JOIN stands ON stands.case_id = case_of.case_id
GROUP BY case_of.case_id;

DROP TABLE told;
DROP TABLE joined_pieces;
DROP TABLE case_of;
