"""Weights of the learned scorers: logistic regressions over named, binary features, and the tables that they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from graphbuild.relate.scored import BIAS

Example = tuple[frozenset[str], bool, float]  # features, whether it is right, weight

RAREST = 3  # examples that a feature must be true of
PRIOR = 0.2  # variance of the prior of a weight
LEARNED = 0.06  # the same around a weight that was learned before from other texts
SMALLEST = 0.005  # absolute weights below are not written


def fit(
    examples: Sequence[Example],
    before: Mapping[str, float] = MappingProxyType({}),
    *,
    prior: float = PRIOR,
    smallest: float = SMALLEST,
) -> dict[str, float]:
    """The weights that make these examples likeliest, with a Gaussian prior, found by L-BFGS.

    `before`: the mean of the prior; those weights stay where the examples say nothing of them. `prior`: its variance
    where there are none.
    """
    import torch

    counts = Counter(name for features, _, _ in examples for name in features)
    names = sorted({name for name, count in counts.items() if count >= RAREST} | set(before) - {BIAS})
    number = {name: i for i, name in enumerate(names)}
    cells = [(row, number[name]) for row, (fs, _, _) in enumerate(examples) for name in sorted(fs) if name in number]
    table = torch.sparse_coo_tensor(
        torch.tensor(cells).T,
        torch.ones(len(cells), dtype=torch.float64),
        (len(examples), len(names)),
        check_invariants=False,
    ).coalesce()
    right = torch.tensor([float(right) for _, right, _ in examples], dtype=torch.float64)
    worth = torch.tensor([weight for _, _, weight in examples], dtype=torch.float64)
    variance = LEARNED if before else prior
    mean = torch.tensor([[before.get(name, 0.0)] for name in names], dtype=torch.float64)
    weights = mean.clone().requires_grad_()
    bias = torch.tensor([before.get(BIAS, 0.0)], dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([weights, bias], max_iter=300, line_search_fn="strong_wolfe", tolerance_grad=1e-4)
    loss = torch.nn.BCEWithLogitsLoss(weight=worth, reduction="sum")

    def closure() -> torch.Tensor:
        steps.zero_grad()
        value = loss(torch.sparse.mm(table, weights)[:, 0] + bias, right) + ((weights - mean) ** 2).sum() / (
            2 * variance
        )
        value.backward()
        return torch.as_tensor(value)

    steps.step(closure)  # type: ignore[no-untyped-call]
    learned = dict(zip(names, weights.detach()[:, 0].tolist(), strict=True))
    return {BIAS: bias.item(), **{name: value for name, value in learned.items() if abs(value) >= smallest}}


def write(path: Path, weights: Mapping[str, float], *, scorer: str, made_by: str) -> None:
    """Write weights as a table of `lang/fa`; the heading says whose (`scorer`: a module of `relate`) and by what"""
    rows = "".join(f"{name}\t{value:.3f}\n" for name, value in sorted(weights.items()))
    head = _HEADER.format(scorer=scorer, made_by=made_by)
    path.write_text(f"{head}feature\tweight\n{rows}", encoding="utf-8")


_HEADER = """\
# Weights of graphbuild/relate/{scorer}.py, made by `{made_by}`; not to be edited by hand.
# What those that are shipped were learned from, and their licence, stand in LEXICON.md.
"""
