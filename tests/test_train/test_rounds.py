"""Tuning goes on from a packaged model: its heads come out as they went in, and new layers start silent."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

import graphbuild
from graphbuild.train import conllu, recover, silver, transplant, tune
from graphbuild.train.joint import UNKNOWN, Example, Head, JointModel, Options, Task

MODELS = Path(graphbuild.__file__).parent / "models"
ENCODER = MODELS / "fa/encoder"
OWN = Path(__file__).parents[1] / "corpora/diplomatic-test.conllu"
LAYERS = 8


def part(name: str) -> dict[str, dict[str, Tensor]]:
    content: dict[str, dict[str, Tensor]] = torch.load(MODELS / f"fa/{name}/graphbuild.pt", weights_only=True)
    return content


def tasks() -> list[Task]:
    """Tasks with the labels of the shipped parts, each in one sentence that holds them all."""
    tags = transplant.units(part("pos"), "upos")[4:]
    silent = part("depparse")["model"]["deprel.scorer.W_bilin.bias"] < 0  # labels of the other treebanks only
    names = transplant.units(part("depparse"), "deprel")[-len(silent) :]
    labels = [name for name, never in zip(names, silent.tolist(), strict=True) if not never]
    kinds = transplant.units(part("ner"), "tag")[4:]
    words = ("x",) * max(len(tags), len(labels))
    tree = Example(words, tuple((tags * 3)[: len(words)]), (0,) * len(words), tuple(labels))
    other = Example(words, ("NOUN", "NEW") + ("ADP",) * (len(words) - 2), tree.heads, ("new", *labels[1:]))
    return [
        Task("perdt", [tree], 0.5),
        Task("seraji", [other], 0.3),
        Task("ner", [Example(("x",) * len(kinds), tuple(kinds))], 0.2),
    ]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tensor]:
    path = tmp_path_factory.mktemp("recovered") / "x.heads.pt"
    recover.write(JointModel(ENCODER, tasks(), Options(layers=LAYERS)), MODELS, path)
    found: dict[str, Tensor] = torch.load(path, weights_only=True)["model"]
    return found


@pytest.fixture(scope="module")
def model(state: dict[str, Tensor]) -> JointModel:
    found = JointModel(ENCODER, tasks(), Options(layers=LAYERS))
    found.go_on_from(state)
    return found


def sentences() -> list[conllu.Tree]:
    return conllu.read(OWN)[:12]


def test_the_recovered_model_parses_as_the_shipped_one(model: JointModel) -> None:
    gold = tune.tree_examples(sentences())
    model.eval()
    found = model.predict("perdt", [example.words for example in gold])
    right = sum(a == b for x, y in zip(gold, found, strict=True) for a, b in zip(x.heads, y.heads, strict=True))
    assert right > 0.88 * sum(len(example.words) for example in gold)
    names = model.predict("ner", [example.words for example in gold])
    assert {tag for one in names for tag in one.tags} >= {"O", "S-LOC", "B-ORG"}


def test_heads_go_into_stanzas_parts_as_they_came_out(model: JointModel, tmp_path: Path) -> None:
    mix = model.mix.data
    heads = {name: head for name, head in model.heads.items() if isinstance(head, Head)}
    transplant.parser(MODELS / "fa/depparse/graphbuild.pt", tmp_path / "depparse.pt", mix, heads["perdt"])
    transplant.namer(MODELS / "fa/ner/graphbuild.pt", tmp_path / "ner.pt", mix, heads["ner"])
    for name in ("depparse", "ner"):
        again = torch.load(tmp_path / f"{name}.pt", weights_only=True)["model"]
        for key, value in part(name)["model"].items():
            assert torch.allclose(again[key], value, rtol=1e-4), key
    with pytest.raises(ValueError, match="reads 3 layers, the joint model 5"):
        transplant.parser(MODELS / "fa/depparse/graphbuild.pt", tmp_path / "x.pt", torch.zeros(5), heads["perdt"])


def test_a_head_of_other_labels_begins_as_a_copy(model: JointModel) -> None:
    perdt, seraji = model.heads["perdt"], model.heads["seraji"]
    assert isinstance(perdt, Head)
    assert isinstance(seraji, Head)
    assert torch.equal(perdt.arc, seraji.arc)
    for label in set(seraji.labels) & set(perdt.labels):
        assert torch.equal(seraji.rel[seraji.labels.index(label)], perdt.rel[perdt.labels.index(label)])
    assert not seraji.rel[seraji.labels.index("new")].any()


def test_other_labels_than_the_packaged_ones_are_refused(tmp_path: Path) -> None:
    strange = [Task("perdt", [Example(("x",), ("NEW",), (0,), ("root",))], 1.0)]
    with pytest.raises(ValueError, match="does not know NEW"):
        recover.write(JointModel(ENCODER, strange, Options(layers=LAYERS)), MODELS, tmp_path / "x.pt")


def test_a_deeper_encoder_begins_where_the_other_ended(state: dict[str, Tensor]) -> None:
    below = {
        name: value for name, value in state.items() if not name.startswith(f"encoder.encoder.layer.{LAYERS - 1}.")
    }
    shallow = JointModel(ENCODER, tasks(), Options(layers=LAYERS - 1))
    shallow.go_on_from(below)
    deep = JointModel(ENCODER, tasks(), Options(layers=LAYERS, read=5))
    deep.go_on_from(shallow.state_dict())
    shallow.eval()
    deep.eval()
    batch = shallow.batch([[row.form for row in tree.words] for tree in sentences()[:3]])
    with torch.no_grad():
        assert torch.allclose(shallow.features(batch), deep.features(batch), atol=1e-5)
    assert deep.mix.requires_grad
    assert not shallow.mix.requires_grad
    with pytest.raises(ValueError, match="misses some"):
        JointModel(ENCODER, tasks(), Options(layers=LAYERS, read=2)).go_on_from(shallow.state_dict())


def test_words_that_two_models_read_alike_are_kept(model: JointModel, state: dict[str, Tensor], tmp_path: Path) -> None:
    other = JointModel(ENCODER, tasks(), Options(layers=LAYERS))
    other.go_on_from(state)
    with torch.no_grad():
        head = other.heads["perdt"]
        assert isinstance(head, Head)
        head.tag.bias[head.tags.index("ADP")] -= 1e4  # this one knows no adposition
    words = [[row.form for row in tree.words] for tree in sentences()]
    alone = silver.agree([model], words)
    both = silver.agree([model, other], words)
    assert len(alone) == len(words)
    assert all(head != UNKNOWN for one in alone for head in one.heads)
    tags = {one.words: one.tags for one in alone}
    assert {tags[one.words][at] for one in both for at, tag in enumerate(one.tags) if not tag} == {"ADP"}
    silver.write(tmp_path / "silver.json", both)
    assert silver.load(tmp_path / "silver.json") == both
    assert torch.isfinite(model.loss("perdt", both))
