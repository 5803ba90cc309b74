// ladybug: a sorted list by its own function; an order before a collect is none to it.
MATCH (x)-[r:TALKED_WITH]->(y)
WHERE coalesce(r.date, date('0001-01-01')) >= date($since) AND coalesce(r.date, date('9999-12-31')) <= date($until)
  AND ($factuality = '' OR r.factuality = $factuality)
  AND ($topic = '|' OR EXISTS {
    MATCH (asked:Topic), (told:Talk)-[:ABOUT]->(about:Topic)
    WHERE told.id = r.talk AND about.key = asked.key AND (asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key)
  })
WITH x, r, y
ORDER BY r.date, r.talk, x.name, y.name
LIMIT $limit
MATCH (t:Talk)
WHERE t.id = r.talk
WITH x, r, y, t
OPTIONAL MATCH (t)<-[denied:DENIED]-(denier)
HINT ((t JOIN denied) JOIN denier)
WITH x, r, y, list_sort(collect(DISTINCT denier.name)) AS deniers
RETURN r.date AS date, r.kind AS kind, r.factuality AS factuality, x.name AS a, y.name AS b, r.topics AS topics, deniers, r.talk AS talk
ORDER BY date, talk, a, b
