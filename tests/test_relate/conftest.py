"""What the tests of the learned scorers share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture
def folds(tmp_path: Path) -> list[str]:
    """Two folders, "one" and "two", with six items of the gold each."""
    for n, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        for gold in sorted(GOLD.glob("*.gold.json"))[n:12:2]:
            for file in GOLD.glob(gold.name.replace(".gold.json", ".*")):
                shutil.copy(file, tmp_path / folder)
    return [str(tmp_path / "one"), str(tmp_path / "two")]
