"""What Browser is given: the style, the saved questions, the guide."""

from __future__ import annotations

import html
import io
import shutil
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from graphbuild.browser.pictures import cypher, pictures
from graphbuild.errors import StoreError
from graphbuild.store.folder import write_file

STYLE = "graphbuild.grass"
GUIDE = "graphbuild.html"
QUESTIONS = "graphbuild-questions.zip"
FILES = (STYLE, GUIDE, QUESTIONS)

_ROWS = "<!-- questions -->"  # stands in the guide where they go
_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can say: the same files give the same bytes


def write_files(directory: Path) -> list[Path]:
    """Write the style, the questions and the guide, to be dropped onto any Browser. Raises StoreError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in _contents().items():
            write_file(directory / name, content)
    except OSError as error:
        raise StoreError(f"{directory}: cannot be written: {error.strerror or error}; choose another folder") from error
    return [directory / name for name in FILES]


def add_to_jar(browser: Path, jar: Path) -> None:
    """Write a copy of Browser's jar in which our files lie beside its own, so that its server serves them too."""
    shutil.copyfile(browser, jar)
    with zipfile.ZipFile(jar, "a") as archive:
        for name, content in _contents().items():
            archive.writestr(zipfile.ZipInfo(f"browser/{name}", _DAY), content)


@cache
def _contents() -> Mapping[str, bytes]:
    here = files("graphbuild.browser")
    guide = (here / GUIDE).read_text(encoding="utf-8").replace(_ROWS, _guide_rows())
    return {STYLE: (here / STYLE).read_bytes(), GUIDE: guide.encode(), QUESTIONS: _zipped()}


def _zipped() -> bytes:
    """One file a question; Browser takes its first line, a comment, for the name of the saved script."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, question in pictures().items():
            text = f"// {name}: {question.description}\n{cypher(name)}\n"
            archive.writestr(zipfile.ZipInfo(f"graphbuild/{name}.cypher", _DAY), text)
    return sink.getvalue()


def _guide_rows() -> str:
    rows = (
        f"<h4>{html.escape(question.description)}</h4>\n"
        f'<pre class="pre-scrollable code runnable">{html.escape(cypher(name))}</pre>'
        for name, question in pictures().items()
    )
    return "\n".join(rows)
