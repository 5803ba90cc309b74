// The talks about a topic, in any of the ways to say it, with their parties.
// $topic: name
// $since: date = 0001-01-01
// $until: date = 9999-12-31
// $limit: integer = 100
MATCH (asked:Topic)
WHERE asked.search CONTAINS $topic
MATCH (t:Talk)-[:ABOUT]->(x:Topic)
WHERE x.key = asked.key
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
RETURN DISTINCT t.date AS date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, x.name AS topic, t.id AS talk
ORDER BY date, talk, topic
LIMIT $limit
