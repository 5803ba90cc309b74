"""A model folder in Stanza's layout whose files hold no weights: enough to find, check and download it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from graphbuild.parse.models import PROCESSORS


def md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def make_model(folder: Path, *, url: str = "") -> Path:
    """Write a folder with one package ``tiny``; its tagger depends on word vectors."""
    language: dict[str, Any] = {"lang_name": "Persian", "packages": {"default": dict.fromkeys(PROCESSORS, "tiny")}}
    for processor in (*PROCESSORS, "pretrain"):
        file = folder / "fa" / processor / "tiny.pt"
        file.parent.mkdir(parents=True)
        file.write_bytes(f"weights of {processor}".encode())
        language[processor] = {"tiny": {"md5": md5(file)}}
    language["pos"]["tiny"]["dependencies"] = [{"model": "pretrain", "package": "tiny"}]
    write_json(folder / "resources.json", {"fa": language, "persian": {"alias": "fa"}, "url": url})
    return folder


def add_encoder(folder: Path) -> Path:
    """Give the model a transformer, and a card that knows it."""
    weights = folder / "fa" / "encoder" / "model.safetensors"
    weights.parent.mkdir()
    weights.write_bytes(b"weights of the encoder")
    card = {
        "name": "tiny",
        "licence": "CC0-1.0",
        "stanza": "1.15.0",
        "scores": {"las": 12.5},
        "md5": {"fa/encoder/model.safetensors": md5(weights)},
    }
    write_json(folder / "model.json", card)
    return weights


def lay_out_server(root: Path, *, address: str, version: str) -> None:
    """Lay a model out as Stanza's own servers do: the index, and a zip of the default package."""
    work = make_model(root / "work")
    resources = json.loads((work / "resources.json").read_text())
    files = root / "stanza-fa" / f"v{version}" / "models"
    files.mkdir(parents=True)
    with ZipFile(files / "default.zip", "w") as archive:
        for file in sorted((work / "fa").rglob("*.pt")):
            archive.write(file, file.relative_to(work / "fa"))
    resources["fa"]["default_md5"] = md5(files / "default.zip")
    resources["url"] = address + "/stanza-{lang}/v{resources_version}/models/{filename}"
    write_json(root / f"resources_{version}.json", resources)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
