// The most central officials: by the number of partners, then of talks; denied talks do not count.
// $limit: integer = 25
MATCH (a:Official)-[r:TALKED_WITH]-(b)
WHERE r.factuality <> 'denied'
RETURN a.name AS official, count(DISTINCT b.id) AS partners, count(DISTINCT r.talk) AS talks, a.id AS id
ORDER BY partners DESC, talks DESC, id
LIMIT $limit
