"""Cypher that the tests write by hand."""

from graphbuild.store.neo4j.store import Neo4jStore


def write(store: Neo4jStore, cypher: str, **parameters: object) -> None:
    with store.session() as session:
        session.run(cypher, parameters).consume()
