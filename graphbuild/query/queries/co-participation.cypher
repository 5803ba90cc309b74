// Who sits at one table how often: pairs with the number of talks that they shared, denied ones left out.
// $limit: integer = 50
MATCH (x)-[r:TALKED_WITH]->(y)
WHERE r.factuality <> 'denied'
RETURN x.name AS a, y.name AS b, count(DISTINCT r.talk) AS talks, x.id AS a_id, y.id AS b_id
ORDER BY talks DESC, a_id, b_id
LIMIT $limit
