"""The shipped folder is whole, within its size, and says nothing of the machine that made it."""

import hashlib
import json
from pathlib import Path

import graphbuild

MODELS = Path(graphbuild.__file__).parent / "models"
MEGABYTE = 1_000_000


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def test_sums_are_right() -> None:
    resources = json.loads((MODELS / "resources.json").read_text("utf-8"))["fa"]
    for processor, package in resources["packages"]["default"].items():
        assert _md5(MODELS / f"fa/{processor}/{package}.pt") == resources[processor][package]["md5"]
    card = json.loads((MODELS / "model.json").read_text("utf-8"))
    for name, md5 in card["md5"].items():
        assert _md5(MODELS / name) == md5


def test_sizes_are_within_bounds() -> None:
    sizes = [path.stat().st_size for path in MODELS.rglob("*") if path.is_file()]
    assert sum(sizes) <= 100 * MEGABYTE
    assert max(sizes) <= 60 * MEGABYTE


def test_licence_and_card_are_there() -> None:
    assert (MODELS / "fa/LICENSE.txt").exists()
    assert "CC BY-SA 4.0" in (MODELS / "fa/MODEL_CARD.md").read_text("utf-8")
