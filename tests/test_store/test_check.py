"""The promises of a graph folder: kept by the sample, and every break of one is found."""

from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.errors import StoreError
from graphbuild.records import EntityRef, Records
from graphbuild.store.check import check, faults
from graphbuild.store.records import save

NOWHERE = EntityRef("official:0", "Official", "هیچ‌کس")


def broken(records: Records) -> dict[str, Records]:
    talk, statement, document = records.talks[0], records.statements[0], records.documents[0]
    quote = talk.evidence[0]

    def with_talk(**values: object) -> Records:
        return replace(records, talks=(replace(talk, **values), *records.talks[1:]))  # type: ignore[arg-type]

    return {
        "no evidence": with_talk(evidence=()),
        "does not say": with_talk(evidence=(replace(quote, start=quote.start + 1),)),
        "no such document": with_talk(evidence=(replace(quote, document="x.txt"),)),
        "fewer than two": with_talk(participants=talk.participants[:1]),
        "is not in \\[0, 1\\]": with_talk(confidence=1.5),
        "which is not there": replace(records, statements=(replace(statement, speaker=NOWHERE),)),
        "is one of": replace(records, talks=tuple(replace(t, anchors=("mention:1",)) for t in records.talks[:2])),
        "not that of the text": replace(records, documents=(replace(document, sha256="0"), *records.documents[1:])),
        "the id is not that of its official": replace(
            records, holdings=(replace(records.holdings[0], id="holding:0"),)
        ),
        "points at State": replace(records, states=()),
    }


def test_the_sample_keeps_its_promises(records: Records, sample_graph: Path) -> None:
    assert list(faults(records)) == []
    assert check(sample_graph) == []


def test_every_break_is_found(records: Records) -> None:
    import re

    for what, changed in broken(records).items():
        assert any(re.search(what, fault.what) for fault in faults(changed)), what


def test_corrections_that_cannot_be_read_are_a_fault(records: Records, tmp_path: Path) -> None:
    save(records, tmp_path)
    assert check(tmp_path) == []
    (tmp_path / "corrections.toml").write_text("[[alike]]\n", encoding="utf-8")
    (fault,) = check(tmp_path)
    assert "corrections.toml:1: unknown entry" in fault.what


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        check(tmp_path / "nothing")
