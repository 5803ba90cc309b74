"""Invented reports with their written trees, for tests that load no model: FILE.toml holds texts, FILE.conllu trees."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.parse import conllu
from graphbuild.relate import Relater
from graphbuild.repair import Repairer

_MARK = "# newdoc id = "


@cache
def reports(path: Path) -> dict[str, dict[str, Any]]:
    """The reports of a TOML file by name: `text`, and what a test expects of it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _trees(path: Path) -> dict[str, str]:
    named = (part.partition("\n") for part in path.read_text(encoding="utf-8").split(_MARK)[1:])
    return {name.strip(): rows.rstrip("\n") + "\n" for name, _, rows in named}


@cache
def related(path: Path, name: str, *, source: str | None = None, published: date | None = None) -> Document:
    """A report of a TOML file with all its layers; its trees are of the text as it is repaired now."""
    text = reports(path)[name]["text"]
    document = Repairer()(Document(path=name, text=text, source=source, published=published))
    parsed = conllu.loads(_trees(path.with_suffix(".conllu"))[name], path=name)
    assert document.clean is not None
    assert parsed.clean is not None
    assert document.clean.text == parsed.clean.text
    return Relater()(Linker()(replace(document, sentences=parsed.sentences, mentions=parsed.mentions)))
