-- What was proposed or threatened, and no story tells that it was imposed or refused?
SELECT target_name AS target, measure_type, sender_name AS sender, latest_status, first_as_of, story_ids
FROM open_proposals
ORDER BY first_as_of NULLS LAST, target, measure_type;
