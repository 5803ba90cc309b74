// Who speaks for a state: officials in its positions, and those of its organizations, with what they said.
// $state: state
// $limit: integer = 100
MATCH (o:Official)-[h:HOLDS]->(p:Position)-[:OF*1..2]->(s:State), (o)-[:MADE]->(m:Statement)
WHERE s.search CONTAINS $state
RETURN o.name AS official, p.name AS position, s.name AS state, count(DISTINCT m.id) AS statements, h.first_seen AS first_seen, h.last_seen AS last_seen
ORDER BY statements DESC, official, position
LIMIT $limit
