// ladybug: a sorted list by its own function; an order before a collect is none to it.
MATCH (asked:Topic), (x:Topic)<-[:ABOUT]-(t:Talk)
WHERE (asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key) AND x.key = asked.key
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t.id AS talk, t.date AS date, list_sort(collect(DISTINCT x.name)) AS topics
ORDER BY date, talk
LIMIT $limit
MATCH (t:Talk)
WHERE t.id = talk
RETURN date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, topics, talk
ORDER BY date, talk
