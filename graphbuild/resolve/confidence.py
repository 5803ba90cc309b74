"""How far a talk can be believed to be in the texts: from how its mentions were read, linked and joined.

strength of a mention   = sureness of its rule (the score, where a scorer found it) * the least sureness of the links of
                          its parties
support of a source     = the most of (strength * join) over the mentions that it published
confidence of the talk  = 1 - product over its sources of (1 - support), at most `_MOST`

`join` is the score of the judgement that put the mention into the talk (1 for the first). A source is an outlet: ten
mentions in one report count as its best one, two outlets as two witnesses.

Limits: it says how sure the reading is, not how true the news; outlets that copy one another count as independent; the
sureness of rules is set near to their precision on the public gold, that of links by hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from graphbuild.link.model import How
from graphbuild.resolve.draft import Told

_MOST = 0.99
_LINKS: dict[How, float] = {
    "name": 1.0,
    "state": 0.98,
    "organization": 0.98,
    "title": 0.97,
    "counterpart": 0.93,
    "unnamed": 0.9,
    "sides": 0.88,
    "pronoun": 0.88,
}
_ELSEWHERE = 0.85  # a party that another sentence names
# By parts of a rule's id, the least that counts: near to the share of its talks that are right on the public gold.
_RULES = {
    "verbal": 0.88,
    "nominal": 0.85,
    "anaphor": 0.8,
    "summon": 0.78,
    "letter": 0.72,
    "occasion": 0.72,
    "occasion-of": 0.6,
    "host": 0.6,
}
_OTHER_RULE = 0.85
_WEAK = 0.75  # factor of a headline without a verb


def strength(rule: str, links: Iterable[How | None], *, weak: bool, score: float | None = None) -> float:
    """How sure a mention is, by its rule, or the score of the scorer that found it, and the links of its parties (None:
    named in another sentence).
    """
    sure = min((_RULES[part] for part in rule.split(".") if part in _RULES), default=_OTHER_RULE)
    sure = sure if score is None else score
    linked = min((_ELSEWHERE if how is None else _LINKS[how] for how in links), default=1.0)
    return round(sure * linked * (_WEAK if weak else 1.0), 4)


def surest(found: Iterable[How]) -> How | None:
    """The surest of several ways in which a sentence names a party."""
    return max(found, key=lambda how: (_LINKS[how], how), default=None)


def confidence(told: Iterable[Told]) -> float:
    """The confidence of a talk in [0, 1], from all its mentions."""
    support: dict[str, float] = {}
    for mention in told:
        support[mention.source] = max(support.get(mention.source, 0.0), mention.strength * mention.join)
    doubt = math.prod(1 - support[source] for source in sorted(support))
    return round(min(_MOST, 1 - doubt), 3)
