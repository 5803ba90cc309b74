// The shortest chain of talks between two parties.
// $a: name
// $b: name
// $limit: integer = 10
MATCH p = shortestPath((a:Official|Position|State|Organization)-[:TALKED_WITH*1..6]-(b:Official|Position|State|Organization))
WHERE a.search CONTAINS $a AND b.search CONTAINS $b AND a.id <> b.id
RETURN p
ORDER BY length(p)
LIMIT $limit
