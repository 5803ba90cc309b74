// Who talked to whom in a period, about a topic. Talks without a date are left out.
// $since: date = 0001-01-01
// $until: last_date = 9999-12-31
// $topic: topic =
// $factuality: asserted|planned|possible|alleged|denied =
// $limit: integer = 100
MATCH p = (x)-[r:TALKED_WITH]->(y)
WHERE r.date >= date($since) AND r.date <= date($until) AND ($factuality = '' OR r.factuality = $factuality)
  AND ($topic = '|' OR EXISTS {
    MATCH (asked:Topic), (told:Talk)-[:ABOUT]->(about:Topic)
    WHERE told.id = r.talk AND about.key = asked.key AND (asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key)
  })
RETURN p
ORDER BY r.date DESC
LIMIT $limit
