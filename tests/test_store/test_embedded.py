"""The embedded database: a cache that holds what the records say, whatever happened to it before."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphbuild.errors import QueryError, StoreError
from graphbuild.records import Official, Records, Topic
from graphbuild.store.embedded import EmbeddedStore
from graphbuild.store.records import save
from graphbuild.store.shape import shape

ALL = "MATCH (n) RETURN n ORDER BY n.id"
TALKED = "MATCH (a)-[r:TALKED_WITH]->(b) RETURN a.id, r, b.id ORDER BY a.id, b.id, r.talk"
HOSTILE = [
    "'; DROP TABLE Talk; //",
    '"`{}$x',
    "`) DETACH DELETE n //",
    "<script>x</script>",
    "\u202eعراق\u200f",
    "\\",
    "$_",
]


@pytest.fixture
def store(sample_graph: Path, tmp_path: Path) -> Iterator[EmbeddedStore]:
    """A store that a test may damage."""
    with EmbeddedStore(shutil.copytree(sample_graph, tmp_path / "sample.graph")) as opened:
        yield opened


def everything(store: EmbeddedStore) -> list[list[tuple[object, ...]]]:
    return [store.query(question).rows for question in (ALL, TALKED)]


def test_every_label_and_relationship_is_there(store: EmbeddedStore, records: Records) -> None:
    for label in shape().nodes:
        assert store.query(f"MATCH (n:{label}) RETURN count(n)").rows > [(0,)]
    for type in shape().relationships:
        assert store.query(f"MATCH ()-[r:{type}]->() RETURN count(r)").rows > [(0,)]
    assert store.query("MATCH (n:Talk) RETURN count(n)").rows == [(len(records.talks),)]


def test_dates_are_dates(store: EmbeddedStore) -> None:
    answer = store.query("MATCH (t:Talk) WHERE t.date >= date('2025-01-16') RETURN t.date AS day ORDER BY day")
    assert answer.columns == ("day",)
    assert answer.rows == [(date(2025, 1, 16),), (date(2025, 1, 20),)]


def test_one_hop_for_each_pair_of_a_talk(store: EmbeddedStore) -> None:
    rows = store.query("MATCH ()-[r:TALKED_WITH]->() WHERE r.kind = 'negotiation' RETURN r.date, r.topics").rows
    assert len(rows) == 3  # three parties
    assert rows[0] == (date(2025, 1, 16), ["آتش‌بس در غزه", "تبادل اسرا"])


def test_values_are_plain(store: EmbeddedStore) -> None:
    ((path,),) = store.query(
        "MATCH p = (:Official)-[:TOOK_PART]->(t:Talk)-[:AT]->(:Place {name: 'مسکو'}) RETURN p"
    ).rows
    labels = [step.get("label") or step["type"] for step in path]
    assert labels == ["Official", "TOOK_PART", "Talk", "AT", "Place"]
    assert path[0]["name"] == "کاوه رستگاران"
    assert not any(name.startswith("_") for step in path for name in step)


def test_loading_twice_is_loading_once(store: EmbeddedStore, records: Records) -> None:
    before = everything(store)
    made = (store.folder / "graph.lbug").stat().st_mtime_ns
    store.load(records)
    assert (store.folder / "graph.lbug").stat().st_mtime_ns == made
    assert everything(store) == before


def test_what_is_gone_or_changed_is_so_in_the_database(store: EmbeddedStore, records: Records) -> None:
    gone, changed, *rest = records.statements
    store.load(replace(records, statements=(replace(changed, act="warn"), *rest)))
    rows = store.query("MATCH (s:Statement) RETURN s.id, s.act").rows
    assert gone.id not in dict(rows)
    assert dict(rows)[changed.id] == "warn"


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbage", "zeroed page", "other ladybug", "no stamp"])
def test_a_database_that_does_not_fit_is_made_again(store: EmbeddedStore, damage: str) -> None:
    before = everything(store)
    store.close()
    path, stamp = store.folder / "graph.lbug", store.folder / "graph.lbug.json"
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "garbage":
        path.write_bytes(b"garbage" * 1000)
    elif damage == "zeroed page":
        path.write_bytes(content[:4096] + bytes(8192) + content[12288:])
    elif damage == "other ladybug":
        stamp.write_text(
            stamp.read_text(encoding="utf-8").replace('"ladybug": "0.', '"ladybug": "9.'), encoding="utf-8"
        )
    else:
        stamp.unlink()
    assert everything(store) == before
    assert sorted(item.name for item in store.folder.iterdir()) == [
        "graph.json",
        "graph.lbug",
        "graph.lbug.json",
        "records",
    ]


def test_damage_that_the_stamp_does_not_show_is_mended(store: EmbeddedStore) -> None:
    before = everything(store)
    store.close()
    (store.folder / "graph.lbug").write_bytes(b"garbage")
    stamp = store._stamp()
    (store.folder / "graph.lbug.json").write_text(json.dumps(stamp), encoding="utf-8")
    assert everything(store) == before


def test_records_alone_are_enough(records: Records, tmp_path: Path, store: EmbeddedStore) -> None:
    save(records, tmp_path / "other.graph")
    with EmbeddedStore(tmp_path / "other.graph") as other:
        assert everything(other) == everything(store)


def test_a_leftover_of_a_killed_build_is_swept(store: EmbeddedStore) -> None:
    leftover = store.folder / "graph.lbug-new-abc"
    leftover.mkdir()
    os.utime(leftover, (0, 0))
    (store.folder / "graph.lbug").unlink()
    store.close()
    store.query(ALL)
    assert not leftover.exists()


@pytest.mark.parametrize(
    "write",
    [
        "CREATE (:Topic {id: 'x'})",
        "MATCH (n:Topic) SET n.name = 'x'",
        "MATCH (n:Talk) DETACH DELETE n",
        "MERGE (:Topic {id: 'x'})",
        "DROP TABLE Talk",
        "CREATE NODE TABLE X(id STRING PRIMARY KEY)",
        "COPY (MATCH (n:Topic) RETURN n.id) TO 'FILE'",
        "MATCH (n:Topic) RETURN n.id; COPY (MATCH (n:Topic) RETURN n.id) TO 'FILE'",
        "PROFILE COPY (MATCH (n:Topic) RETURN n.id) TO 'FILE'",
        "INSTALL json",
    ],
)
def test_nothing_can_be_written(store: EmbeddedStore, tmp_path: Path, write: str) -> None:
    before = everything(store)
    file = tmp_path / "out.csv"
    with pytest.raises(QueryError) as caught:
        store.query(write.replace("FILE", str(file)))
    assert "\n" not in str(caught.value)
    assert not file.exists()
    assert everything(store) == before


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("MATCH (n RETURN n", "Parser exception"),
        ("MATCH (n:Talk) RETURN n.nothing", "Cannot find property nothing for n.; schema.cypher lists"),
        ("RETURN $day", "has a parameter \\$day; give it with --param day=VALUE"),
        ("RETURN 1; RETURN 2", "one at a time"),
        ("", "empty|Invalid|mismatched"),
        (
            "MATCH (a:Official) RETURN a.name AS a ORDER BY a",
            "values, and a is a node or relationship; call the column otherwise: RETURN a.name AS name ORDER BY name",
        ),
        ("MATCH (a:Official)-[r:MADE]->(s) RETURN s.act AS r ORDER BY r", "values, and r is a node or relationship"),
        (
            "MATCH (a:Official) RETURN DISTINCT a.name AS a ORDER BY a.name",
            "a is a column that hides the node of its name; call the column otherwise: RETURN a.name AS name",
        ),
    ],
)
def test_a_wrong_question_is_explained_in_one_line(store: EmbeddedStore, question: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        store.query(question)
    assert "\n" not in str(caught.value)


def test_columns_without_an_alias_are_named_as_they_are_asked_for(store: EmbeddedStore) -> None:
    answer = store.query("MATCH (o:Official) RETURN count(*), COUNT(o), COUNT(DISTINCT o), MAX(o.name)")
    assert answer.columns == ("count(*)", "COUNT(o)", "COUNT(DISTINCT o)", "MAX(o.name)")


def test_a_record_that_points_at_nothing_is_refused_before_anything_is_written(
    store: EmbeddedStore, records: Records
) -> None:
    before = everything(store)
    with pytest.raises(StoreError, match=r"there is no Official .* in the records"):
        store.load(replace(records, officials=()))
    assert everything(store) == before


def test_no_graph_is_said(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "none") as store, pytest.raises(StoreError, match="no graph here"):
        store.query(ALL)


names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))


@settings(max_examples=8, deadline=None)
@given(st.lists(names, max_size=5))
@example(HOSTILE)
def test_any_name_passes_through_untouched(found: list[str]) -> None:
    officials = tuple(
        Official(id=f"official:{i}:{name}", name=name, name_en=None, aliases=(name,), evidence=())
        for i, name in enumerate(found)
    )
    topics = tuple(Topic(id=f"topic:{official.id}", name=official.name, key="", entities=()) for official in officials)
    folder = TemporaryDirectory()
    with folder as name, EmbeddedStore(name) as store:
        store.load(Records(officials=officials, topics=topics))
        once = everything(store)
        store.load(Records(officials=officials[::-1], topics=topics))
        assert everything(store) == once
        for official in officials:
            asked = "MATCH (n:Official {id: $id}) WHERE n.name = $name RETURN n.name, n.aliases"
            assert store.query(asked, {"id": official.id, "name": official.name}).rows == [
                (official.name, [official.name])
            ]


def test_a_moved_folder_still_answers(store: EmbeddedStore, tmp_path: Path) -> None:
    before = everything(store)
    store.close()
    shutil.move(store.folder, tmp_path / "moved.graph")
    with EmbeddedStore(tmp_path / "moved.graph") as moved:
        assert everything(moved) == before
