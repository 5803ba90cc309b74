"""Morphological features, read off the tuned encoder by one linear layer a feature (it stays frozen)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from graphbuild.train.conllu import Tree
from graphbuild.train.joint import JointModel
from graphbuild.train.progress import Progress

NONE = "<EMPTY>"  # Stanza's name for "the word has no such feature"


@dataclass(frozen=True, slots=True)
class Reader:
    """The layer of one feature, such as Number: its values in the order of the layer's rows."""

    feature: str
    values: tuple[str, ...]
    weight: Tensor
    bias: Tensor


def fit(model: JointModel, trees: Sequence[Tree], *, epochs: int = 12, seed: int = 1) -> list[Reader]:
    """Fit every feature that the trees have, by logistic regression with Adam."""
    torch.manual_seed(seed)
    words = [row for tree in trees for row in tree.words]
    marked = [dict(part.split("=", 1) for part in row.feats.split("|")) if row.feats != "_" else {} for row in words]
    names = sorted({name for one in marked for name in one})
    values = {name: (NONE, *sorted({one[name] for one in marked if name in one})) for name in names}
    wanted = {name: torch.tensor([values[name].index(one.get(name, NONE)) for one in marked]) for name in names}
    features = _features(model, trees)
    sizes = [len(values[name]) for name in names]
    layer = nn.Linear(features.shape[1], sum(sizes))
    optimizer = torch.optim.Adam(layer.parameters(), lr=3e-3)
    for _ in range(epochs):
        order = torch.randperm(len(features))
        for start in range(0, len(features), 512):
            rows = order[start : start + 512]
            scores = torch.split(layer(features[rows]), sizes, dim=1)
            pairs = zip(names, scores, strict=True)
            loss = torch.stack([F.cross_entropy(score, wanted[name][rows]) for name, score in pairs]).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    parts = zip(names, torch.split(layer.weight.data, sizes), torch.split(layer.bias.data, sizes), strict=True)
    return [Reader(name, values[name], weight, bias) for name, weight, bias in parts]


@torch.no_grad()
def _features(model: JointModel, trees: Sequence[Tree]) -> Tensor:
    """One row a word, in the order of the trees."""
    model.eval()
    order = sorted(range(len(trees)), key=lambda index: len(trees[index].words))
    found: dict[int, Tensor] = {}
    progress = Progress("features", len(trees))
    for start in range(0, len(order), 16):
        part = order[start : start + 16]
        batch = model.batch([[row.form for row in trees[index].words] for index in part])
        rows = model.features(batch)[:, 1:]
        found.update({index: rows[at, : len(trees[index].words)] for at, index in enumerate(part)})
        progress.at(start)
    return torch.cat([found[index] for index in range(len(trees))])
