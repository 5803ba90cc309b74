// ladybug: SHORTEST inside the pattern, and properties() for the names.
MATCH p = (a:Official|Position|State|Organization)-[:TALKED_WITH* SHORTEST 1..6]-(b:Official|Position|State|Organization)
WHERE a.search CONTAINS $a AND b.search CONTAINS $b AND a.id <> b.id
RETURN properties(nodes(p), 'name') AS chain, length(p) AS talks
ORDER BY talks, a.id, b.id
LIMIT $limit
