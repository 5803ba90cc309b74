// ladybug: from the topic to the talks, since it goes through all edges for one of its properties; what is looked at after
// a WITH is looked at for what has come so far. The pairs are those of TALKED_WITH.
MATCH (asked:Topic)
WHERE asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key
WITH DISTINCT asked.key AS key
MATCH (about:Topic)
WHERE about.key = key
WITH about
MATCH (about)<-[:ABOUT]-(t:Talk)
WITH DISTINCT t
WHERE coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
  AND ($factuality = '' OR t.factuality = $factuality)
MATCH (t)<-[one:TOOK_PART]-(x)
HINT (t JOIN one) JOIN x
WITH DISTINCT t, x
MATCH (t)<-[two:TOOK_PART]-(y)
HINT (t JOIN two) JOIN y
WITH DISTINCT t, x, y
WHERE label(x) < label(y) OR (label(x) = label(y) AND x.id < y.id)
WITH t, t.date AS date, t.id AS talk, x.name AS a, y.name AS b
ORDER BY date, talk, a, b
LIMIT $limit
MATCH (t)-[told:ABOUT]->(z:Topic)
HINT (t JOIN told) JOIN z
WITH t, date, talk, a, b, list_sort(collect(z.name)) AS topics
OPTIONAL MATCH (t)<-[denied:DENIED]-(denier)
HINT ((t JOIN denied) JOIN denier)
WITH t, date, talk, a, b, topics, list_sort(collect(DISTINCT denier.name)) AS deniers
RETURN date, t.kind AS kind, t.factuality AS factuality, a, b, topics, deniers, talk
ORDER BY date, talk, a, b
