"""Records: JSON lines, CSV, Parquet and pandas give the same documents."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from read_samples import BODY, NEWS, TITLE

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read import Refusal, from_frame, read

ROWS = [
    {
        "id": "r-1",
        "title": TITLE,
        "text": BODY,
        "source": "نمونه",
        "url": "https://example.org/1",
        "published": "2025-01-17",
    },
    {"id": "r-2", "title": TITLE, "text": NEWS, "source": None, "url": None, "published": "1403/10/29"},
    {"id": None, "title": None, "text": BODY, "source": None, "url": None, "published": None},
]


def expected(file: str, third: object = 3) -> list[Document]:
    return [
        Document(
            path=f"{file}#r-1",
            text=f"{TITLE}\n\n{BODY}",
            title=TITLE,
            source="نمونه",
            url="https://example.org/1",
            published=date(2025, 1, 17),
        ),
        Document(path=f"{file}#r-2", text=NEWS.strip(), title=TITLE, published=date(2025, 1, 18)),
        Document(path=f"{file}#{third}", text=BODY, published=date(2000, 1, 1)),
    ]


def write(path: Path) -> Path:
    frame = pd.DataFrame(ROWS)
    match path.suffix:
        case ".jsonl":
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
        case ".csv":
            frame.to_csv(path, index=False)
        case ".parquet":
            frame.to_parquet(path)
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_document_a_record(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"news{suffix}")
    assert list(read(path, published="2000-01-01")) == expected(path.as_posix())


def test_a_frame() -> None:
    assert list(from_frame(pd.DataFrame(ROWS), published=date(2000, 1, 1))) == expected("frame", third=2)


def test_body_content_date_and_time_stamps() -> None:
    frame = pd.DataFrame({"Body": [BODY], "DATE": [pd.Timestamp("2025-01-17 22:00")]})
    (found,) = from_frame(frame, name="mine")
    assert found == Document(path="mine#0", text=BODY, published=date(2025, 1, 17))


def test_dates_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"content": [BODY, BODY], "date": [datetime(2025, 1, 17, 9), None]}).to_parquet(path)
    assert [d.published for d in read(path) if isinstance(d, Document)] == [date(2025, 1, 17), None]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    body = BODY.translate(str.maketrans("یک", "يك"))
    pd.DataFrame({"id": [7], "text": [body]}).to_csv(path, index=False, sep=delimiter, encoding=encoding)
    assert list(read(path)) == [Document(path=f"{path.as_posix()}#7", text=body)]


def test_a_long_csv_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = BODY + " که" * 100_000
    pd.DataFrame({"text": [long] * 5}).to_csv(path, index=False)
    assert [len(d.text) for d in read(path) if isinstance(d, Document)] == [len(long)] * 5


def test_bad_lines_are_refused_by_number_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": BODY})
    lines = [good, "{", '"text"', "{}", '{"text": 5}', "", good[:-1] + ', "date": "soon"}', "[" * 100_000, good]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read(path))
    assert [d.path.rpartition("#")[2] for d in found if isinstance(d, Document)] == ["1", "9"]
    assert [(r.path.rpartition("#")[2], r.reason.split(";")[0]) for r in found if isinstance(r, Refusal)] == [
        ("2", "no JSON (column 2: Expecting property name enclosed in double quotes)"),
        ("3", "no JSON object"),
        ("4", "no text in the record"),
        ("5", "text is not text but int"),
        ("7", "date 'soon' cannot be read"),
        ("8", "JSON nested too deep"),
    ]


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps({"id": 1, "text": BODY})] * 2), encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Document)
    assert second == Refusal(f"{path.as_posix()}#1", "the id occurs twice; give each record its own")


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY + "\ud83d"}), encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Document)
    assert found.text == BODY + "\ufffd"


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_no_text_column(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    frame = pd.DataFrame({"headline": [TITLE]})
    frame.to_csv(path) if suffix == ".csv" else frame.to_parquet(path)
    assert list(read(path)) == [Refusal(path.as_posix(), "no text column; name it text, body or content")]


def test_no_text_column_in_a_frame() -> None:
    with pytest.raises(InputError, match=r"^frame: no text column"):
        from_frame(pd.DataFrame({"headline": [TITLE]}))


def test_damaged_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'text\n{BODY.splitlines()[0]}\n"' + "x" * 2000, encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 nothing")
    first, csv, parquet = read(tmp_path, max_bytes=1000)
    assert isinstance(first, Document)
    assert isinstance(csv, Refusal)
    assert csv.reason == "after line 2: field larger than field limit (1000); mend the quotes"
    assert isinstance(parquet, Refusal)
    assert parquet.reason.startswith("no Parquet file (")
