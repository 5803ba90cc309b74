// Who speaks for a state, with what they said.
// $state: state
// $limit: integer = 30
MATCH office = (o:Official)-[:HOLDS]->(:Position)-[:OF*1..2]->(s:State), said = (o)-[:MADE]->(m:Statement)
WHERE s.search CONTAINS $state
RETURN office, said
ORDER BY m.date DESC
LIMIT $limit
