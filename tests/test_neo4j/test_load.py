"""Loading into a real server: twice equals once, only what differs is written, what is no longer said is gone."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from cypher import write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphbuild.errors import StoreError
from graphbuild.export.network import to_networkx
from graphbuild.folding import fold
from graphbuild.records import Official, Records, Topic
from graphbuild.store.neo4j import Login, loader
from graphbuild.store.neo4j.loader import load
from graphbuild.store.neo4j.store import Neo4jStore
from graphbuild.store.shape import schema_text, statements

HOSTILE = [
    "'; MATCH (n) DETACH DELETE n //",
    '"`{}$x',
    "`) DETACH DELETE n //",
    "\\u0027 OR 1=1",
    "\u202eعراق\u200f",
    "$_",
]


def digest(store: Neo4jStore) -> str:
    network = to_networkx(store)
    return repr((sorted(network.nodes(data=True)), sorted(map(repr, network.edges(data=True)))))


def test_loading_twice_changes_nothing(store: Neo4jStore, records: Records) -> None:
    first = load(store, records)
    assert first.changes["Talk"] == (len(records.talks), 0, 0)
    assert first.counters["nodes_created"] == sum(new for name, (new, _, _) in first.changes.items() if name.istitle())
    assert first.unchanged == 0
    before = digest(store)
    again = load(store, records)
    assert (again.changes, again.counters) == ({}, {})
    assert again.unchanged > 100
    assert digest(store) == before


def test_only_what_differs_is_written_and_what_is_gone_is_taken_away(store: Neo4jStore, records: Records) -> None:
    load(store, records)
    first, changed, *rest = records.talks
    other = replace(records, talks=(replace(changed, factuality="possible"), *rest))
    planned = load(store, other, dry_run=True)
    assert planned.counters == {}
    assert planned.changes["Talk"] == (0, 1, 1)
    assert planned.changes["TALKED_WITH"][1] >= 1
    assert load(store, records).changes == {}  # the dry run wrote nothing
    done = load(store, other)
    assert done.changes == planned.changes
    assert done.counters["nodes_deleted"] == 1
    assert store.query("MATCH (t:Talk {id: $id}) RETURN t.factuality", {"id": changed.id}).rows == [("possible",)]
    assert store.query("MATCH (t:Talk {id: $id}) RETURN t", {"id": first.id}).rows == []
    assert load(store, other).changes == {}


def test_what_others_did_is_mended_or_left_alone(store: Neo4jStore, records: Records) -> None:
    load(store, records)
    before = digest(store)
    write(store, "MATCH (n:Official) SET n.community = 7")
    write(store, "CREATE (:Analyst {name: 'me'})")
    assert load(store, records).changes == {}
    assert store.query("MATCH (n:Official) RETURN DISTINCT n.community").rows == [(7,)]
    write(store, "MATCH (n:Talk) WITH n LIMIT 1 SET n.kind = 'quarrel' REMOVE n.cameo")
    write(store, "MATCH ()-[r:HOLDS]->() DELETE r")
    write(store, "MATCH (a)-[r:TALKED_WITH]->(b) CREATE (a)-[s:TALKED_WITH]->(b) SET s = properties(r)")
    assert load(store, records).changes == {"Talk": (0, 1, 0), "HOLDS": (3, 0, 0), "TALKED_WITH": (9, 0, 9)}
    assert digest(store) == before
    assert store.query("MATCH (n:Analyst) RETURN n.name").rows == [("me",)]


def test_a_database_of_others_is_refused(store: Neo4jStore, records: Records) -> None:
    write(store, "CREATE (:Document {name: 'thesis'})")
    for dry_run in (True, False):
        with pytest.raises(StoreError, match="holds Document nodes that graphbuild did not load"):
            load(store, records, dry_run=dry_run)
    assert store.query("MATCH (n) RETURN count(n)").rows == [(1,)]


def test_a_schema_of_another_version_is_refused(store: Neo4jStore, records: Records) -> None:
    load(store, records)
    write(store, f"MATCH (m:{loader.MARK}) SET m.schema = 'other', m.version = '9.9'")
    with pytest.raises(StoreError, match=r"has the schema of graphbuild 9\.9, this is"):
        load(store, Records())
    assert store.query("MATCH (n:Talk) RETURN count(n)").rows == [(len(records.talks),)]


def test_records_that_point_at_nothing_change_nothing(store: Neo4jStore, records: Records) -> None:
    load(store, records)
    with pytest.raises(StoreError, match=r"there is no Official .* in the records"):
        load(store, replace(records, officials=()))
    assert load(store, records).changes == {}


def test_many_transactions_give_the_same_as_one(
    store: Neo4jStore, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, records)
    whole = digest(store)
    write(store, "MATCH (n) DETACH DELETE n")
    monkeypatch.setattr(loader, "BATCH", 10)
    steps: list[tuple[int, int]] = []
    load(store, records, progress=lambda done, total, name: steps.append((done, total)))
    assert digest(store) == whole
    assert len(steps) > 25
    assert steps[-1][0] == steps[-1][1]


def test_two_at_once_give_the_same_as_one(
    store: Neo4jStore, login: Login, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, records)
    whole = digest(store)
    write(store, "MATCH (n) DETACH DELETE n")
    monkeypatch.setattr(loader, "BATCH", 5)

    def one(_: int) -> int:
        with Neo4jStore(login) as own:
            return load(own, records).counters.get("nodes_created", 0)

    with ThreadPoolExecutor(3) as pool:
        created = list(pool.map(one, range(3)))
    assert sorted(created)[:2] == [0, 0]  # one did the work, the others waited and found it done
    assert digest(store) == whole


def test_a_killed_loader_leaves_nothing_that_the_next_one_does_not_mend(
    store: Neo4jStore, login: Login, records: Records
) -> None:
    load(store, records)
    whole = digest(store)
    write(store, "MATCH (n) DETACH DELETE n")
    script = (
        "import os\nfrom sample_graph import sample_records\nfrom graphbuild.store.neo4j import Login, loader\n"
        "from graphbuild.store.neo4j.store import Neo4jStore\nloader.BATCH = 3\n"
        "def progress(done, total, name):\n    if name == 'Talk': os.kill(os.getpid(), 9)\n"
        f"loader.load(Neo4jStore(Login({login.uri!r}, {login.user!r}, {login.password!r})), sample_records(),"
        " progress=progress)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == -9
    assert store.query("MATCH (n:Talk) RETURN count(n)").rows[0][0] > 0
    assert store.query("MATCH ()-[r]->() RETURN count(r)").rows == [(0,)]  # they are written when all nodes are there
    load(store, records)
    assert digest(store) == whole


def test_the_schema_is_there_and_runs_twice(store: Neo4jStore) -> None:
    load(store, Records())
    with store.session() as session:
        names = {row["name"] for row in session.run("SHOW INDEXES YIELD name")}
        for statement in statements(schema_text()):
            assert statement.split("IF NOT")[0].split()[-1] in names
            assert not session.run(statement).consume().counters.contains_updates


def test_names_in_any_spelling_are_found_by_full_text(store: Neo4jStore, records: Records) -> None:
    load(store, records)
    asked = "CALL db.index.fulltext.queryNodes('search', $text) YIELD node RETURN DISTINCT node.name"
    assert ("مهران بقائی‌فر",) in store.query(asked, {"text": fold("بقایی‌فر")}).rows
    assert ("گفت‌وگوی تلفنی وزرای خارجه ایران و مصر",) in store.query(asked, {"text": fold("گفتگوی")}).rows


names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(names, max_size=5))
@example(HOSTILE)
def test_any_name_passes_through_untouched(store: Neo4jStore, found: list[str]) -> None:
    officials = tuple(
        Official(id=f"official:{i}:{name}", name=name, name_en=None, aliases=(name,), evidence=())
        for i, name in enumerate(found)
    )
    topics = tuple(Topic(id=f"topic:{o.id}", name=o.name, key="", entities=()) for o in officials)
    load(store, Records(officials=officials, topics=topics))
    assert load(store, Records(officials=officials[::-1], topics=topics)).changes == {}
    for official in officials:
        asked = "MATCH (n:Official {id: $id}) WHERE n.name = $name RETURN n.name, n.aliases"
        assert store.query(asked, {"id": official.id, "name": official.name}).rows == [(official.name, [official.name])]
