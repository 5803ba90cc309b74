// ladybug: an id is told apart faster than a node, and what is shown is looked up last.
MATCH (s:State)
WHERE s.search CONTAINS $state
MATCH (p)-[part:TOOK_PART]->(t:Talk)
WHERE part.state = s.id
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH DISTINCT s.name AS state, t.id AS talk, t.date AS date
ORDER BY date, talk, state
LIMIT $limit
MATCH (t:Talk)
WHERE t.id = talk
RETURN date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, state, talk
ORDER BY date, talk, state
