// Who talked to whom, in a period, about a topic in any of the ways to say it, and who denies it: one row for each pair and talk.
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $topic: topic =
// $factuality: asserted|planned|possible|alleged|denied =
// $limit: integer = 200
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
OPTIONAL MATCH (denier)-[:DENIED]->(t:Talk)
WHERE t.id = r.talk
WITH x, r, y, denier.name AS denier
ORDER BY denier
WITH x, r, y, collect(DISTINCT denier) AS deniers
RETURN r.date AS date, r.kind AS kind, r.factuality AS factuality, x.name AS a, y.name AS b, r.topics AS topics, deniers, r.talk AS talk
ORDER BY date, talk, a, b
