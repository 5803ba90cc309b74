"""Which files a path stands for, in which order, and which of them are refused why."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from read_samples import ARABIC, ENGLISH, NEWS

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read import Refusal, read, sources

MEND_SIZE = "cut it into single reports"


def write(path: Path, content: str | bytes = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(folder: Path, *arguments: str | Path) -> list[str]:
    return [Path(getattr(s, "path", s)).relative_to(folder).as_posix() for s in sources(arguments or [folder])]


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.txt", "a/b/c.html", "a.txt", "B.TXT"]:
        write(tmp_path / name)
    assert names(tmp_path) == ["B.TXT", "a/b/c.html", "a/z.txt", "a.txt", "b.txt"]


def test_what_stands_beside_documents_is_left_out(tmp_path: Path) -> None:
    for name in [
        "a.txt",
        "a.meta.json",
        "a.gold.json",
        "gold.json",
        "README.md",
        ".hidden.txt",
        ".git/x.txt",
        "g.graph/x.parquet",
    ]:
        write(tmp_path / name)
    assert names(tmp_path) == ["a.txt"]
    assert names(tmp_path, tmp_path / ".hidden.txt") == [".hidden.txt"], "unless it is asked for"


def test_globs(tmp_path: Path) -> None:
    for name in ["x/1.txt", "x/2.txt", "x/2.meta.json", "y/1.txt", "[z].txt"]:
        write(tmp_path / name)
    assert names(tmp_path, f"{tmp_path}/*/1.txt") == ["x/1.txt", "y/1.txt"]
    assert names(tmp_path, f"{tmp_path}/**/[12].*") == ["x/1.txt", "x/2.txt", "y/1.txt"]
    assert names(tmp_path, f"{tmp_path}/?") == ["x/1.txt", "x/2.txt", "y/1.txt"]
    assert names(tmp_path, f"{tmp_path}/[z].txt") == ["[z].txt"], "a file of that very name goes first"


def test_each_file_once_in_the_order_of_the_arguments(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.txt"), write(tmp_path / "b.txt")
    assert names(tmp_path, b, tmp_path, a) == ["b.txt", "a.txt"]


@pytest.mark.parametrize("argument", ["nothing.txt", "nothing/*.txt"])
def test_a_path_that_does_not_exist_is_an_error_at_once(tmp_path: Path, argument: str) -> None:
    with pytest.raises(InputError, match=r"nothing.*(does not exist|no file matches)"):
        read(tmp_path / argument)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"published": "soon"}, "published: date 'soon' cannot be read; write it as 2025-01-17 or 1403-10-28"),
        ({"published": "2025-02-30"}, "published: date '2025-02-30' is no day of the calendar"),
        ({"encoding": "latin-99"}, "encoding 'latin-99': unknown encoding: latin-99; use a name such as windows-1256"),
        ({"encoding": "base64"}, "encoding 'base64': 'base64' is not a text encoding"),
        ({"max_bytes": 0}, "max_bytes 0: must be positive"),
    ],
)
def test_a_bad_option_is_an_error_at_once(tmp_path: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, **options)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty; remove it or give it a text"),
        ("a.txt", " \n\n", "empty; remove it or give it a text"),
        ("a.txt", "\ufeff", "empty; remove it or give it a text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "not a text file (it holds NUL bytes); give the document as .txt in UTF-8"),
        ("a.txt", ENGLISH, "no Persian in the text (its letters are Latin); give Persian news"),
        ("a.txt", ARABIC, "no Persian in the text (it looks like Arabic); give Persian news"),
        (
            "a.txt",
            "وزیرِ خارجہ نے کہا ہے کہ یہ ملاقات بہت اچھی رہی",
            "no Persian in the text (it looks like Urdu); give Persian news",
        ),
        ("a.txt", "1403/10/27 – 12:30", "no letters in the text; give Persian news"),
        ("a.html", b"", "empty; remove it or give it a text"),
        ("a.docx", NEWS, "no reader for .docx; use one of .txt, .html, .htm, .jsonl, .csv, .parquet"),
        ("a", NEWS, "no reader for a name without a suffix; use one of .txt, .html, .htm, .jsonl, .csv, .parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_read(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    bad, good = write(tmp_path / name, content), write(tmp_path / "good.txt")
    assert list(read([bad, good])) == [Refusal(bad.as_posix(), reason), Document(path=good.as_posix(), text=NEWS)]


def test_a_short_persian_headline_is_not_taken_for_arabic(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "دیدار علی نمونه با وزیر خارجه عمان")
    (found,) = read(path)
    assert isinstance(found, Document)


def test_the_largest_document(tmp_path: Path) -> None:
    size = len(NEWS.encode())
    path = write(tmp_path / "a.txt")
    (fits,) = read(path, max_bytes=size + 1)
    (too_large,) = read(path, max_bytes=size)
    assert isinstance(fits, Document)
    assert too_large == Refusal(path.as_posix(), f"{size / 1e6:g} MB or larger; {MEND_SIZE}")


def test_50_mb_are_refused_by_default(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert list(read(path)) == [Refusal(path.as_posix(), f"50 MB or larger; {MEND_SIZE}")]


def test_links_and_devices(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    broken, loop, pipe = read(tmp_path)
    assert broken == Refusal(
        (tmp_path / "broken.txt").as_posix(), "a link to a file that is not there; mend the link or remove it"
    )
    assert isinstance(loop, Refusal)
    assert pipe == Refusal((tmp_path / "pipe.txt").as_posix(), "not a regular file; give a file with text")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == [
        Refusal(tmp_path.as_posix(), "no documents in this folder; put .txt or .html files there")
    ]


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of the user whose rights are then in force: not the superuser, to whom nothing is forbidden."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        superuser = os.geteuid() == 0
        if superuser:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.chmod(folder, 0o755)
            for path in Path(folder).iterdir():
                os.chmod(path, 0o755)
            if superuser:
                os.seteuid(0)


def test_no_permission(ordinary_user: Path) -> None:
    write(ordinary_user / "closed" / "b.txt")
    write(ordinary_user / "closed.txt").chmod(0)
    write(ordinary_user / "good.txt")
    (ordinary_user / "closed").chmod(0)
    folder, file, good = read(ordinary_user, published=date(2025, 1, 17))
    (inside,) = read(ordinary_user / "closed" / "b.txt")
    assert folder == Refusal(
        (ordinary_user / "closed").as_posix(), "Permission denied; give yourself the right to read it"
    )
    assert isinstance(file, Refusal)
    assert file.reason == "Permission denied; check the file and your right to read it"
    assert isinstance(good, Document)
    assert isinstance(inside, Refusal)
    assert inside.reason == "Permission denied; check the file and your right to read it"
