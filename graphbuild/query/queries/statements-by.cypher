// What somebody said, newest first.
// $name: name
// $act: text =
// $limit: integer = 100
MATCH (p:Official|Position|State|Organization)-[:MADE]->(m:Statement)
WHERE p.search CONTAINS $name
WITH p, m
WHERE $act = '' OR m.act = $act
RETURN m.date AS date, p.name AS speaker, m.act AS act, m.text AS text, m.id AS statement
ORDER BY date DESC, statement
LIMIT $limit
