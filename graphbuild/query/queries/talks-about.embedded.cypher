// ladybug: a sorted list by its own function (an order before a collect is none to it); what is asked for comes first,
// and days are looked at after it, lest all talks be looked at.
MATCH (asked:Topic)
WHERE asked.search CONTAINS $topic OR asked.key CONTAINS $topic_key
WITH DISTINCT asked.key AS key
MATCH (x:Topic)
WHERE x.key = key
WITH x
MATCH (x)<-[:ABOUT]-(t:Talk)
WITH x, t
WHERE coalesce(t.date, date('0001-01-01')) >= date($since) AND coalesce(t.date, date('9999-12-31')) <= date($until)
WITH t.id AS talk, t.date AS date, list_sort(collect(DISTINCT x.name)) AS topics
ORDER BY date, talk
LIMIT $limit
MATCH (t:Talk)
WHERE t.id = talk
RETURN date, t.kind AS kind, t.factuality AS factuality, t.name AS parties, topics, talk
ORDER BY date, talk
