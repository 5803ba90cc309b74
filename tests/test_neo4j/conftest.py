"""A database of the real server that is empty when a test begins."""

from collections.abc import Iterator

import pytest
from cypher import write

from graphbuild import server
from graphbuild.store.neo4j import Login
from graphbuild.store.neo4j.store import Neo4jStore


@pytest.fixture
def login(neo4j_server: server.Status) -> Login:
    return Login(neo4j_server.uri, neo4j_server.user, neo4j_server.password)


@pytest.fixture
def store(login: Login) -> Iterator[Neo4jStore]:
    with Neo4jStore(login) as opened:
        write(opened, "MATCH (n) DETACH DELETE n")
        yield opened
        write(opened, "MATCH (n) DETACH DELETE n")
