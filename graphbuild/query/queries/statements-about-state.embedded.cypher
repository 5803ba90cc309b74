// ladybug: what is shown is looked up last; without the hint it would go through all statements for the speakers.
MATCH (m:Statement)-[:MENTIONS]->(s:State)
WHERE s.search CONTAINS $state AND ($act = '' OR m.act = $act)
WITH m.act AS act, m.date AS date, s.name AS state, m.id AS statement
ORDER BY act, date, statement
LIMIT $limit
MATCH (m:Statement)
WHERE m.id = statement
WITH m, act, date, state, statement
MATCH (m)<-[made:MADE]-(p)
HINT ((m JOIN made) JOIN p)
RETURN act, date, p.name AS speaker, m.text AS text, state, statement
ORDER BY act, date, statement
