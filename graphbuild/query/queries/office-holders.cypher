// Who was seen in which position of a state.
// $state: state =
// $limit: integer = 200
MATCH (o:Official)-[h:HOLDS]->(p:Position)-[:OF*1..2]->(s:State)
WHERE s.search CONTAINS $state
RETURN DISTINCT s.name AS state, p.name AS position, o.name AS official, h.first_seen AS first_seen, h.last_seen AS last_seen
ORDER BY state, position, first_seen, official
LIMIT $limit
