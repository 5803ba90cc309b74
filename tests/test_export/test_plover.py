"""Event data: the columns, who acts on whom, codes and contexts, and that the sentences are there."""

import csv
from pathlib import Path

import pytest

from graphbuild.errors import QueryError
from graphbuild.export.plover import COLUMNS, alpha3, events
from graphbuild.graph import Graph
from graphbuild.records import Records


def test_one_csv_with_the_documented_columns(sample_graph: Path, records: Records, tmp_path: Path) -> None:
    with Graph.open(sample_graph) as graph:
        (path,) = graph.export(tmp_path, format="plover", bom=True)
        with pytest.raises(QueryError, match="a BOM is for csv and plover"):
            graph.export(tmp_path, format="jsonl", bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfEvent ID,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len({row["Event ID"] for row in rows}) == len(rows)
    assert {row["Record"] for row in rows} == {r.id for r in (*records.talks, *records.statements)}
    days = [row["Event Date"] for row in rows if row["Event Date"]]
    assert days == sorted(days)


def test_a_call_is_one_row_of_two_equals(records: Records) -> None:
    (row,) = (r for r in events(records) if r["CAMEO Code"] == "041" and r["Factuality"] == "asserted")
    assert {row["Source Country"], row["Target Country"]} == {"IRN", "EGY"}
    assert (row["Source Sectors"], row["Target Sectors"], row["Directed"]) == ("GOV", "GOV", "no")
    assert (row["Event Type"], row["Event Mode"], row["Contexts"]) == ("CONSULT", "phone", "")
    assert row["Reports"] == 2
    document = next(d for d in records.documents if d.path == row["Document"])
    start = row["Start"]
    assert isinstance(start, int)
    assert document.text[start:].startswith(str(row["Sentence"]))


def test_a_denied_call_is_negated(records: Records) -> None:
    (row,) = (r for r in events(records) if r["Factuality"] == "denied")
    assert row["Contexts"] == "negation"


def test_a_mediator_acts_on_each_side(records: Records) -> None:
    rows = [row for row in events(records) if row["CAMEO Code"] == "045"]
    assert {row["Source Country"] for row in rows} == {"QAT"}
    assert {row["Target Country"] for row in rows} == {"IRN", "EGY"}
    assert {row["Directed"] for row in rows} == {"yes"}


def test_a_statement_has_its_speaker_and_at_most_one_target(records: Records) -> None:
    (row,) = (r for r in events(records) if r["CAMEO Code"] == "051")
    assert (row["Source Name"], row["Source Title"]) == ("کاوه رستگاران", "وزیر امور خارجه")
    assert (row["Target Name"], row["Target Country"], row["Target Sectors"]) == ("قطر", "QAT", "GOV")
    (media,) = (r for r in events(records) if r["Source Name"] == "خبرگزاری البرزنامه")
    assert media["Source Sectors"] == "MED"


def test_countries_are_alpha_3() -> None:
    assert [alpha3(state) for state in ("IR", "DE", "FR", "MM", "YE", None, "Q1")] == [
        "IRN", "DEU", "FRA", "MMR", "YEM", "", "",
    ]  # fmt: skip
