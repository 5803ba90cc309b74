// Planned talks of which no report says that they were held.
// $since: date = 0001-01-01
// $limit: integer = 50
MATCH p = (x)-[r:TALKED_WITH]->(y)
WHERE r.factuality = 'planned' AND coalesce(r.date, date('9999-12-31')) >= date($since)
  AND NOT EXISTS {
    MATCH (x)-[held:TALKED_WITH]-(y)
    WHERE held.factuality = 'asserted' AND held.date >= r.date
  }
RETURN p
ORDER BY r.date DESC
LIMIT $limit
