// ladybug: a sorted list by its own function; an order before a collect is none to it.
MATCH (x)-[r:TALKED_WITH]->(y)
WHERE coalesce(r.date, date('0001-01-01')) >= date($since) AND coalesce(r.date, date('9999-12-31')) <= date($until)
  AND ($factuality = '' OR r.factuality = $factuality)
WITH x, r, y
WITH r.date AS date, r.kind AS kind, r.factuality AS factuality, x.name AS a, y.name AS b, r.topics AS topics, r.talk AS talk
ORDER BY date, talk, a, b
LIMIT $limit
MATCH (t:Talk)
WHERE t.id = talk
WITH date, kind, factuality, a, b, topics, talk, t
OPTIONAL MATCH (t)<-[denied:DENIED]-(denier)
HINT ((t JOIN denied) JOIN denier)
WITH date, kind, factuality, a, b, topics, talk, list_sort(collect(DISTINCT denier.name)) AS deniers
RETURN date, kind, factuality, a, b, topics, deniers, talk
ORDER BY date, talk, a, b
