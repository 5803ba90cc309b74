// Talks that one source reports or claims and another denies, with both in their own words.
// $limit: integer = 100
MATCH (a)-[c:REPORTED|CLAIMED|ANNOUNCED]->(t:Talk)<-[d:DENIED]-(b)
RETURN t.date AS date, t.name AS parties, a.name AS source, c.stance AS stance, c.quote AS says, b.name AS denier, d.quote AS denies, t.id AS talk
ORDER BY date, talk, source, says, stance, denier, denies
LIMIT $limit
