// With whom somebody talked.
// $name: name
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 100
MATCH p = (a)-[r:TALKED_WITH]-(b)
WHERE a.search CONTAINS $name
  AND coalesce(r.date, date('0001-01-01')) >= date($since) AND coalesce(r.date, date('9999-12-31')) <= date($until)
RETURN p
ORDER BY r.date DESC
LIMIT $limit
