// The officials with the most partners, and whom they talked with; denied talks do not count.
// $limit: integer = 5
MATCH (a:Official)-[r:TALKED_WITH]-(b)
WHERE r.factuality <> 'denied'
WITH a, count(DISTINCT b) AS partners
ORDER BY partners DESC, a.id LIMIT $limit
MATCH p = (a)-[r:TALKED_WITH]-()
WHERE r.factuality <> 'denied'
RETURN p
LIMIT 200
