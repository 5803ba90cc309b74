// The talks about a topic, with their parties.
// $topic: topic
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 30
MATCH about = (t:Talk)-[:ABOUT]->(x:Topic)
WHERE (x.search CONTAINS $topic OR x.key CONTAINS $topic_key)
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t, about ORDER BY t.date DESC LIMIT $limit
MATCH parties = ()-[:TOOK_PART]->(t)
RETURN about, parties
