// ladybug: a sorted list by its own function; an order before a collect is none to it.
MATCH (asked:Topic)
WHERE asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key
MATCH (t:Talk)-[:ABOUT]->(x:Topic)
WHERE x.key = asked.key
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t, list_sort(collect(DISTINCT x.name)) AS topics
RETURN t.date AS date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, topics, t.id AS talk
ORDER BY date, talk
LIMIT $limit
