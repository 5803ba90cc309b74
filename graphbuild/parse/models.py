"""Which Persian model parses: ours, Stanza's official one, or a folder of the user's.

A model is a folder as Stanza lays it out: ``resources.json`` (packages and md5 sums) and
``fa/<processor>/<package>.pt``. A model whose processors read a transformer carries it in ``fa/encoder``, in Hugging
Face's format. ``model.json`` beside ``resources.json``, where there is one, says what the model is: see `ModelInfo`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graphbuild import ids
from graphbuild.errors import ModelError

LANGUAGE = "fa"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
BUILTIN, OFFICIAL = "builtin", "official"

_OPTIONAL = frozenset({"mwt"})  # a treebank without multiword tokens needs none
_ADAPTER = "2"  # part of the key of a parse: raise it when the adapter gives other sentences for the same model
_BUILTIN_FOLDER = Path(__file__).parent.parent / "models"
_WITHOUT = "the builtin model works without it"


@dataclass(frozen=True)
class Model:
    """A model folder that was found whole."""

    name: str
    path: Path
    packages: Mapping[str, str]
    md5: Mapping[str, str] = field(repr=False)

    @property
    def encoder(self) -> Path | None:
        """The folder of the transformer that its processors share, if they read one."""
        folder = self.path / LANGUAGE / "encoder"
        return folder if folder.is_dir() else None

    @property
    def key(self) -> str:
        """Hash of what decides a parse: the model's files and the version of Stanza that runs them."""
        files = [f"{name} {md5}" for name, md5 in sorted(self.md5.items())]
        return ids.make("model", _ADAPTER, version("stanza"), *files)


@dataclass(frozen=True, kw_only=True)
class ModelInfo:
    """What a model is; `size` in bytes. `licence` and `scores` come from ``model.json``: None and empty without one."""

    name: str
    path: Path
    size: int
    processors: Mapping[str, str]
    licence: str | None
    stanza: str | None
    scores: Mapping[str, Any]


def resolve(model: str | Path = BUILTIN) -> Model:
    """Find a model by name (``builtin``, ``official``) or folder, and check that it is whole.

    Reads every file once (about 0.2 s for 70 MB), to compare md5 sums.

    Raises:
        ModelError: the folder is missing, a file of it is missing or damaged, or it was made for another Stanza.
    """
    name = str(model)
    if name == BUILTIN:
        mend = "install graphbuild again; the installation is not whole"
        return _check(name, _BUILTIN_FOLDER, mend)
    if name == OFFICIAL:
        return _check(name, official_folder(), "get it with `graphbuild model download`")
    mend = "give the folder of a Stanza model, or one of builtin, official"
    return _check(name, Path(model), mend)


def official_folder() -> Path:
    """Where Stanza itself keeps what it downloads (``STANZA_RESOURCES_DIR``, or its cache folder)."""
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def info(model: Model) -> ModelInfo:
    """What `graphbuild model info` shows."""
    card = _card(model.path)
    return ModelInfo(
        name=card.get("name", model.name),
        path=model.path,
        size=sum((model.path / name).stat().st_size for name in model.md5),
        processors=model.packages,
        licence=card.get("licence"),
        stanza=card.get("stanza"),
        scores=card.get("scores", {}),
    )


def download(*, folder: Path | None = None, resources_url: str | None = None, model_url: str | None = None) -> Model:
    """Get the official Persian package through Stanza's own download, and check it.

    `folder` is where it is put, Stanza's own folder without it; the addresses are those of a mirror.

    Raises:
        ModelError: no network, an answer that is not what was asked for, or a disk that cannot be written.
    """
    import stanza

    target = folder or official_folder()
    mirror = {"resources_url": resources_url, "model_url": model_url}
    options = {key: value for key, value in mirror.items() if value is not None}
    try:
        stanza.download(LANGUAGE, model_dir=str(target), verbose=False, **options)
    except (OSError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ModelError(
            f"{target}: the official model could not be downloaded ({reason[:200]}); try again with a network, or name"
            f" a mirror; {_WITHOUT}"
        ) from error
    return _check(OFFICIAL if folder is None else str(folder), target, "download it again")


def _check(name: str, path: Path, mend: str) -> Model:
    resources = _json(path / "resources.json", mend)
    language = resources.get(LANGUAGE)
    if not isinstance(language, dict) or not isinstance(language.get("packages"), dict):
        raise ModelError(f"{path / 'resources.json'}: names no packages for {LANGUAGE!r}; {mend}")
    _check_version(path)
    chosen = language["packages"].get("default", {})
    missing = [processor for processor in PROCESSORS if processor not in chosen and processor not in _OPTIONAL]
    if missing:
        raise ModelError(f"{path / 'resources.json'}: no default package for {', '.join(missing)}; {mend}")
    packages = {processor: str(chosen[processor]) for processor in PROCESSORS if processor in chosen}
    md5 = dict(_stanza_files(path, language, packages, mend))
    listed = _card(path).get("md5", {})
    there = {file.relative_to(path).as_posix() for file in (path / LANGUAGE / "encoder").glob("*")}
    for relative in sorted(there | listed.keys()):
        md5[relative] = _md5(path / relative, mend)
        if listed.get(relative, md5[relative]) != md5[relative]:
            raise ModelError(f"{path / relative}: damaged (its md5 sum is not the one in model.json); {mend}")
    return Model(name, path, packages, md5)


def _stanza_files(
    path: Path, language: Mapping[str, Any], packages: Mapping[str, str], mend: str
) -> list[tuple[str, str]]:
    """Relative path and md5 sum of each file of the packages, and of those these depend on; all checked."""
    wanted = list(packages.items())
    for processor, package in packages.items():
        entry = language.get(processor, {}).get(package, {})
        wanted += [(item["model"], item["package"]) for item in entry.get("dependencies", [])]
    found = []
    for processor, package in dict.fromkeys(wanted):
        entry = language.get(processor, {}).get(package, {})
        relative = f"{LANGUAGE}/{processor}/{package}.pt"
        md5 = _md5(path / relative, mend)
        if md5 not in (entry.get("md5"), entry.get("alternate_md5")):
            raise ModelError(f"{path / relative}: damaged (its md5 sum is not the one in resources.json); {mend}")
        found.append((relative, md5))
    return found


def _check_version(path: Path) -> None:
    installed, made_for = version("stanza"), _card(path).get("stanza")
    if made_for is not None and made_for.split(".")[:2] != installed.split(".")[:2]:
        release = ".".join(made_for.split(".")[:2])
        raise ModelError(
            f"{path}: made for Stanza {made_for}, but {installed} is installed; pip install 'stanza=={release}.*'"
        )


def _card(path: Path) -> dict[str, Any]:
    card = path / "model.json"
    return _json(card, "mend or delete it") if card.exists() else {}


def _json(path: Path, mend: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such file; {mend}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: damaged ({error}); {mend}") from error
    if not isinstance(found, dict):
        raise ModelError(f"{path}: damaged (no JSON object); {mend}")
    return found


def _md5(path: Path, mend: str) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such file; {mend}") from error
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}; {mend}") from error
