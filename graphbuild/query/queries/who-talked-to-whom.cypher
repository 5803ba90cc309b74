// Who talked to whom in a period: one row for each pair and talk. Talks without a date are left out.
// $since: date = 0001-01-01
// $until: date = 9999-12-31
// $factuality: asserted|planned|possible|alleged|denied =
// $limit: integer = 200
MATCH (x)-[r:TALKED_WITH]->(y)
WHERE r.date >= date($since) AND r.date <= date($until) AND ($factuality = '' OR r.factuality = $factuality)
RETURN r.date AS date, r.kind AS kind, r.factuality AS factuality, x.name AS a, y.name AS b, r.topics AS topics, r.talk AS talk
ORDER BY date, talk, a, b
LIMIT $limit
