-- When did the last story of the provider $provider come (UTC)?
SELECT max(first_seen_at) AS last_at FROM stories WHERE lower(provider) = lower($provider);
