// With whom somebody talked: partners with the number of talks, the first and the last of them; only talks told as held.
// $name: name
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $limit: integer = 100
MATCH (a:Official|Position|State|Organization)-[r:TALKED_WITH]-(b)
WHERE a.search CONTAINS $name AND r.factuality = 'asserted'
  AND coalesce(r.date, date('0001-01-01')) >= date($since) AND coalesce(r.date, date('9999-12-31')) <= date($until)
RETURN a.name AS name, b.name AS partner, count(DISTINCT r.talk) AS talks, min(r.date) AS first, max(r.date) AS last
ORDER BY talks DESC, name, partner
LIMIT $limit
