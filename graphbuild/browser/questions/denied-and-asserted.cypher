// Pairs of whom some talk is denied or only alleged, with all of their talks.
// $limit: integer = 30
MATCH (x)-[r:TALKED_WITH]->(y)
WHERE r.factuality IN ['denied', 'alleged']
WITH DISTINCT x, y LIMIT $limit
MATCH p = (x)-[:TALKED_WITH]-(y)
RETURN p
