// On whose word: the sources of the talks between two parties, with their stance.
// $a: name =
// $b: name =
// $limit: integer = 200
MATCH (a:Official|Position|State|Organization)-[:TOOK_PART]->(t:Talk)<-[:TOOK_PART]-(b:Official|Position|State|Organization)
WHERE a.search CONTAINS $a AND b.search CONTAINS $b
WITH DISTINCT t
MATCH (source)-[c:REPORTED|CLAIMED|DENIED|ANNOUNCED]->(t)
RETURN DISTINCT t.date AS date, t.name AS parties, source.name AS source, c.stance AS stance, c.quote AS quote, c.document AS document, t.id AS talk
ORDER BY date, talk, stance, source, document, quote
LIMIT $limit
