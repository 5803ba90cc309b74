"""A graph in a Neo4j server: `login` finds the way in, `store` asks, `loader` brings records, `bulk` writes CSVs."""

from graphbuild.store.neo4j.login import LOCAL, Login, find_login, login

__all__ = ["LOCAL", "Login", "find_login", "login"]
