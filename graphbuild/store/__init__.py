"""Graphs on disk and in databases: records (Parquet, the truth), and the stores made from them."""
