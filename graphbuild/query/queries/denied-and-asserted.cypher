// Denied and alleged talks against asserted ones: pairs of whom some talk is denied or only alleged.
// $limit: integer = 100
MATCH (x)-[r:TALKED_WITH]->(y)
WITH x, y, count(CASE WHEN r.factuality = 'asserted' THEN 1 END) AS asserted,
     count(CASE WHEN r.factuality = 'alleged' THEN 1 END) AS alleged,
     count(CASE WHEN r.factuality = 'denied' THEN 1 END) AS denied
WHERE alleged + denied > 0
RETURN x.name AS a, y.name AS b, asserted, alleged, denied
ORDER BY alleged + denied DESC, a, b
LIMIT $limit
