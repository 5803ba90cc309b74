"""A graph in the formats of other tools: JSON Lines, CSV, Parquet, GraphML, GEXF, JSON-LD, CoNLL-U, event data."""
