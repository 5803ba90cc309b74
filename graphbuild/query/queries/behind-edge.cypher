// Everything behind the edge between two parties: talks, sentences, documents, offsets.
// $a: name
// $b: name
// $limit: integer = 200
MATCH (a:Official|Position|State|Organization)-[:TOOK_PART]->(t:Talk)<-[:TOOK_PART]-(b:Official|Position|State|Organization)
WHERE a.search CONTAINS $a AND b.search CONTAINS $b
WITH DISTINCT t
MATCH (t)-[e:EVIDENCED_BY]->(d:Document)
RETURN DISTINCT t.date AS date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, e.quote AS quote, d.path AS document, e.`start` AS `start`, e.`end` AS `end`, d.source AS source, d.published AS published, e.rule AS rule, t.id AS talk
ORDER BY date, talk, document, `start`, `end`, rule
LIMIT $limit
