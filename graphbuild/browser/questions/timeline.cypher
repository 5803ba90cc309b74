// Somebody's talks and statements, the newest ones.
// $name: name
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 30
MATCH p = (who)-[:TOOK_PART|MADE]->(event)
WHERE who.search CONTAINS $name
  AND coalesce(event.date, date('0001-01-01')) >= date($since) AND coalesce(event.date, date('9999-12-31')) <= date($until)
RETURN p
ORDER BY event.date DESC
LIMIT $limit
