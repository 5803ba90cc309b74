"""Which model is in use: found by name or folder, checked to be whole, described."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from model_folders import add_encoder, make_model, write_json

from graphbuild.errors import ModelError
from graphbuild.parse import info, resolve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_model(tmp_path / "model")


def test_a_whole_folder_is_found_with_what_its_packages_depend_on(folder: Path) -> None:
    model = resolve(folder)
    assert model.packages == dict.fromkeys(("tokenize", "mwt", "pos", "lemma", "depparse", "ner"), "tiny")
    assert "fa/pretrain/tiny.pt" in model.md5
    assert model.encoder is None


def test_the_key_follows_the_files_and_not_the_place(folder: Path, tmp_path: Path) -> None:
    key = resolve(folder).key
    assert resolve(folder.rename(tmp_path / "elsewhere")).key == key
    add_encoder(tmp_path / "elsewhere")
    assert resolve(tmp_path / "elsewhere").key != key


def test_info_says_what_the_model_is(folder: Path) -> None:
    add_encoder(folder)
    found = info(resolve(folder))
    assert (found.name, found.licence, found.stanza, found.scores) == ("tiny", "CC0-1.0", "1.15.0", {"las": 12.5})
    assert found.size == sum(file.stat().st_size for file in (folder / "fa").rglob("*.*"))
    assert found.processors["pos"] == "tiny"


def test_info_of_a_model_without_a_card_says_less(folder: Path) -> None:
    found = info(resolve(folder))
    assert (found.name, found.licence, found.scores) == (str(folder), None, {})


def damage_weights(folder: Path) -> None:
    (folder / "fa" / "ner" / "tiny.pt").write_bytes(b"other")


def lose_weights(folder: Path) -> None:
    (folder / "fa" / "lemma" / "tiny.pt").unlink()


def lose_dependency(folder: Path) -> None:
    (folder / "fa" / "pretrain" / "tiny.pt").unlink()


def lose_index(folder: Path) -> None:
    (folder / "resources.json").unlink()


def damage_index(folder: Path) -> None:
    (folder / "resources.json").write_text("{")


def put_list_in_index(folder: Path) -> None:
    write_json(folder / "resources.json", [])


def lose_language(folder: Path) -> None:
    write_json(folder / "resources.json", {"de": {}})


def lose_processor(folder: Path) -> None:
    resources = json.loads((folder / "resources.json").read_text())
    del resources["fa"]["packages"]["default"]["ner"]
    write_json(folder / "resources.json", resources)


def damage_encoder(folder: Path) -> None:
    add_encoder(folder).write_bytes(b"other")


def lose_encoder(folder: Path) -> None:
    add_encoder(folder).unlink()


def age(folder: Path) -> None:
    write_json(folder / "model.json", {"stanza": "1.9.2"})


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (
            damage_weights,
            r"fa/ner/tiny\.pt: damaged \(its md5 sum is not the one in resources\.json\); give the folder",
        ),
        (lose_weights, r"fa/lemma/tiny\.pt: no such file; give the folder of a Stanza model"),
        (lose_dependency, r"fa/pretrain/tiny\.pt: no such file"),
        (lose_index, r"resources\.json: no such file; give the folder of a Stanza model, or one of builtin"),
        (damage_index, r"resources\.json: damaged \(.*\); give the folder"),
        (put_list_in_index, r"resources\.json: damaged \(no JSON object\)"),
        (lose_language, r"resources\.json: names no packages for 'fa'"),
        (lose_processor, r"resources\.json: no default package for ner"),
        (damage_encoder, r"fa/encoder/model\.safetensors: damaged \(its md5 sum is not the one in model\.json\)"),
        (lose_encoder, r"fa/encoder/model\.safetensors: no such file"),
        (age, r"made for Stanza 1\.9\.2, but 1\.15\.\d+ is installed; pip install 'stanza==1\.9\.\*'"),
    ],
)
def test_a_folder_that_is_not_whole_is_refused(folder: Path, harm: Callable[[Path], None], message: str) -> None:
    harm(folder)
    with pytest.raises(ModelError, match=message):
        resolve(folder)


def test_neither_torch_nor_stanza_is_loaded_before_a_text() -> None:
    code = "import sys, graphbuild.parse as p; p.Parser(); sys.exit(not {'torch', 'stanza'}.isdisjoint(sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere/resources\.json: no such file"):
        resolve(tmp_path / "nowhere")
