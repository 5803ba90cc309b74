"""Whose an office is: states, bodies, governments and persons after a title («وزیر خارجه مصر», «فرستاده پوتین»)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphbuild.link.bodies import MOST_ADJECTIVES, Bodies
from graphbuild.link.lexicon import TitleRow
from graphbuild.link.tokens import is_latin
from graphbuild.link.units import Owner

_ASSISTANT, _DEPUTY = "assistant", "deputy"  # kinds of office


@dataclass(eq=False)
class Owners(Bodies):
    """Reads owners at a token; each method returns what it found and the token after it.

    `principals` are folded surnames of those whom the document calls president, minister and so on.
    """

    principals: frozenset[str] = frozenset()

    def after_adjectives(self, i: int) -> int:
        """The token after adjectives; «وارد» is of the predicate («هیأت وارد X شد»)."""
        end = i
        while end < len(self.row) and self.row[end].upos == "ADJ" and end - i < MOST_ADJECTIVES:
            if self.lexicon.word("arriving", self.row, end) is not None:
                break
            end += 1
        return end

    def come_from(self, i: int) -> tuple[Owner, int] | None:
        """The state of «هیئتی از قطر»: a name, no adjective."""
        start = self.lexicon.word("of", self.row, i)
        state = self.lexicon.state(self.row, start) if start is not None else None
        return (Owner("state", state[0], state[0]), state[1]) if state is not None else None

    def principal(self, row: TitleRow, i: int) -> tuple[Owner, int] | None:
        """The person at token `i` whom a holder of the title serves («فرستاده پوتین»), and the token after the name.

        He is known to hold an office that others serve, by the knowledge base or the document, and not the title's own,
        or is called so that others serve him («نماینده آیت‌الله X»).
        """
        revered = self.lexicon.word("revered", self.row, i) is not None
        while (step := self.lexicon.honorific(self.row, i)) is not None and step < len(self.row):
            i = step  # «مشاور آقای X»
        if i not in self.persons or row.kind not in self.lexicon.retinue:
            return None
        name = self.text(i, self.persons[i] + 1)
        held = self.lexicon.kinds_of(name)
        served = revered or held & self.lexicon.principals or self.row[self.persons[i]].key in self.principals
        bare = row.kind == _ASSISTANT and " " not in row.title  # not «دستیار وزیر X»
        bare |= row.kind == _DEPUTY and self.persons[i] == i and " " not in row.title  # «معاون X», by his surname
        served = served or bare or "spokes" in row.kind  # «سخنگوی X», for a spokesman is of somebody or of a body
        return self.person(i) if served and row.kind not in held else None

    def after_name(self, i: int) -> int:
        """The token after the quotes of a name that ends before token `i`, and after that in Latin («X (Smith)»)."""
        end = self.skip("quotes", i)
        while end < len(self.row) and is_latin(self.row[end]):
            end = self.skip("quotes", end + 1)
        return end

    def person(self, i: int) -> tuple[Owner, int]:
        """The person named at token `i` as one whom others serve, and the token after the name."""
        end = self.persons[i] + 1
        name = self.text(i, end)
        states = self.lexicon.states_of(name)
        return Owner("person", name, next(iter(states)) if len(states) == 1 else None), end

    def owners(self, i: int, *, plural: bool) -> tuple[tuple[Owner, ...], int]:
        """The owners at token `i`, and the token after them; several only after a plural title."""
        found = self.owner(i)
        if not plural:
            return ((found[0],), found[1]) if found is not None else ((), i)
        if (end := self.lexicon.word("these_two", self.row, i)) is not None:
            return (Owner("state_before"), Owner("same_state")), end  # «همتایانش در این دو کشور»
        owners, end = [], i
        own = self.lexicon.word("own", self.row, i) if found is None else None
        step = self.skip("joiners", own) if own is not None else i
        if own is not None and step > own and (other := self.owner(step)) is not None and other[0].kind == "state":
            owners, found, i = [Owner("own_state")], other, step  # «وزیران بازرگانی خود و X»
        while found is not None:
            owners.append(replace(found[0], said=self.text(min(self.skip("state_nouns", i), found[1] - 1), found[1])))
            end = found[1]
            i = self.skip("and", self.skip("apposition_marks", end))  # «همتایان A و B؛ C: …»
            found = self.owner(i) if i > end else None
        return tuple(owners), end

    def owner(self, i: int) -> tuple[Owner, int] | None:
        if i >= len(self.row):
            return None
        for kind in ("home", "same_state", "own_state", "same_organization"):
            if (end := self.lexicon.word(kind, self.row, i)) is not None:
                return Owner(kind, self.row[end - 1].key if kind == "same_organization" else ""), end
        if (government := self.government(i)) is not None:
            return government
        j = self.skip("state_nouns", i)
        medium = self.lexicon.organization(self.row, i)
        at = next((j for j in range(i - 1, -1, -1) if self.row[j].upos != "ADJ"), -1)  # «خبرنگار پارلمانی فارس»
        reports = at >= 0 and self.lexicon.word("of_media", self.row, at) == at + 1
        if reports and medium is not None and medium[0].kind == "media":  # «خبرنگار الجزیره»
            return Owner("organization", medium[0].name, medium[0].state), medium[1]
        if (state := self.lexicon.state(self.row, j, adjectives=True)) is not None:
            return Owner("state", state[0], state[0]), state[1]
        if (state := self.lexicon.state(self.row, i, adjectives=True)) is not None:
            return Owner("state", state[0], state[0]), state[1]
        described = self._skip_adjectives(j) if j > i else j  # «دولت قانونی X»
        if described > j and (state := self.lexicon.state(self.row, described)) is not None:
            return Owner("state", state[0], state[0]), state[1]
        organization = self.organization(i)
        if organization is not None:
            name, _, state_code, end = organization
            return Owner("organization", name, state_code), end
        return None

    def listed(self, i: int) -> tuple[tuple[Owner, ...], int] | None:
        """Further states of a group, in a list that «و» closes («سران قطر، عمان و مصر»), and the token after it.

        A longer list may close with somebody else's title («سران قطر، عمان، مصر و رهبر ترکمنستان»).
        """
        found: list[Owner] = []
        while True:
            last = self.lexicon.word("and", self.row, i)
            step = last if last is not None else self.lexicon.word("apposition_marks", self.row, i)
            owned = self.owner(step) if step is not None else None
            if owned is None or owned[0].kind != "state":
                others = last is not None and self.lexicon.title(self.row, last) is not None
                return (tuple(found), i) if others and len(found) > 1 else None  # «سران A، B، C و رهبر D»
            found.append(owned[0])
            i = owned[1]
            if last is not None:
                return tuple(found), i

    def government(self, i: int) -> tuple[Owner, int] | None:
        """«دولت X»: the state that X is known to govern or to have governed, and the token after it."""
        start = self.lexicon.word("governments", self.row, i)
        if start is None or start not in self.persons:
            return None
        end = self.persons[start] + 1
        states = self.lexicon.states_of(self.text(start, end))
        if len(states) != 1 or not self.lexicon.kinds_of(self.text(start, end)) & self.lexicon.governing:
            return None
        (state,) = states
        return Owner("state", state, state), end
