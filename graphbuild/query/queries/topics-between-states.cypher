// What two states talk about: topics, the ways to say one together, with the number of talks, the first and the last of them.
// $a: state
// $b: state
// $limit: integer = 100
MATCH (sa:State), (sb:State)
WHERE sa.search CONTAINS $a AND sb.search CONTAINS $b AND sa.id <> sb.id
MATCH (pa)-[ta:TOOK_PART]->(t:Talk)<-[tb:TOOK_PART]-(pb)
WHERE ta.state = sa.id AND tb.state = sb.id
WITH DISTINCT t
MATCH (t)-[:ABOUT]->(x:Topic)
WITH x.key AS key, min(x.name) AS topic, count(DISTINCT t.id) AS talks, min(t.date) AS first, max(t.date) AS last
RETURN topic, talks, first, last
ORDER BY talks DESC, topic
LIMIT $limit
