// The newest documents with their talks; documents without a date come last.
// $limit: integer = 20
MATCH (d:Document)
WITH d ORDER BY coalesce(d.published, date('0001-01-01')) DESC, d.id LIMIT $limit
OPTIONAL MATCH (t:Talk)-[:EVIDENCED_BY]->(d)
RETURN DISTINCT d.published AS published, d.name AS document, d.source AS source, t.name AS parties, t.kind AS kind, t.factuality AS factuality, d.id AS id, t.id AS talk
ORDER BY coalesce(published, date('0001-01-01')) DESC, id, talk
