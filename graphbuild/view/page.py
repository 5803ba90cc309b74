"""One HTML page that needs nothing else: the data, the words and the code are in it, and it may load nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphbuild import folding
from graphbuild.errors import StoreError
from graphbuild.store.folder import write_file
from graphbuild.view.words import Language, words

_ROOM = files(__package__)
_SCRIPTS = (
    "vendor/cytoscape.min.js",
    *(f"page/{name}.js" for name in ("words", "fold", "filters", "shown", "labels", "picture", "details", "table")),
    "page/main.js",
)  # fmt: skip
_FRAME_HEIGHT = 640  # pixels of the page in a notebook


@dataclass(frozen=True)
class Page:
    """A page of a graph: its text, and how many parties and talks are in it. A notebook shows it in place.

    `undated_left_out` counts the talks without a date that would be in it but for its `since` or `until`.
    """

    html: str
    parties: int
    talks: int
    undated_left_out: int = 0

    def save(self, path: str | Path) -> Path:
        """Write the page and give its path. Raises StoreError when it cannot be written."""
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, self.html.encode())
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror or error}; choose another --out") from error
        return path

    def _repr_html_(self) -> str:
        frame = f'width="100%" height="{_FRAME_HEIGHT}" style="border:0" sandbox="allow-scripts"'
        return f'<iframe {frame} srcdoc="{html.escape(self.html)}"></iframe>'


def page(
    content: dict[str, Any], *, title: str, filters: dict[str, str], language: Language, undated_left_out: int = 0
) -> Page:
    """Put the page together from the data of `graphbuild.view.content`."""
    data = {**content, "title": title, "filters": filters, "language": language, "undated": undated_left_out}
    scripts = [_read(name) for name in _SCRIPTS]
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    allowed = ("default-src 'none'", f"script-src {hashes}", "style-src 'unsafe-inline'", "img-src data:")
    parts = {
        "POLICY": "; ".join((*allowed, "base-uri 'none'", "form-action 'none'")),
        "LANGUAGE": language,
        "DIRECTION": words()[language]["direction"],
        "TITLE": html.escape(title),
        "STYLE": _read("page/page.css"),
        "DATA": _json(data),
        "WORDS": _json(words()),
        "FOLDING": _json(_folding()),
        "SCRIPTS": "\n".join(f"<script>{text}</script>" for text in scripts),
    }
    text = ""
    for piece in _read("page/page.html").split(
        "@@"
    ):  # pieces in turn: text, name, text, name … so no part is read again
        text += parts.get(piece, piece)
    return Page(text, len(content["parties"]), len(content["talks"]), undated_left_out)


def _json(value: Any) -> str:
    """JSON that may stand in a script element: no ``<`` of the data can end it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _folding() -> dict[str, Any]:
    return folding.as_data()


@cache
def _read(name: str) -> str:
    return _ROOM.joinpath(name).read_text(encoding="utf-8")
