"""Records on disk: nothing is lost, the same records give the same bytes, a failure loses nothing."""

import random
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild import records as model
from graphbuild.errors import StoreError
from graphbuild.records import Evidence, Official, Records
from graphbuild.store.records import KINDS, digest, load, load_documents, save

ROOT = Path(__file__).parents[2]

evidences = st.builds(Evidence, start=st.integers(0, 2**40), end=st.integers(0, 2**40))
fractions = st.floats(0, 1)
claims = st.builds(model.Claim, evidence=evidences)


def rows_of(record: type) -> st.SearchStrategy[object]:
    """Records of one kind with any text in them, and numbers in their limits."""
    limits: dict[str, st.SearchStrategy[object]] = {
        "evidence": st.lists(evidences, max_size=2).map(tuple),
        "claims": st.lists(claims, max_size=2).map(tuple),
        "confidence": fractions,
        "score": fractions,
    }
    names = {item.name for item in fields(record)}
    return st.builds(record, **{name: limit for name, limit in limits.items() if name in names})


random_records = st.fixed_dictionaries(
    {
        kind: st.lists(rows_of(record), max_size=2, unique_by=lambda row: row.id)  # type: ignore[attr-defined]
        for kind, record in KINDS.items()
    }
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_id(rows: list[object]) -> tuple[object, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))  # type: ignore[attr-defined]


def test_every_kind_of_record_has_a_file() -> None:
    assert list(KINDS) == [item.name for item in fields(Records)]
    assert KINDS["talks"] is model.Talk


def test_round_trip(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path / "sample.graph")
    assert load(tmp_path / "sample.graph") == records


def test_empty_records_round_trip(tmp_path: Path) -> None:
    save(Records(), tmp_path)
    assert load(tmp_path) == Records()


@settings(max_examples=25, deadline=None)
@given(random_records, st.randoms(use_true_random=False))
def test_any_records_round_trip_in_any_order(kinds: dict[str, list[object]], shuffler: random.Random) -> None:
    with TemporaryDirectory() as name:
        one, other = Path(name, "one"), Path(name, "other")
        save(Records(**{kind: tuple(rows) for kind, rows in kinds.items()}), one)
        assert load(one) == Records(**{kind: by_id(rows) for kind, rows in kinds.items()})
        for rows in kinds.values():
            shuffler.shuffle(rows)
        save(Records(**{kind: tuple(rows) for kind, rows in kinds.items()}), other)
        assert contents(one) == contents(other)
        assert digest(one) == digest(other)


def test_a_second_save_touches_nothing(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    save(records, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_the_digest_tells_other_records(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    before = digest(tmp_path)
    save(replace(records, topics=()), tmp_path)
    assert digest(tmp_path) != before
    assert load(tmp_path).topics == ()


@pytest.mark.parametrize("had_before", [False, True])
@pytest.mark.parametrize("moment", ["writing", "between the renames", "before the cleaning"])
def test_a_killed_save_loses_nothing(records: Records, tmp_path: Path, moment: str, had_before: bool) -> None:
    folder = tmp_path / "sample.graph"
    save(records, folder)
    if moment == "writing":
        (folder / "records.new").mkdir()
        (folder / "records.new" / "talks.parquet").write_bytes(b"half")
    elif moment == "between the renames":
        (folder / "records").rename(folder / "records.old")
        (folder / "records.new").mkdir()
    else:
        (folder / "records.old").mkdir()
    if had_before:
        assert load(folder) == records
    save(records, folder)
    assert load(folder) == records
    assert sorted(path.name for path in folder.iterdir()) == ["graph.json", "records"]


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph here; make one with `graphbuild build"):
        load(tmp_path / "nothing")


def test_a_graph_without_records_is_said(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    (tmp_path / "records" / "talks.parquet").unlink()
    with pytest.raises(StoreError, match=r"talks\.parquet: cannot be read"):
        load(tmp_path)
    save(records, tmp_path)
    assert load(tmp_path) == records


@pytest.mark.parametrize("manifest", ['{"format": 99}', "[]", "{}"])
def test_another_version_is_refused_and_kept(records: Records, tmp_path: Path, manifest: str) -> None:
    save(records, tmp_path)
    (tmp_path / "graph.json").write_text(manifest, encoding="utf-8")
    before = contents(tmp_path)
    for action in (lambda: load(tmp_path), lambda: save(Records(), tmp_path)):
        with pytest.raises(StoreError, match=r"this graphbuild reads 2; build it again into a new folder"):
            action()
    assert contents(tmp_path) == before


def test_a_damaged_manifest_is_said(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    (tmp_path / "graph.json").write_bytes(b"\xff{")
    with pytest.raises(StoreError, match=r"graph\.json: damaged"):
        load(tmp_path)


def test_a_damaged_file_is_said(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    path = tmp_path / "records" / "talks.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StoreError, match=r"talks\.parquet: damaged"):
        load(tmp_path)


def test_a_folder_of_somebody_else_is_left_alone(records: Records, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="that graphbuild did not make"):
        save(records, tmp_path)
    assert contents(tmp_path) == {"records/mine.txt": b"mine"}


def test_two_records_with_one_id_are_refused(tmp_path: Path) -> None:
    official = Official(id="official:1", name="الف", name_en=None, aliases=(), evidence=())
    with pytest.raises(StoreError, match="officials: two records have the id official:1"):
        save(Records(officials=(official, replace(official, name="ب"))), tmp_path)


def test_broken_unicode_is_refused(tmp_path: Path) -> None:
    official = Official(id="official:1", name="\ud800", name_en=None, aliases=(), evidence=())
    with pytest.raises(StoreError, match=r"officials: .* is no valid Unicode"):
        save(Records(officials=(official,)), tmp_path)


def test_a_place_that_cannot_be_written_is_said(records: Records, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be written: .*; the graph that was there is kept"):
        save(records, tmp_path / "file" / "sample.graph")


def test_a_full_disk_keeps_the_old_graph(records: Records, tmp_path: Path) -> None:
    """The limit on the size of a file stands for the full disk: the write fails half-way in the same manner."""
    save(records, tmp_path)
    before = contents(tmp_path)
    script = (
        "import resource, sys\n"
        "from dataclasses import replace\n"
        "from graphbuild.errors import StoreError\n"
        "from graphbuild.store.records import load, save\n"
        "records = load(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n"
        "    save(replace(records, topics=()), sys.argv[1])\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert "cannot be written: File too large; the graph that was there is kept" in done.stdout
    assert contents(tmp_path) == before


def test_a_build_goes_on_with_the_documents_of_the_format_before(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    (tmp_path / "graph.json").write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(StoreError, match=r"bring it up to date with `graphbuild build"):
        load(tmp_path)
    assert load_documents(tmp_path) == records.documents
    save(replace(records, topics=()), tmp_path)
    assert load(tmp_path).topics == ()
