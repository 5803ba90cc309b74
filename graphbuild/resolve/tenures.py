"""Who held an office when, as the documents say: «وزیر خارجه X» of one report is he whom another names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from graphbuild import kb
from graphbuild.link.tokens import key
from graphbuild.records import EntityRef, Holding, Participant, Position
from graphbuild.resolve.draft import Draft

_LASTS = dt.timedelta(days=90)  # before and after the days on which a holder was seen, his office is still taken as his


@dataclass(frozen=True)
class Tenures:
    """The holders that were seen in each office that one person has at a time."""

    holders: Mapping[str, tuple[Holding, ...]]
    officials: Mapping[str, EntityRef]

    @classmethod
    def of(
        cls, holdings: Iterable[Holding], positions: Mapping[str, Position], officials: Mapping[str, EntityRef]
    ) -> Tenures:
        """The tenures that the holdings of a corpus tell."""
        single = {title.title for title in kb.titles() if title.unique}
        found: dict[str, list[Holding]] = defaultdict(list)
        for holding in holdings:
            position = positions[holding.position]
            if position.title in single and position.state and _says_whose(holding, position.state):
                found[position.id].append(holding)
        return cls({position: tuple(seen) for position, seen in found.items()}, officials)

    def named(self, draft: Draft) -> Draft:
        """The draft with the holders of that day for the offices among its parties.

        Only where one alone was seen in the office, and near that day: a change of holders leaves the office as it is.
        """
        day = draft.date or (draft.published.isoformat() if draft.published else None)
        parties = [self._named(party, day) for party in draft.participants.values()]
        return replace(draft, participants={party.entity.id: party for party in reversed(parties)})

    def _named(self, party: Participant, day: str | None) -> Participant:
        seen = self.holders.get(party.entity.id, ())
        if party.entity.label != "Position" or day is None or len(seen) != 1 or not _near(seen[0], day):
            return party
        return replace(party, entity=self.officials[seen[0].official])


def _says_whose(holding: Holding, state: str) -> bool:
    """Whether a text names the state beside the holder; «رئیس‌جمهور این کشور» is too weak to name others by."""
    return any(form in key(cited.text) for cited in holding.evidence for form in _forms()[state])


@cache
def _forms() -> dict[str, frozenset[str]]:
    return {
        s.iso2: frozenset(map(key, filter(None, (s.name, s.official, *s.aliases, *s.adjectives, *s.capitals))))
        for s in kb.states()
    }


def _near(holding: Holding, day: str) -> bool:
    if holding.first_seen is None or holding.last_seen is None:
        return False
    first, last, asked = map(dt.date.fromisoformat, (holding.first_seen, holding.last_seen, day[:10]))
    return first - _LASTS <= asked <= last + _LASTS
