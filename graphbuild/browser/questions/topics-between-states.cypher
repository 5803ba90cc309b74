// What two states talk about.
// $a: state
// $b: state
// $limit: integer = 30
MATCH (sa:State), (sb:State)
WHERE sa.search CONTAINS $a AND sb.search CONTAINS $b AND sa.id <> sb.id
MATCH one = (pa)-[ta:TOOK_PART]->(t:Talk)<-[tb:TOOK_PART]-(pb)
WHERE ta.state = sa.id AND tb.state = sb.id AND pa.id < pb.id
WITH t, one ORDER BY t.date DESC LIMIT $limit
MATCH about = (t)-[:ABOUT]->(:Topic)
RETURN one, about
