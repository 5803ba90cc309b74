// The talks in which a state took part, through whomever.
// $state: state
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 200
MATCH (s:State)
WHERE s.search CONTAINS $state
MATCH (p)-[part:TOOK_PART]->(t:Talk)
WHERE part.state = s.id
WITH DISTINCT s, t
WHERE coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH s, t, t.date AS date, t.id AS talk
ORDER BY date, talk, s.id
LIMIT $limit
RETURN date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, s.name AS state, talk
ORDER BY date, talk, s.id
