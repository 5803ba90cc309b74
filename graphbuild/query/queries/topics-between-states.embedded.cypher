// ladybug: an id is told apart faster than a node, and what is shown is looked up last.
MATCH (sa:State), (sb:State)
WHERE sa.search CONTAINS $a AND sb.search CONTAINS $b AND sa.id <> sb.id
MATCH (pa)-[ta:TOOK_PART]->(t:Talk)
WHERE ta.state = sa.id
WITH DISTINCT sb.id AS other, t
MATCH (t)<-[tb:TOOK_PART]-(pb)
WHERE tb.state = other
WITH DISTINCT t
MATCH (t)-[:ABOUT]->(x:Topic)
WITH x.key AS key, min(x.name) AS topic, count(DISTINCT t.id) AS talks, min(t.date) AS first, max(t.date) AS last
RETURN topic, talks, first, last
ORDER BY talks DESC, topic
LIMIT $limit
