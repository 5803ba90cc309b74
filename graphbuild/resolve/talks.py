"""One talk from many mentions: in a headline, a lead and a body, or in two reports."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from graphbuild.resolve.bench import Bench
from graphbuild.resolve.draft import Draft, Holders, merge
from graphbuild.resolve.judge import compatible, judge

_ANSWERED = dt.timedelta(days=7)  # a claim is denied within a week, or its denial is about another one
_RECALLED = dt.timedelta(days=60)  # of one place, so long: a review of the month still speaks of it
_NEIGHBOURS = 12  # talks of the same two that are looked at for one that was kept apart
_DOUBTFUL = 0.2  # score from which two talks that were kept apart are worth an analyst's look


def group(drafts: Sequence[Draft], *, bench: Bench, holders: Holders = frozenset()) -> list[Draft]:
    """Drafts with those of one talk merged, in the order of their first mention; `bench` keeps the judgements."""
    merged: list[Draft] = []
    for draft in drafts:
        for i, known in enumerate(merged):
            if not bench.forbids(known, draft) and compatible(known, draft, holders=holders):
                merged[i] = _joined(known, draft, bench, holders)
                break
        else:
            merged.append(draft)
    return merged


def across(drafts: Sequence[Draft], *, bench: Bench, holders: Holders) -> list[Draft]:
    """Drafts of several documents with those of one talk merged: the same parties on one known day, or a denial.

    What the analyst says is one is one; what was kept apart by little is put on record.
    """
    dated: dict[str, list[Draft]] = defaultdict(list)
    rest = []
    for draft in drafts:
        if draft.date and draft.date_precision == "day":
            dated[draft.date].append(draft)
        else:
            rest.append(draft)
    known = [merged for same in dated.values() for merged in group(same, bench=bench, holders=holders)]
    answered = _with_denials(known + rest, bench=bench, holders=holders)
    found = _as_told(answered, bench=bench, holders=holders)
    for a, b in _kept_apart(found):
        verdict = judge(a, b, holders=holders)
        if verdict.score >= _DOUBTFUL:
            bench.talks(a, b, same=False, score=verdict.score, reason=verdict.reason)
    return found


def _joined(known: Draft, draft: Draft, bench: Bench, holders: Holders) -> Draft:
    verdict = judge(known, draft, holders=holders)
    bench.talks(known, draft, same=True, score=verdict.score, reason=verdict.reason)
    return merge(known, draft, holders=holders, join=verdict.score)


def _with_denials(drafts: Sequence[Draft], *, bench: Bench, holders: Holders) -> list[Draft]:
    """The drafts, each claim with the denials of it in other documents, where no day tells that they are of one talk.

    Only a denial or a claim without a day is merged, and only with the one talk of the week that fits it.
    """
    merged = list(drafts)
    for draft in drafts:
        if draft.date is not None or draft.factuality not in {"alleged", "denied", "planned"}:
            continue
        others = [
            d
            for d in merged
            if d is not draft
            and _answers(draft, d)
            and not bench.forbids(d, draft)
            and compatible(d, draft, holders=holders)
        ]
        others = [d for d in others if d.factuality != "denied"] or others
        if len(others) == 1 and draft in merged:
            merged.remove(draft)
            merged[merged.index(others[0])] = _joined(others[0], draft, bench, holders)
    return merged


def _answers(a: Draft, b: Draft) -> bool:
    """Whether one denies what the other claims or plans, or both deny: within a week, or of one place within months."""
    if a.document == b.document or "denied" not in (a.factuality, b.factuality):
        return False
    if (
        not {a.factuality, b.factuality} <= {"alleged", "denied", "planned"}
        or a.published is None
        or b.published is None
    ):
        return False
    near = _ANSWERED if a.place is None or a.place != b.place else _RECALLED
    return abs(a.published - b.published) <= near


def _as_told(drafts: Sequence[Draft], *, bench: Bench, holders: Holders) -> list[Draft]:
    """The drafts with those merged that the analyst says are one; the first keeps its place."""
    merged = list(drafts)
    for anchors in bench.same:
        one = [d for d in merged if d.anchors & anchors]
        for other in one[1:]:
            first = next(d for d in merged if d.anchors & one[0].anchors)
            bench.told(first, other, same=True)
            merged.remove(other)
            merged[merged.index(first)] = merge(first, other, holders=holders)
    return merged


def _kept_apart(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Pairs of drafts that share two parties and are near in time, each pair once; not all pairs of a busy couple."""
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        for pair in combinations(sorted(draft.participants), 2):
            shared[pair].append(i)
    seen: set[tuple[int, int]] = set()
    for indexes in shared.values():
        in_time = sorted(indexes, key=lambda i: (_day_of(drafts[i]), i))
        for at, i in enumerate(in_time):
            for j in in_time[at + 1 : at + 1 + _NEIGHBOURS]:
                pair_of = (min(i, j), max(i, j))
                if pair_of not in seen:
                    seen.add(pair_of)
                    yield drafts[pair_of[0]], drafts[pair_of[1]]


def _day_of(draft: Draft) -> str:
    return draft.date or (draft.published.isoformat() if draft.published else "")
