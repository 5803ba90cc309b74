"""``schema.cypher`` is the one statement of the shape: the copy that ships, its grammar, its statements."""

import re
from pathlib import Path

import pytest

from graphbuild.errors import StoreError
from graphbuild.records import Records
from graphbuild.store.embedded import EmbeddedStore
from graphbuild.store.shape import Hop, Property, parse, schema_text, shape, statements
from graphbuild.store.tables import graph_tables

ROOT = Path(__file__).parents[2]
DESIGN = "Official Position State Organization Topic Place Talk Statement Document"
NODES = "// (:A {id STRING})\n// (:B {id STRING, day DATE})\n"


def test_the_file_at_the_root_is_the_one_that_ships() -> None:
    assert (ROOT / "schema.cypher").read_bytes() == (ROOT / "graphbuild/store/schema.cypher").read_bytes()


def test_every_label_has_an_id_a_name_and_a_search_property() -> None:
    assert list(shape().nodes) == DESIGN.split()
    for properties in shape().nodes.values():
        assert {Property("id", "STRING"), Property("name", "STRING"), Property("search", "STRING")} <= set(properties)


def test_every_statement_may_run_twice() -> None:
    found = statements(schema_text())
    assert all(re.match(r"CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) \w+ IF NOT EXISTS FOR ", one) for one in found)
    names = [one.split()[one.split().index("IF") - 1] for one in found]
    assert len(names) == len(set(names))


def test_the_statements_name_only_what_is_declared() -> None:
    for statement in statements(schema_text()):
        pattern = re.search(r"\((?:n:([\w|]+))?\)", statement)
        relationship = re.search(r"\[r:(\w+)\]", statement)
        indexed = re.findall(r"[nr]\.(\w+)", statement)
        if relationship:
            owners = [shape().relationships[relationship[1]]]
        else:
            assert pattern
            owners = [shape().nodes[label] for label in pattern[1].split("|")]
        for properties in owners:
            assert set(indexed) <= {item.name for item in properties}


def test_ids_are_unique_in_every_label_and_all_names_are_searched() -> None:
    text = schema_text()
    for label in shape().nodes:
        assert f"FOR (n:{label}) REQUIRE n.id IS UNIQUE;" in text
    assert f"FOR (n:{'|'.join(shape().nodes)}) ON EACH [n.search];" in text


def test_the_embedded_database_has_that_shape(sample_graph: Path) -> None:
    with EmbeddedStore(sample_graph) as store:
        tables = dict(store.query("CALL show_tables() RETURN name, type").rows)
        assert {name for name, type in tables.items() if type == "NODE"} == set(shape().nodes)
        assert {name for name, type in tables.items() if type == "REL"} == set(shape().relationships)
        for name, properties in {**shape().nodes, **shape().relationships}.items():
            columns = [row[0] for row in store.query(f"CALL table_info('{name}') RETURN name").rows]
            assert columns == [item.name for item in properties]


def test_the_rows_have_that_shape(records: Records) -> None:
    tables = graph_tables(records)
    assert list(tables.nodes) == list(shape().nodes)
    assert tuple(tables.relationships) == shape().hops
    for label, table in tables.nodes.items():
        assert table.column_names == [item.name for item in shape().nodes[label]]
    for hop, table in tables.relationships.items():
        assert table.column_names == ["from", "to", *(item.name for item in shape().relationships[hop.type])]


def test_a_declaration_is_read() -> None:
    found = parse(NODES + "// (:A|B)-[:R {day DATE KEY, names LIST<STRING>}]->(:B)\n")
    assert found.nodes["B"] == (Property("id", "STRING"), Property("day", "DATE"))
    assert found.relationships == {"R": (Property("day", "DATE", key=True), Property("names", "LIST<STRING>"))}
    assert found.hops == (Hop("R", "A", "B"), Hop("R", "B", "B"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("// (:A)-[:R]-(:B)", "schema.cypher:3: no declaration"),
        ("// (:C {id TEXT})", "schema.cypher:3: 'id TEXT' is no property"),
        ("// (:A)-[:R {day DATE UNIQUE}]->(:B)", "schema.cypher:3: 'day DATE UNIQUE' is no property"),
        ("// (:A)-[:R]->(:Nobody)", "Nobody: no such label"),
        ("// (:A)-[:R]->(:B)\n// (:B)-[:R {day DATE}]->(:A)", "schema.cypher:4: R has other properties above"),
    ],
)
def test_a_wrong_declaration_is_named(line: str, message: str) -> None:
    with pytest.raises(StoreError, match=re.escape(message)):
        parse(NODES + line)
