// Somebody's talks and statements in order of time.
// $name: name
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 200
MATCH (p:Official|Position|State|Organization)-[:TOOK_PART|MADE]->(event)
WHERE p.search CONTAINS $name
  AND coalesce(event.date, date('0001-01-01')) >= date($since) AND coalesce(event.date, date('9999-12-31')) <= date($until)
RETURN event.date AS date, p.name AS who, coalesce(event.kind, event.act) AS what, event.factuality AS factuality, event.name AS name, event.id AS id
ORDER BY date, id, who
LIMIT $limit
