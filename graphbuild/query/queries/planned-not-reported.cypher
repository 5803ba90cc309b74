// Planned talks of which no report says that they were held, on that day or later.
// $since: date = 0001-01-01
// $limit: integer = 100
MATCH (x)-[p:TALKED_WITH]->(y)
WHERE p.factuality = 'planned' AND coalesce(p.date, date('9999-12-31')) >= date($since)
  AND NOT EXISTS {
    MATCH (x)-[held:TALKED_WITH]-(y)
    WHERE held.factuality = 'asserted' AND held.date >= p.date
  }
RETURN p.date AS date, p.kind AS kind, x.name AS a, y.name AS b, p.talk AS talk
ORDER BY date, talk, a, b
LIMIT $limit
