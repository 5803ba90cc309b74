// On whose word: the sources of the talks between two parties, with their stance.
// $a: name =
// $b: name =
// $limit: integer = 200
MATCH (a:Official|Position|State|Organization)-[r:TALKED_WITH]-(b:Official|Position|State|Organization)
WHERE a.search CONTAINS $a AND b.search CONTAINS $b
MATCH (source)-[c:REPORTED|CLAIMED|DENIED|ANNOUNCED]->(t:Talk)
WHERE t.id = r.talk
RETURN DISTINCT t.date AS date, t.name AS parties, source.name AS source, c.stance AS stance, c.quote AS quote, c.document AS document, t.id AS talk
ORDER BY date, talk, stance, source, document, quote
LIMIT $limit
