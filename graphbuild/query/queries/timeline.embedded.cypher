// ladybug: days are looked at after whose they are, lest all events be looked at; what is shown is looked up last, by its
// id in each table.
MATCH (p:Official|Position|State|Organization)-[:TOOK_PART|MADE]->(event)
WHERE p.search CONTAINS $name
WITH p, event
WHERE coalesce(event.date, date('0001-01-01')) >= date($since) AND coalesce(event.date, date('9999-12-31')) <= date($until)
WITH event.date AS date, event.id AS id, p.name AS who
ORDER BY date, id, who
LIMIT $limit
OPTIONAL MATCH (t:Talk)
WHERE t.id = id
OPTIONAL MATCH (m:Statement)
WHERE m.id = id
RETURN date, who, coalesce(t.kind, m.act) AS what, t.factuality AS factuality, coalesce(t.name, m.name) AS name, id
ORDER BY date, id, who
