// ladybug: given ids are told apart faster than what is looked up, and the hint keeps it from going through all parties.
MATCH (pa)-[ta:TOOK_PART]->(t:Talk)
WHERE ta.state IN $a_ids
WITH DISTINCT t, ta.state AS one
MATCH (t)<-[tb:TOOK_PART]-(pb)
WHERE tb.state IN $b_ids AND tb.state <> one
HINT ((t JOIN tb) JOIN pb)
WITH DISTINCT t
MATCH (t)-[:ABOUT]->(x:Topic)
WITH x.key AS key, min(x.name) AS topic, count(DISTINCT t.id) AS talks, min(t.date) AS first, max(t.date) AS last
RETURN topic, talks, first, last
ORDER BY talks DESC, topic
LIMIT $limit
