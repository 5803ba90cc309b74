// What is said about a state, by act (say, deny, stress, thank, condemn, welcome, warn …).
// $state: state
// $act: text =
// $limit: integer = 200
MATCH (p)-[:MADE]->(m:Statement)-[:MENTIONS]->(s:State)
WHERE s.search CONTAINS $state AND ($act = '' OR m.act = $act)
RETURN m.act AS act, m.date AS date, p.name AS speaker, m.text AS text, s.name AS state, m.id AS statement
ORDER BY act, date, statement
LIMIT $limit
