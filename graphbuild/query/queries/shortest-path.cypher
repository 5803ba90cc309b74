// The shortest chain of talks between two parties, of up to six talks.
// $a: name
// $b: name
// $limit: integer = 10
MATCH p = shortestPath((a:Official|Position|State|Organization)-[:TALKED_WITH*1..6]-(b:Official|Position|State|Organization))
WHERE a.search CONTAINS $a AND b.search CONTAINS $b AND a.id <> b.id
RETURN [n IN nodes(p) | n.name] AS chain, length(p) AS talks
ORDER BY talks, a.id, b.id
LIMIT $limit
