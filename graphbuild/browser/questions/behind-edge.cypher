// Everything behind the edge between two parties: talks, documents, and on whose word.
// $a: name
// $b: name
// $limit: integer = 20
MATCH (a)-[r:TALKED_WITH]-(b)
WHERE a.search CONTAINS $a AND b.search CONTAINS $b
WITH DISTINCT r.talk AS id LIMIT $limit
MATCH parties = ()-[:TOOK_PART]->(t:Talk {id: id}), evidence = (t)-[:EVIDENCED_BY]->(:Document)
OPTIONAL MATCH word = ()-[:REPORTED|CLAIMED|DENIED|ANNOUNCED]->(t)
RETURN parties, evidence, word
