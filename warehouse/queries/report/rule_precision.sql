-- How often were the measures of each rule found right by reviewers? Rules with the most reviews first.
SELECT rule_id, reviewed::BIGINT AS reviewed, accepted::BIGINT AS accepted, edited::BIGINT AS edited, rejected::BIGINT AS rejected, "precision"
FROM rule_precision
WHERE reviewed > 0
ORDER BY reviewed DESC, rule_id
LIMIT 100;
