// Who talked to whom in a period.
// $since: date = 0001-01-01
// $until: date = 9999-12-31
// $factuality: asserted|planned|possible|alleged|denied =
// $limit: integer = 100
MATCH p = (x)-[r:TALKED_WITH]->(y)
WHERE r.date >= date($since) AND r.date <= date($until) AND ($factuality = '' OR r.factuality = $factuality)
RETURN p
ORDER BY r.date DESC
LIMIT $limit
