// First and last contact of two parties; without names, of every pair. Denied talks and talks without a date are left out.
// $a: name =
// $b: name =
// $limit: integer = 200
MATCH (x)-[r:TALKED_WITH]-(y)
WHERE x.search CONTAINS $a AND y.search CONTAINS $b AND r.factuality <> 'denied' AND r.date IS NOT NULL
WITH DISTINCT CASE WHEN x.id < y.id THEN x.id ELSE y.id END AS a_id, CASE WHEN x.id < y.id THEN y.id ELSE x.id END AS b_id,
     CASE WHEN x.id < y.id THEN x.name ELSE y.name END AS a_name, CASE WHEN x.id < y.id THEN y.name ELSE x.name END AS b_name, r.talk AS talk, r.date AS day
RETURN a_name AS a, b_name AS b, min(day) AS first, max(day) AS last, count(talk) AS talks, a_id, b_id
ORDER BY first, a_id, b_id
LIMIT $limit
