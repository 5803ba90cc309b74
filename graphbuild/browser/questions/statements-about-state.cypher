// What is said about a state, and by whom.
// $state: state
// $act: text =
// $limit: integer = 30
MATCH p = ()-[:MADE]->(m:Statement)-[:MENTIONS]->(s:State)
WHERE s.search CONTAINS $state AND ($act = '' OR m.act = $act)
RETURN p
ORDER BY m.date DESC
LIMIT $limit
