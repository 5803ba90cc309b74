// Talks that one source reports or claims and another denies.
// $limit: integer = 30
MATCH conflict = ()-[:REPORTED|CLAIMED|ANNOUNCED]->(t:Talk)<-[:DENIED]-()
WITH t, conflict LIMIT $limit
MATCH parties = ()-[:TOOK_PART]->(t)
RETURN conflict, parties
