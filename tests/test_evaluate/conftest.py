"""Gold written to a folder, for the tests of scoring."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from scored_samples import TEXT, Row

WriteGold = Callable[..., Path]


@pytest.fixture
def write_gold(tmp_path: Path) -> WriteGold:
    """Write ``NAME.txt`` with its gold and give the gold's path."""

    def write(*talks: Row, statements: tuple[Row, ...] = (), name: str = "invented", text: str = TEXT) -> Path:
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
        gold = {"document": f"{name}.txt", "reference_date": "2031-03-07", "talks": talks, "statements": statements}
        path = tmp_path / f"{name}.gold.json"
        path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        return path

    return write
