"""Take the joint model back out of a packaged one, the inverse of `graphbuild.train.transplant`.

So a model that is at hand only as it was shipped can be tuned on. What was not shipped cannot be had back: the heads of
the other treebanks begin as copies of the shipped one (labels are mapped to one scheme, so most have a place there).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from graphbuild.train.joint import Head, JointModel
from graphbuild.train.package import LANGUAGE, PACKAGE
from graphbuild.train.transplant import MIX, NAMES, SCHEME, SMALL, State, units


def write(model: JointModel, folder: Path, out: Path) -> None:
    """Write the weights of the model in ``folder`` as a ``.heads.pt`` file; ``model`` gives the shapes.

    The folder must come from `graphbuild.train.package` and have been made on the same labels.
    """
    encoder = load_file(folder / LANGUAGE / "encoder/model.safetensors")
    state: State = {f"encoder.{name}": value.float() for name, value in encoder.items()}
    pos, parser, namer = (_load(folder, name) for name in ("pos", "depparse", "ner"))
    state["mix"] = parser["model"][MIX][0].clone()
    for name, head in model.heads.items():
        assert isinstance(head, Head)
        if name == NAMES:
            _names(namer, head)
        else:
            _tags(pos, head, exact=name == SCHEME)
            _trees(parser, head, exact=name == SCHEME)
        state |= {f"heads.{name}.{part}": value for part, value in head.state_dict().items()}
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": state, "seen": 0, "step": 0}, out)


@torch.no_grad()
def _tags(content: dict[str, Any], head: Head, *, exact: bool) -> None:
    state, names = content["model"], units(content, "upos")
    scores = state["upos_clf.bias"]
    for row in _rows(head.tags, names, exact=exact):
        unit = names.index(head.tags[row])
        column = int(state["upos_clf.weight"][unit].argmax())  # the unit of the tag's positive part
        head.tag.weight[row] = SMALL * state["upos_hid.weight"][column]
        head.tag.bias[row] = state["upos_hid.bias"][column] + scores[unit]


@torch.no_grad()
def _trees(content: dict[str, Any], head: Head, *, exact: bool) -> None:
    state, names = content["model"], units(content, "deprel")
    for name, (first, second) in {
        "unlabeled": (head.arc_dep, head.arc_head),
        "deprel": (head.rel_dep, head.rel_head),
    }.items():
        for part, layer in (("W1", first), ("W2", second)):
            layer.weight.copy_(SMALL * state[f"{name}.{part}.weight"][: layer.out_features])
            layer.bias.copy_(state[f"{name}.{part}.bias"][: layer.out_features])
    arcs: Tensor = state["unlabeled.scorer.W_bilin.weight"]
    width = head.arc.shape[1]
    head.arc[:width], head.arc[width] = arcs[:width, :width, 0], arcs[-1, :width, 0]
    labels: Tensor = state["deprel.scorer.W_bilin.weight"]
    width = head.rel.shape[1] - 1
    kept = torch.tensor([*range(width), -1])
    for row in _rows(head.labels, names, exact=exact):
        place = names.index(head.labels[row]) - (len(names) - labels.shape[2])
        head.rel[row] = labels[kept][:, kept, place].T


@torch.no_grad()
def _names(content: dict[str, Any], head: Head) -> None:
    state, names = content["model"], units(content, "tag")
    for row in _rows(head.tags, names, exact=True):
        column = int(state["tag_clfs.0.weight"][names.index(head.tags[row])].argmax())
        head.tag.weight[row] = state["input_transform.weight"][column] / SMALL
        head.tag.bias[row] = state["input_transform.bias"][column] / SMALL


def _rows(wanted: list[str], names: Any, *, exact: bool) -> list[int]:
    missing = [label for label in wanted if label not in names]
    if missing and exact:
        raise ValueError(f"the packaged model does not know {', '.join(missing)}; it was made on other labels")
    return [row for row, label in enumerate(wanted) if label in names]


def _load(folder: Path, processor: str) -> dict[str, Any]:
    path = folder / LANGUAGE / processor / f"{PACKAGE}.pt"
    content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return content
