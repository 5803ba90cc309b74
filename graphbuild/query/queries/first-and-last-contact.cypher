// First and last contact of two parties; without names, of every pair. Only talks told as held, and with a date.
// $a: name =
// $b: name =
// $limit: integer = 200
MATCH (x:Official|Position|State|Organization)-[r:TALKED_WITH]->(y:Official|Position|State|Organization)
WHERE r.factuality = 'asserted' AND r.date IS NOT NULL
  AND (x.search CONTAINS $a OR x.search CONTAINS $b) AND (y.search CONTAINS $a OR y.search CONTAINS $b)
  AND ((x.search CONTAINS $a AND y.search CONTAINS $b) OR (x.search CONTAINS $b AND y.search CONTAINS $a))
WITH x, y, min(r.date) AS first, max(r.date) AS last, count(r.talk) AS talks
WITH CASE WHEN x.id < y.id THEN x.name ELSE y.name END AS a, CASE WHEN x.id < y.id THEN y.name ELSE x.name END AS b, first, last, talks,
     CASE WHEN x.id < y.id THEN x.id ELSE y.id END AS a_id, CASE WHEN x.id < y.id THEN y.id ELSE x.id END AS b_id
RETURN a, b, first, last, talks, a_id, b_id
ORDER BY first, a_id, b_id
LIMIT $limit
