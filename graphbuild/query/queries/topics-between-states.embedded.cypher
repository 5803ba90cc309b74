// ladybug: given ids are told apart faster than what is looked up, and the hints keep it from going through all talks.
MATCH (pa)-[ta:TOOK_PART]->(t:Talk)
WHERE ta.state IN $a_ids
HINT (pa JOIN ta) JOIN t
WITH DISTINCT t, ta.state AS one
MATCH (pb)-[tb:TOOK_PART]->(t)
WHERE tb.state IN $b_ids AND tb.state <> one
HINT (pb JOIN tb) JOIN t
WITH DISTINCT t
MATCH (t)-[:ABOUT]->(x:Topic)
WITH x.key AS key, min(x.name) AS topic, count(DISTINCT t.id) AS talks, min(t.date) AS first, max(t.date) AS last
RETURN topic, talks, first, last
ORDER BY talks DESC, topic
LIMIT $limit
