// Planned talks of which no report says that they were held, on that day or later; without a day, since it was reported.
// $since: date = 0001-01-01
// $limit: integer = 100
MATCH (x)-[p:TALKED_WITH]->(y)
WHERE p.factuality = 'planned' AND coalesce(p.date, date('9999-12-31')) >= date($since)
MATCH (t:Talk)-[:EVIDENCED_BY]->(d:Document)
WHERE t.id = p.talk
WITH x, y, p, coalesce(p.date, min(d.published), date('9999-12-31')) AS day
WHERE NOT EXISTS {
    MATCH (x)-[held:TALKED_WITH]-(y)
    WHERE held.factuality = 'asserted' AND held.date >= day
  }
RETURN p.date AS date, p.kind AS kind, x.name AS a, y.name AS b, p.talk AS talk
ORDER BY date, talk, a, b
LIMIT $limit
