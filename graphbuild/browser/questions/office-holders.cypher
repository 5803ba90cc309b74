// Who was seen in which position of a state.
// $state: state =
// $limit: integer = 60
MATCH p = (:Official)-[:HOLDS]->(:Position)-[:OF*1..2]->(s:State)
WHERE s.search CONTAINS $state
RETURN p
LIMIT $limit
