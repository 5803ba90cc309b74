// The talks in which a state took part, through whomever.
// $state: state
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 30
MATCH (s:State)
WHERE s.search CONTAINS $state
MATCH ()-[part:TOOK_PART]->(t:Talk)
WHERE part.state = s.id
  AND coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH DISTINCT t ORDER BY t.date DESC LIMIT $limit
MATCH p = ()-[:TOOK_PART]->(t)
RETURN p
