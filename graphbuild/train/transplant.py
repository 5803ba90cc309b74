"""Move the jointly tuned heads into Stanza's tagger, parser and name tagger, weight by weight.

Stanza's models read the encoder through a recurrent layer. Here that layer only hands its input on: the LSTM of a
highway layer is silenced, its gate held open, and the input scaled by `SMALL`, so that tanh is the identity to six
digits. What follows in Stanza is then the same arithmetic as `graphbuild.train.joint.Head`, and no second training is
needed. A blank model of the right shape, with Stanza's own vocabularies, is made by its trainer first (one step).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from graphbuild.train import inflection
from graphbuild.train.conllu import Tree
from graphbuild.train.inflection import Reader
from graphbuild.train.joint import Head, JointModel

SMALL = 1e-3
OPEN = 30.0  # sigmoid(30) is 1
NEVER = -1e4
SCHEME = "perdt"  # the task whose parser and tagger are shipped
NAMES = "ner"  # the task of the names
MIX = "bert_layer_mix.weight"
EMPTY = 2  # the id of "no value" in every vocabulary of Stanza
State = dict[str, Tensor]


def everything(model: JointModel, trees: Sequence[Tree], blanks: Path, out: Path) -> None:
    """Write ``pos.pt``, ``depparse.pt`` and ``ner.pt`` to ``out`` from the blanks of the same names.

    ``trees`` (with features) are what the readers of `graphbuild.train.inflection` are fitted on.
    """
    heads = {name: head for name, head in model.heads.items() if isinstance(head, Head)}
    mix = model.mix.data
    tagger(blanks / "pos.pt", out / "pos.pt", mix, heads[SCHEME], inflection.fit(model, trees))
    parser(blanks / "depparse.pt", out / "depparse.pt", mix, heads[SCHEME])
    namer(blanks / "ner.pt", out / "ner.pt", mix, heads[NAMES])


def tagger(blank: Path, out: Path, mix: Tensor, head: Head, readers: Sequence[Reader] = ()) -> None:
    """UPOS and features: a linear layer's scores pass through the ReLU as their positive and their negative part."""
    content = _load(blank)
    state = _zeroed(content["model"], mix)
    _open(state, "taggerlstm")
    classifiers = [("upos_clf", units(content, "upos"), head.tags, head.tag.weight.data, head.tag.bias.data)]
    features = content["vocab"]["feats"]["_id2unit"]
    for number, feature in enumerate(features):
        for reader in readers:
            if reader.feature == feature:
                name = f"tag_clf.feats.{number}"
                classifiers.append((name, features[feature], list(reader.values), reader.weight, reader.bias))
    first = 0
    for name, names, values, weight, bias in classifiers:
        middle, last = first + len(values), first + 2 * len(values)
        if last > len(state["upos_hid.weight"]):
            raise ValueError(f"{blank}: deep_biaff_hidden_dim is too small for {name}")
        state["upos_hid.weight"][first:last] = torch.cat([weight, -weight]) / SMALL
        state["upos_hid.bias"][first:last] = torch.cat([bias, -bias])
        state[f"{name}.bias"][:] = NEVER
        for column, value in enumerate(values):
            row = names.index(value)
            state[f"{name}.weight"][row, first + column], state[f"{name}.weight"][row, middle + column] = 1.0, -1.0
            state[f"{name}.bias"][row] = 0.0
        first = last
    set_before = {name for name, *_ in classifiers}
    for name in state:
        if name.startswith("tag_clf.") and name.endswith(".bias") and name.removesuffix(".bias") not in set_before:
            state[name][EMPTY] = 1.0  # nothing was read for it: no value
    _save(content, state, out)


def parser(blank: Path, out: Path, mix: Tensor, head: Head) -> None:
    """Arcs and labels: Stanza scores (dependent, head), the joint model's labels are stored as (head, dependent)."""
    content = _load(blank)
    state = _zeroed(content["model"], mix)
    _open(state, "parserlstm")
    for name, (first, second) in {
        "unlabeled": (head.arc_dep, head.arc_head),
        "deprel": (head.rel_dep, head.rel_head),
    }.items():
        for part, layer in (("W1", first), ("W2", second)):
            width = layer.out_features
            state[f"{name}.{part}.weight"][:width] = layer.weight.data / SMALL
            state[f"{name}.{part}.bias"][:width] = layer.bias.data
    arcs = state["unlabeled.scorer.W_bilin.weight"]  # dependent + 1, head + 1, 1
    width = head.arc.shape[1]
    arcs[:width, :width, 0] = head.arc.data[:width]
    arcs[-1, :width, 0] = head.arc.data[width]
    labels = state["deprel.scorer.W_bilin.weight"]  # dependent + 1, head + 1, labels
    width = head.rel.shape[1] - 1
    names = units(content, "deprel")
    prefix = len(names) - labels.shape[2]
    state["deprel.scorer.W_bilin.bias"][:] = NEVER
    for index, label in enumerate(head.labels):
        row = names.index(label) - prefix
        weight = head.rel.data[index].T
        labels[:width, :width, row] = weight[:width, :width]
        labels[-1, :width, row] = weight[width, :width]
        labels[:width, -1, row] = weight[:width, width]
        labels[-1, -1, row] = weight[width, width]
        state["deprel.scorer.W_bilin.bias"][row] = 0.0
    _save(content, state, out)


def namer(blank: Path, out: Path, mix: Tensor, head: Head) -> None:
    """Names: the scores go through the forward LSTM alone; the CRF forbids what BIOES forbids, and no more."""
    content = _load(blank)
    state = _zeroed(content["model"], mix)
    scores = len(head.tags)
    state["input_transform.weight"][:scores] = SMALL * head.tag.weight.data
    state["input_transform.bias"][:scores] = SMALL * head.tag.bias.data
    hidden = state["taggerlstm.lstm.weight_hh_l0"].shape[1]
    bias = state["taggerlstm.lstm.bias_ih_l0"]
    bias[:hidden], bias[hidden : 2 * hidden], bias[3 * hidden :] = OPEN, -OPEN, OPEN  # input, forget, output
    state["taggerlstm.lstm.weight_ih_l0"][2 * hidden : 3 * hidden, :hidden] = torch.eye(hidden)
    names = units(content, "tag")
    state["tag_clfs.0.bias"][:] = NEVER
    for column, tag in enumerate(head.tags):
        state["tag_clfs.0.weight"][names.index(tag), column] = 1 / SMALL
        state["tag_clfs.0.bias"][names.index(tag)] = 0.0
    transitions = state["crits.0._transitions"]
    for row, before in enumerate(names):
        for column, after in enumerate(names):
            if not _may_follow(before, after):
                transitions[row, column] = NEVER
    _save(content, state, out)


def _may_follow(before: str, after: str) -> bool:
    inside = before[:2] in ("B-", "I-")
    if after[:2] in ("I-", "E-"):
        return inside and before[2:] == after[2:]
    return not inside


def _open(state: State, layer: str) -> None:
    """Make a highway layer hand on ``SMALL`` times its input."""
    weight = state[f"{layer}.highway.0.weight"]
    if weight.shape[0] != weight.shape[1]:
        raise ValueError(f"{layer}: {tuple(weight.shape)} cannot hand its input on; its hidden_dim must be half of it")
    weight.copy_(SMALL * torch.eye(len(weight)))
    state[f"{layer}.gate.0.bias"][:] = OPEN


def _zeroed(state: Mapping[str, Tensor], mix: Tensor) -> State:
    """Zeros of the model's shapes, but for the mix of the encoder's layers."""
    if state[MIX].numel() != len(mix):
        raise ValueError(f"the blank reads {state[MIX].numel()} layers, the joint model {len(mix)}")
    return {**{name: torch.zeros_like(value) for name, value in state.items()}, MIX: mix[None].clone()}


def units(content: Mapping[str, Any], kind: str) -> Sequence[str]:
    """The entries of one of Stanza's vocabularies, by id."""
    vocabulary = content["vocab"][kind]
    units = vocabulary["_id2unit"]
    return units if isinstance(units, list) else next(iter(units.values()))


def _load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return content


def _save(content: dict[str, Any], state: State, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({**content, "model": state}, out)
