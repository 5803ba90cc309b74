// ladybug: given ids are told apart faster than what is looked up; the hint and days that are looked at after it keep it
// from going through all talks; what is shown is looked up last.
MATCH (p)-[part:TOOK_PART]->(t:Talk)
WHERE part.state IN $state_ids
HINT (p JOIN part) JOIN t
WITH DISTINCT t, part.state AS id
WHERE coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t.date AS date, t.id AS talk, id
ORDER BY date, talk, id
LIMIT $limit
MATCH (s:State)
WHERE s.id = id
WITH date, talk, s.id AS id, s.name AS state
MATCH (t:Talk)
WHERE t.id = talk
RETURN date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, state, talk
ORDER BY date, talk, id
