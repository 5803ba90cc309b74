// Who mediated between whom.
// $limit: integer = 100
MATCH (m)-[role:TOOK_PART]->(t:Talk)
WHERE role.role = 'mediator'
RETURN t.date AS date, m.name AS mediator, t.name AS parties, t.factuality AS factuality, t.id AS talk
ORDER BY date, talk, mediator
LIMIT $limit
