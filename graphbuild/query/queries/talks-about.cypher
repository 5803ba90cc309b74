// The talks about a topic, in any of the ways to say it, with their parties: one row for each talk.
// $topic: topic
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 100
MATCH (asked:Topic)
WHERE asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key
MATCH (t:Talk)-[:ABOUT]->(x:Topic)
WHERE x.key = asked.key
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t, x.name AS topic
ORDER BY topic
WITH t, collect(DISTINCT topic) AS topics
RETURN t.date AS date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, topics, t.id AS talk
ORDER BY date, talk
LIMIT $limit
