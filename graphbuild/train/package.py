"""Put trained parts together as a Stanza model folder: ``resources.json`` with md5 sums, ``fa/…``, ``model.json``."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

LANGUAGE = "fa"
PACKAGE = "graphbuild"
ENCODER = "graphbuild-fa-encoder"
"""The name by which the processors ask for the encoder; a loader hands it over under this name."""
UNREAD = ("word", "delta", "lemma")
"""Vocabularies in which a processor without word vectors looks nothing up: most of what there is to unpickle."""
SPECIAL = 4  # the entries that every vocabulary of Stanza begins with
LICENCE = "CC-BY-SA-4.0"


def assemble(parts: Mapping[str, Path], encoder: Path, out: Path) -> None:
    """Write the model folder ``out`` from one ``.pt`` a processor and the tuned encoder's folder.

    Files already in ``out`` that are not of the model (a model card, licences) stay.
    """
    for processor, source in parts.items():
        target = out / LANGUAGE / processor / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        _save_processor(source, target)
    _save_encoder(encoder, out / LANGUAGE / "encoder")
    packages = dict.fromkeys(parts, PACKAGE)
    files = {processor: {PACKAGE: {"md5": md5(out / LANGUAGE / processor / f"{PACKAGE}.pt")}} for processor in parts}
    resources = {
        LANGUAGE: {"lang_name": "Persian", "packages": {"default": packages, PACKAGE: packages}, **files},
        "persian": {"alias": LANGUAGE},
    }
    _write_json(out / "resources.json", resources)
    describe(out, scores={})


def describe(out: Path, *, scores: Mapping[str, Any]) -> None:
    """Write ``model.json``: what the model is, the encoder's md5 sums, and its scores where they are known."""
    encoder = sorted((out / LANGUAGE / "encoder").iterdir())
    card = {
        "name": PACKAGE,
        "licence": LICENCE,
        "stanza": version("stanza"),
        "scores": dict(scores),
        "md5": {path.relative_to(out).as_posix(): md5(path) for path in encoder},
    }
    _write_json(out / "model.json", card)


def md5(path: Path) -> str:
    """The md5 sum of a file, as Stanza records it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _save_processor(source: Path, target: Path) -> None:
    """Copy a processor without its optimizer and without the paths of the machine that trained it."""
    content = torch.load(source, map_location="cpu", weights_only=True)
    content.pop("optimizer_state_dict", None)
    config = content.get("config")
    if isinstance(config, dict):
        if config.get("bert_model"):
            config["bert_model"] = ENCODER
        for name, value in config.items():
            if isinstance(value, str) and "/" in value:
                config[name] = Path(value).name
        if not config.get("word_emb_dim", 1) and not config.get("pretrain"):
            for name in set(content["vocab"]) & set(UNREAD):
                _empty(content["vocab"][name])
    torch.save(content, target)


def _empty(vocabulary: dict[str, Any]) -> None:
    """Leave only the special entries."""
    kept = vocabulary["_id2unit"][:SPECIAL]
    vocabulary["_id2unit"], vocabulary["_unit2id"] = kept, {unit: index for index, unit in enumerate(kept)}


def _save_encoder(source: Path, target: Path) -> None:
    """Copy the encoder in half precision: half the size, and the scores do not change."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(source / name, target / name)
    weights = load_file(source / "model.safetensors")
    halved = {name: value.half() if value.is_floating_point() else value for name, value in weights.items()}
    save_file(halved, target / "model.safetensors", metadata={"format": "pt"})


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
