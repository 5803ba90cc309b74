// The newest documents with their talks.
// $limit: integer = 5
MATCH (d:Document)
WITH d ORDER BY coalesce(d.published, date('0001-01-01')) DESC, d.id LIMIT $limit
MATCH evidence = (t:Talk)-[:EVIDENCED_BY]->(d), parties = ()-[:TOOK_PART]->(t)
RETURN evidence, parties
