// The shape of a graphbuild graph, stated once for every store.
//
// Neo4j 5.26 and later runs the statements; running them twice changes nothing. Lines that begin with "// (" declare the
// labels and relationship types with their properties: the embedded database takes its tables from them, the loaders
// their rows. KEY marks the properties by which two relationships between the same two nodes are told apart; a
// node's key is always its id. `search` is the folded text by which names in any spelling are found.

// (:Official {id STRING, name STRING, name_en STRING, aliases LIST<STRING>, search STRING})
CREATE CONSTRAINT official_id IF NOT EXISTS FOR (n:Official) REQUIRE n.id IS UNIQUE;
CREATE INDEX official_name IF NOT EXISTS FOR (n:Official) ON (n.name);

// (:Position {id STRING, name STRING, title STRING, kind STRING, search STRING})
CREATE CONSTRAINT position_id IF NOT EXISTS FOR (n:Position) REQUIRE n.id IS UNIQUE;
CREATE INDEX position_name IF NOT EXISTS FOR (n:Position) ON (n.name);

// (:State {id STRING, name STRING, name_en STRING, search STRING})
CREATE CONSTRAINT state_id IF NOT EXISTS FOR (n:State) REQUIRE n.id IS UNIQUE;
CREATE INDEX state_name IF NOT EXISTS FOR (n:State) ON (n.name);

// (:Organization {id STRING, name STRING, name_en STRING, kind STRING, search STRING})
CREATE CONSTRAINT organization_id IF NOT EXISTS FOR (n:Organization) REQUIRE n.id IS UNIQUE;
CREATE INDEX organization_name IF NOT EXISTS FOR (n:Organization) ON (n.name);

// `key`: topics with one key are several ways to say one topic; ask by it to get them together.
// (:Topic {id STRING, name STRING, key STRING, search STRING})
CREATE CONSTRAINT topic_id IF NOT EXISTS FOR (n:Topic) REQUIRE n.id IS UNIQUE;
CREATE INDEX topic_name IF NOT EXISTS FOR (n:Topic) ON (n.name);
CREATE INDEX topic_key IF NOT EXISTS FOR (n:Topic) ON (n.key);

// (:Place {id STRING, name STRING, state STRING, search STRING})
CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name);

// (:Talk {id STRING, name STRING, kind STRING, date DATE, date_precision STRING, date_text STRING, factuality STRING, cameo STRING, plover STRING, confidence FLOAT, search STRING})
CREATE CONSTRAINT talk_id IF NOT EXISTS FOR (n:Talk) REQUIRE n.id IS UNIQUE;
CREATE INDEX talk_date IF NOT EXISTS FOR (n:Talk) ON (n.date);
CREATE INDEX talk_factuality IF NOT EXISTS FOR (n:Talk) ON (n.factuality);

// (:Statement {id STRING, name STRING, act STRING, verb STRING, text STRING, date DATE, plover STRING, search STRING})
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE INDEX statement_date IF NOT EXISTS FOR (n:Statement) ON (n.date);
CREATE INDEX statement_act IF NOT EXISTS FOR (n:Statement) ON (n.act);

// (:Document {id STRING, name STRING, path STRING, title STRING, source STRING, url STRING, published DATE, sha256 STRING, search STRING})
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE INDEX document_published IF NOT EXISTS FOR (n:Document) ON (n.published);

CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:Official|Position|State|Organization|Topic|Place|Talk|Statement|Document) ON EACH [n.search];

// Who held what, and of whom.
// (:Official)-[:HOLDS {first_seen DATE, last_seen DATE}]->(:Position)
// (:Position|Organization)-[:OF]->(:State)
// (:Position)-[:OF]->(:Organization)

// The talk: two parties or more; `state`, `organization` and `position` are those of the party at that time.
// (:Official|Position|State|Organization)-[:TOOK_PART {role STRING, state STRING, organization STRING, position STRING}]->(:Talk)
CREATE INDEX took_part_state IF NOT EXISTS FOR ()-[r:TOOK_PART]-() ON (r.state);
// (:Talk)-[:ABOUT]->(:Topic)
// (:Talk)-[:AT]->(:Place)

// On whose word; `stance` repeats the type, so that one question can return it in every store.
// (:Official|Position|State|Organization)-[:REPORTED|CLAIMED|DENIED|ANNOUNCED {stance STRING, document STRING KEY, start INTEGER KEY, end INTEGER KEY, quote STRING}]->(:Talk)

// Who said what; a topic mentions the states and organizations that it is about.
// (:Official|Position|State|Organization)-[:MADE]->(:Statement)
// (:Statement)-[:ABOUT]->(:Topic)
// (:Statement|Topic)-[:MENTIONS]->(:Official|Position|State|Organization|Topic|Place)

// The characters that say it: offsets count the Unicode characters of the document as it was read.
// (:Talk|Statement|Official|Position)-[:EVIDENCED_BY {start INTEGER KEY, end INTEGER KEY, rule STRING KEY, quote STRING}]->(:Document)

// Derived from the talks: one for each pair of parties and talk, so that "who talked to whom" is one hop. It points from
// the party whose (label, id) sorts first; ask without direction.
// (:Official|Position|State|Organization)-[:TALKED_WITH {talk STRING KEY, date DATE, kind STRING, factuality STRING, topics LIST<STRING>}]->(:Official|Position|State|Organization)
CREATE INDEX talked_with_date IF NOT EXISTS FOR ()-[r:TALKED_WITH]-() ON (r.date);
CREATE INDEX talked_with_talk IF NOT EXISTS FOR ()-[r:TALKED_WITH]-() ON (r.talk);
