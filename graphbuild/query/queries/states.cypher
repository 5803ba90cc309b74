// The states that took part in talks, through whomever, with the number of talks.
// $limit: integer = 300
MATCH ()-[part:TOOK_PART]->(t:Talk)
WITH part.state AS code, count(DISTINCT t.id) AS talks
MATCH (s:State)
WHERE s.id = code
RETURN s.id AS id, s.name AS name, s.name_en AS name_en, talks
ORDER BY talks DESC, id
LIMIT $limit
