// Who talked to whom, in a period, about a topic in any of the ways to say it, and who denies it: one row for each pair and talk.
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $topic: topic =
// $factuality: asserted|planned|possible|alleged|denied =
// $limit: integer = 200
CALL () {
  WITH 1 AS one WHERE $topic <> '|'
  MATCH (asked:Topic)
  WHERE asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key
  WITH DISTINCT asked.key AS key
  MATCH (t:Talk)-[:ABOUT]->(about:Topic)
  WHERE about.key = key
  WITH DISTINCT t
  MATCH (x)-[r:TALKED_WITH]->(y)
  WHERE r.talk = t.id
  RETURN x, r, y
UNION ALL
  WITH 1 AS one WHERE $topic = '|'
  MATCH (x)-[r:TALKED_WITH]->(y)
  WHERE r.date >= date($since) AND r.date <= date($until)
  RETURN x, r, y
UNION ALL
  WITH 1 AS one WHERE $topic = '|' AND $since = '0001-01-01' AND $until = '9999-12-31'
  MATCH (x)-[r:TALKED_WITH]->(y)
  WHERE r.date IS NULL
  RETURN x, r, y
}
WITH x, r, y
WHERE coalesce(r.date, date('0001-01-01')) >= date($since) AND coalesce(r.date, date('9999-12-31')) <= date($until)
  AND ($factuality = '' OR r.factuality = $factuality)
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
