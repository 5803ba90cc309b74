"""Where judgements are passed: it keeps each of them, and knows what the analyst has ruled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graphbuild import ids
from graphbuild.records import Evidence, Judgement
from graphbuild.resolve.draft import Draft

Side = tuple[str, Evidence | None]
"""What is judged: its id (the anchor of a mention, or the key of a name), and the characters that say it."""


@dataclass(frozen=True)
class _Case:
    kind: Literal["talk", "official"]
    left: Side
    right: Side
    same: bool
    score: float
    reason: str
    by: Literal["rule", "analyst"]


class Bench:
    """Judgements of one build. `same` and `apart` are rulings of the analyst, as sets of anchors of mentions."""

    def __init__(
        self,
        *,
        same: Iterable[frozenset[str]] = (),
        apart: Iterable[tuple[frozenset[str], frozenset[str]]] = (),
    ) -> None:
        self.same = tuple(same)
        self.apart = tuple(apart)
        self._cases: dict[tuple[str, str, str], _Case] = {}

    def forbids(self, a: Draft, b: Draft) -> bool:
        """Whether the analyst says that the two are not one talk."""
        return bool(self.apart) and self.forbids_anchors(a.anchors, b.anchors)

    def forbids_anchors(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """The same of two sets of mentions."""
        return any((a & one and b & other) or (a & other and b & one) for one, other in self.apart)

    def talks(self, a: Draft, b: Draft, *, same: bool, score: float, reason: str) -> None:
        """Put on record what was judged of two drafts, by the first mention of each; the analyst's word stands."""
        if not (a.told and b.told):
            return
        if (not same and self.forbids(a, b)) or (same and any(a.anchors & s and b.anchors & s for s in self.same)):
            self.told(a, b, same=same)
        else:
            self.judged("talk", _side(a), _side(b), same=same, score=score, reason=reason)

    def told(self, a: Draft, b: Draft, *, same: bool) -> None:
        """Put on record that the analyst has ruled."""
        if a.told and b.told:
            self.judged(
                "talk",
                _side(a),
                _side(b),
                same=same,
                score=1.0 if same else 0.0,
                reason="corrections.toml",
                by="analyst",
            )

    def judged(
        self,
        kind: Literal["talk", "official"],
        left: Side,
        right: Side,
        *,
        same: bool,
        score: float,
        reason: str,
        by: Literal["rule", "analyst"] = "rule",
    ) -> None:
        """Put a judgement on record; of several on the same two the analyst's stands, else the last."""
        key = (kind, min(left[0], right[0]), max(left[0], right[0]))
        known = self._cases.get(key)
        if left[0] != right[0] and (known is None or known.by == "rule"):
            self._cases[key] = _Case(kind, left, right, same, score, reason, by)

    def judgements(self, nodes: Mapping[str, str]) -> tuple[Judgement, ...]:
        """All judgements, by id; `nodes` gives the talk of each anchor and the official of each name.

        What was judged apart and came to be one by another way is left out, and so is what is in no node any more.
        """
        found = []
        for case in self._cases.values():
            ends = (nodes.get(case.left[0]), nodes.get(case.right[0]))
            if None in ends or (ends[0] == ends[1]) != case.same:
                continue
            found.append(
                Judgement(
                    id=ids.make("judgement", case.kind, *sorted((case.left[0], case.right[0]))),
                    kind=case.kind,
                    left=case.left[0],
                    right=case.right[0],
                    same=case.same,
                    score=case.score,
                    reason=case.reason,
                    by=case.by,
                    nodes=tuple(sorted({end for end in ends if end is not None})),
                    evidence=tuple(e for _, e in (case.left, case.right) if e is not None),
                )
            )
        return tuple(sorted(found, key=lambda judgement: judgement.id))


def _side(draft: Draft) -> Side:
    return draft.told[0].anchor, draft.told[0].evidence
