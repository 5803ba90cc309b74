"""What is asked of a graph: named questions, free Cypher, data frames, and the sentences behind an edge."""
