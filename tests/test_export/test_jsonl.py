"""The export format: exact fields, sorted lines, quotes that are the slices of their documents."""

import json
from dataclasses import replace
from pathlib import Path

from graphbuild.export import jsonl
from graphbuild.records import Records

TALK = (
    "id kind factuality date date_precision date_text place cameo plover confidence participants topics claims evidence"
)


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_file_a_kind_sorted_by_id(records: Records, tmp_path: Path) -> None:
    paths = jsonl.write(records, tmp_path)
    assert [path.stem for path in paths] == (
        ["documents", "officials", "positions", "states", "organizations", "topics", "places", "talks", "statements"]
    )
    for path in paths:
        ids = [row["id"] for row in read(path)]
        assert ids == sorted(ids)
        assert len(ids) == len(getattr(records, path.stem)) > 0


def test_the_fields_of_a_talk(records: Records, tmp_path: Path) -> None:
    jsonl.write(records, tmp_path)
    talks = read(tmp_path / "talks.jsonl")
    assert all(list(talk) == TALK.split() for talk in talks)
    (doha,) = (talk for talk in talks if talk["kind"] == "negotiation")
    assert doha["place"] == "دوحه"
    assert doha["date"] == "2025-01-16"
    assert doha["claims"] == [{"source": "وزارت امور خارجه ایران", "stance": "reports"}]
    participants = doha["participants"]
    assert isinstance(participants, list)
    assert [list(participant) for participant in participants] == [
        ["id", "name", "state", "organization", "position"]
    ] * 3
    assert participants[1]["name"] == "طارق المنیاوی"
    assert participants[1]["state"] == "EG"


def test_the_fields_of_a_statement(records: Records, tmp_path: Path) -> None:
    jsonl.write(records, tmp_path)
    for statement in read(tmp_path / "statements.jsonl"):
        assert list(statement) == ["id", "speaker", "act", "verb", "date", "about", "mentions", "evidence"]
        assert isinstance(statement["speaker"], dict)
        assert list(statement["speaker"]) == ["id", "name"]
        assert isinstance(statement["evidence"], list)
        assert list(statement["evidence"][0]) == ["document", "start", "end", "text"]


def test_every_quote_is_the_slice_of_its_document(records: Records, tmp_path: Path) -> None:
    jsonl.write(records, tmp_path)
    texts = {document.path: document.text for document in records.documents}
    for kind in ("talks", "statements", "officials", "positions"):
        for row in read(tmp_path / f"{kind}.jsonl"):
            assert isinstance(row["evidence"], list)
            for quote in row["evidence"]:
                assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"]


def test_line_ends_inside_a_text_are_escaped(records: Records, tmp_path: Path) -> None:
    strange = replace(records.topics[0], name="a\u2028b\u0085c\nd")
    jsonl.write(Records(topics=(strange,)), tmp_path)
    (row,) = read(tmp_path / "topics.jsonl")
    assert row["name"] == "a\u2028b\u0085c\nd"
