"""The scanner: phrases of a sentence that name somebody, put together from titles, owners and names.

It reads tokens from left to right and knows the shapes of the language's noun phrases («NAME، TITLE OWNER», «TITLE OWNER
NAME», «همتای ADJECTIVE خود»), not whom they mean: that is `coref`. Titles, states and organizations come from the
knowledge base, names of persons from the tagger. One phrase becomes one `Unit`; units do not overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graphbuild.document import Clean, Mention, Sentence
from graphbuild.link.lexicon import Lexicon, TitleRow
from graphbuild.link.tokens import Token, text_of

UnitKind = Literal["person", "title", "counterpart", "pronoun", "state", "organization", "unnamed", "sides"]
OwnerKind = Literal["state", "organization", "home", "same_state", "same_organization"]

_OPEN_CLASSES = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LONGEST_COMPLEMENT = 7  # tokens; longer complements of a title are clauses that the tagger cut badly


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose office: a state (`value` is its ISO code), an organization (`value` its name), or a word that points back."""

    kind: OwnerKind
    value: str = ""
    state: str | None = None


@dataclass(frozen=True, slots=True)
class TitleUse:
    """A title in the text. `title` is its canonical form without the owner, `said` the form in the text.

    `former` marks «سابق», «منتخب» …, which make another office of it.
    """

    row: TitleRow
    title: str
    owners: tuple[Owner, ...] = ()
    plural: bool = False
    former: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A phrase over tokens `first`..`last` (inclusive). `name` is the token range of a person's name in it.

    `back`: it points back («این مقام»); `back_words`: its last tokens that name its owner («مقامات این کشور»).
    """

    kind: UnitKind
    first: int
    last: int
    name: tuple[int, int] | None = None
    titles: tuple[TitleUse, ...] = ()
    owner: Owner | None = None
    organization_kind: str | None = None
    plural: bool = False
    back: bool = False
    back_words: int = 0


class Scanner:
    """Scans the sentences of one document for units."""

    def __init__(self, lexicon: Lexicon, clean: Clean) -> None:
        self.lexicon = lexicon
        self.clean = clean

    def __call__(
        self, sentence: Sentence, row: Sequence[Token], mentions: Sequence[Mention], surnames: frozenset[str] = frozenset()
    ) -> list[Unit]:
        """The units of a sentence, in order. `surnames` are folded names that are known to be persons' here."""
        return _Scan(self.lexicon, self.clean, sentence, row, mentions, surnames).units()


class _Scan:
    def __init__(
        self,
        lexicon: Lexicon,
        clean: Clean,
        sentence: Sentence,
        row: Sequence[Token],
        mentions: Sequence[Mention],
        surnames: frozenset[str],
    ) -> None:
        self.lexicon, self.clean, self.sentence, self.row, self.surnames = lexicon, clean, sentence, row, surnames
        self.seen = {i for m in mentions if (found := self._range(m)) for i in range(found[0], found[1] + 1)}
        self.persons = self._persons(mentions)
        self.tagged = self._tagged(mentions)

    # -- names that the tagger saw

    def _range(self, mention: Mention) -> tuple[int, int] | None:
        inside = [i for i, token in enumerate(self.row) if token.start < mention.end and token.end > mention.start]
        return (inside[0], inside[-1]) if inside else None

    def _persons(self, mentions: Sequence[Mention]) -> dict[int, int]:
        """First token → last token of each person's name: honorifics, titles and stray words trimmed, halves joined."""
        ranges = sorted(filter(None, (self._range(m) for m in mentions if m.label == "PER")))
        joined: list[tuple[int, int]] = []
        for first, last in ranges:
            if joined and joined[-1][1] == first - 1 and self._same_phrase(first - 1, first):
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        found = {}
        for first, last in joined:
            while first <= last and self._no_name(first):
                first += 1
            end = first
            while end <= last and not self._no_name(end):
                end += 1
            known = self.lexicon.organization(self.row, first) if end > first else None
            if known is not None and known[1] >= end and not known[0].ambiguous:
                continue
            if end > first and any(len(self.row[i].key) > 1 for i in range(first, end)):
                found[first] = end - 1
        found = self._fuller(found)
        found |= self._known(found)
        return found | self._apposed_names(found)

    def _apposed_names(self, found: dict[int, int]) -> dict[int, int]:
        """A name that only its apposition tells: one unknown word between a preposition and «، همتای …»."""
        taken = {i for first, last in found.items() for i in range(first, last + 1)}
        extra = {}
        for i in range(2, len(self.row)):
            if self.row[i].text not in self.lexicon.marks("apposition_marks") or i - 1 in taken:
                continue
            name = self.row[i - 1]
            if name.upos not in {"NOUN", "PROPN"} or self.row[i - 2].upos != "ADP" or not name.key:
                continue
            use = self._counterpart_use(i + 1)
            if use is not None and self.lexicon.state(self.row, i - 1) is None:
                extra[i - 1] = i - 1
        return extra

    def _fuller(self, found: dict[int, int]) -> dict[int, int]:
        """The names, those that are part of a known office-holder's full name made full."""
        for start in range(len(self.row)):
            end = self.lexicon.holder(self.row, start)
            i = self._skip_honorifics(start)
            if end is None or end < i + 2:
                continue
            inside = [first for first, last in found.items() if first < end and last >= i]
            if inside and all(found[first] < end and first >= i for first in inside):
                found = {first: last for first, last in found.items() if first not in inside} | {i: end - 1}
        return found

    def _known(self, found: dict[int, int]) -> dict[int, int]:
        """Names that the tagger missed: of the document's own persons, and of known office-holders."""
        taken = {i for first, last in found.items() for i in range(first, last + 1)}
        extra: dict[int, int] = {}
        for i, token in enumerate(self.row):
            if i in taken or i - 1 in taken or i + 1 in taken or token.upos not in {"PROPN", "NOUN", "ADJ"}:
                continue
            end = self.lexicon.holder(self.row, i)
            if end == i + 1 and token.upos != "PROPN" and i not in self.seen:
                end = None
            if end is None and token.key in self.surnames and token.upos != "ADJ":
                end = i + 1
            if end is not None and self.lexicon.title(self.row, i) is None:
                extra[i] = end - 1
                taken.update(range(i, end))
        return extra

    def _same_phrase(self, left: int, right: int) -> bool:
        """Whether two neighbouring tokens hang together in the tree (a name that the tagger cut in two)."""
        a, b = self.sentence.words[self.row[left].first - 1], self.sentence.words[self.row[right].first - 1]
        return b.deprel.startswith("flat") and (b.head == a.id or b.head == a.head)

    def _no_name(self, i: int) -> bool:
        return (
            not self.row[i].key
            or self.row[i].upos in {"PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON", "DET"}
            or self.lexicon.honorific(self.row, i) is not None
            or ((title := self.lexicon.title(self.row, i)) is not None and not title[0].ambiguous)
            or self.lexicon.word("not_names", self.row, i) is not None
        )

    def _tagged(self, mentions: Sequence[Mention]) -> dict[int, int]:
        """First token → last token of organizations that the tagger saw and the knowledge base does not hold."""
        ranges = (self._range(m) for m in mentions if m.label == "ORG")
        return {found[0]: found[1] for found in ranges if found}

    # -- phrases

    def units(self) -> list[Unit]:
        found: list[Unit] = []
        i = 0
        while i < len(self.row):
            unit = self._unit(i)
            if unit is None:
                i += 1
            else:
                found.append(unit)
                i = unit.last + 1
        return found

    def _unit(self, i: int) -> Unit | None:
        if (unit := self._person(i) or self._counterpart(i) or self._sides(i)) is not None:
            return unit
        match = self.lexicon.title(self.row, i)
        generic = self.lexicon.word("proxies", self.row, i) or 0
        if (unnamed := self._unnamed(i)) is not None:
            return unnamed
        if match is not None and match[2] > generic and (title := self._title(i)) is not None:
            return title
        return (
            self._proxy(i)
            or self._title(i)
            or self._organization(i)
            or self._state(i)
            or self._pronoun(i)
        )

    def _name_at(self, i: int) -> tuple[int, int, int] | None:
        """(first, last, end) of a name at or after honorifics at `i`; `end` is the token after it and its quotes."""
        while i < len(self.row) and (
            (step := self.lexicon.honorific(self.row, i)) is not None
            or (step := self.lexicon.word("quotes", self.row, i)) is not None
        ):
            i = step
        if i not in self.persons:
            return None
        last = self.persons[i]
        end = self._skip("quotes", last + 1)
        return i, last, end

    def _skip(self, words: str, i: int) -> int:
        while i < len(self.row) and (step := self.lexicon.word(words, self.row, i)) is not None:
            i = step
        return i

    def _person(self, i: int) -> Unit | None:
        name = self._name_at(i)
        if name is None:
            return None
        first, last, end = name
        unit = Unit("person", i, max(last, end - 1) if i < first else last, (first, last))
        return self._with_titles(unit, end)

    def _with_titles(self, unit: Unit, i: int) -> Unit:
        """The unit with the titles that follow it in apposition, with or without a comma."""
        while True:
            at = self._skip("quotes", self._skip("apposition_marks", i))
            use = self._counterpart_use(at) or self._title_use(at)
            if use is None or use[0].plural:
                return unit
            if at > i and use[0].row is not self.lexicon.counterpart and not self._apposed(unit, at, use[1]):
                return unit
            found, end = use
            if self._of_another(unit, found):
                return unit
            unit = replace(unit, last=end - 1, titles=(*unit.titles, found))
            more = self.lexicon.word("and", self.row, end)
            if more is not None and not found.owners and (second := self._title_use(more)) and second[0].owners:
                owned = replace(found, owners=second[0].owners)  # «نخست‌وزیر و وزیر خارجه قطر»
                return replace(unit, last=second[1] - 1, titles=(*unit.titles[:-1], owned, second[0]))
            i = end

    def _of_another(self, unit: Unit, use: TitleUse) -> bool:
        """Whether a further title is an office of another state than those before it: it is somebody else's."""
        states = {owner.state for title in unit.titles for owner in title.owners if owner.state}
        return bool(states) and any(owner.state and owner.state not in states for owner in use.owners)

    def _skip_honorifics(self, i: int) -> int:
        while (step := self.lexicon.honorific(self.row, i)) is not None and step < len(self.row):
            i = step
        return i

    def _apposed(self, unit: Unit, first: int, end: int) -> bool:
        """Whether a title after a comma says who the name before it is: the tree hangs it there, or a comma closes it."""
        words = range(self.row[unit.first].first, self.row[unit.last].last + 1)
        title = range(self.row[first].first, self.row[end - 1].last + 1)
        heads = {self.sentence.words[w - 1].head for w in title} - set(title)
        closed = end >= len(self.row) or self.row[end].upos in {"PUNCT", "ADP", "CCONJ"}
        return closed or any(head in words for head in heads)

    def _title(self, i: int) -> Unit | None:
        use = self._title_use(i)
        if use is None:
            return None
        found, end = use
        titles: tuple[TitleUse, ...] = (found,)
        if found.plural:
            return Unit("title", i, end - 1, titles=titles, plural=True)
        more = self.lexicon.word("and", self.row, end)
        if more is not None and not found.owners and (second := self._title_use(more)) and second[0].owners:
            titles, end = (replace(found, owners=second[0].owners), second[0]), second[1]
        name = self._name_at(end) or self._name_at(self._skip("apposition_marks", end))
        if name is None:
            return Unit("title", i, end - 1, titles=titles)
        first, last, after = name
        unit = Unit("person", i, after - 1, (first, last), titles)
        return unit if first > last else self._with_titles(unit, after) if not found.owners else unit

    def _title_use(self, i: int) -> tuple[TitleUse, int] | None:
        """A title at token `i` with its owners, and the token after it."""
        match = self.lexicon.title(self.row, i)
        if match is None:
            return None
        row, plural, j = match
        former = False
        while j < len(self.row) and (step := self.lexicon.word("modifiers", self.row, j)) is not None:
            former = former or self.lexicon.word("former", self.row, j) is not None
            j = step
        title_end = j
        if row.state is not None:
            return TitleUse(row, self._text(i, title_end), (Owner("state", row.state, row.state),), plural, former), j
        if row.open:
            return self._open_title(i, row, plural, j)
        owners, j = self._owners(j, plural=plural)
        if not owners and (nested := self._title_use(j)) is not None and not nested[0].plural:
            owners, j, title_end = nested[0].owners, nested[1], self._without_owner(j, nested)
            return TitleUse(row, self._text(i, title_end), owners, plural, former), j
        if row.ambiguous and not owners:
            return None
        title = self._text(i, title_end) if former else row.title
        said = self._text(i, match[2])
        if row.posted:
            j = self._post(j)
        return TitleUse(row, title, owners, plural, former, said), j

    def _without_owner(self, i: int, nested: tuple[TitleUse, int]) -> int:
        match = self.lexicon.title(self.row, i)
        return match[2] if match is not None else nested[1]

    def _open_title(self, i: int, row: TitleRow, plural: bool, j: int) -> tuple[TitleUse, int] | None:
        """A title with a free complement («مدیرکل اروپای غربی وزارت امور خارجه»): the words of its own phrase."""
        head = self.row[i].first
        inside = set(range(head, self.row[j - 1].last + 1))
        start = j
        while j < len(self.row) and j - start < _LONGEST_COMPLEMENT:
            if j in self.persons or self.row[j].upos not in _OPEN_CLASSES | {"CCONJ"}:
                break
            owned, after = self._owners(j, plural=False)
            if owned:
                return TitleUse(row, self._text(i, j), owned, plural), after
            word = self.sentence.words[self.row[j].first - 1]
            follows = self.sentence.words[self.row[j + 1].first - 1] if j + 1 < len(self.row) else None
            if self.row[j].upos == "CCONJ":
                if follows is None or follows.head not in inside or follows.upos not in _OPEN_CLASSES:
                    break
            elif word.head not in inside or word.deprel.startswith("compound"):
                break
            inside.update(range(self.row[j].first, self.row[j].last + 1))
            j += 1
        return TitleUse(row, self._text(i, j), (), plural), j

    def _text(self, first: int, end: int) -> str:
        return text_of(self.clean, self.row, first, end - 1)

    def _owners(self, i: int, *, plural: bool) -> tuple[tuple[Owner, ...], int]:
        """The owners at token `i`, and the token after them; several only after a plural title."""
        first = self._owner(i)
        if first is None:
            return (), i
        owners, i = [first[0]], first[1]
        while plural:
            j = self._skip("joiners", i)
            following = self._owner(j) if j > i else None
            if following is None:
                break
            owners.append(following[0])
            i = following[1]
        return tuple(owners), i

    def _owner(self, i: int) -> tuple[Owner, int] | None:
        if i >= len(self.row):
            return None
        for kind in ("home", "same_state", "same_organization"):
            if (end := self.lexicon.word(kind, self.row, i)) is not None:
                return Owner(kind), end  # type: ignore[arg-type]
        j = self._skip("state_nouns", i)
        if (state := self.lexicon.state(self.row, j, adjectives=True)) is not None:
            return Owner("state", state[0], state[0]), state[1]
        if (state := self.lexicon.state(self.row, i, adjectives=True)) is not None:
            return Owner("state", state[0], state[0]), state[1]
        organization = self._organization_span(i)
        if organization is not None:
            name, _, state_code, end = organization
            return Owner("organization", name, state_code), end
        return None

    def _post(self, i: int) -> int:
        """The token after «در PLACE», where a posted official serves."""
        j = self.lexicon.word("post_in", self.row, i)
        if j is None:
            return i
        place = self._owner(j)
        return place[1] if place else i

    def _counterpart_use(self, i: int) -> tuple[TitleUse, int] | None:
        end = self.lexicon.word("counterpart", self.row, i)
        if end is None:
            return None
        end = self._skip("reflexives", end)
        owners, end = self._owners(end, plural=False)
        end = self._skip("reflexives", end)
        return TitleUse(self.lexicon.counterpart, self.lexicon.counterpart.title, owners), end

    def _counterpart(self, i: int) -> Unit | None:
        plural_end = self.lexicon.word("counterparts", self.row, i)
        if plural_end is not None:
            return Unit("counterpart", i, self._skip("reflexives", plural_end) - 1, plural=True)
        use = self._counterpart_use(i)
        if use is None:
            return None
        name = self._name_at(use[1]) or self._name_at(self._skip("apposition_marks", use[1]))
        if name is None:
            return Unit("counterpart", i, use[1] - 1, titles=(use[0],))
        return Unit("person", i, name[2] - 1, (name[0], name[1]), (use[0],))

    def _sides(self, i: int) -> Unit | None:
        """«دو طرف», «دو وزیر خارجه», «رؤسای جمهور دو کشور»: the parties of a talk that was told before."""
        end = self.lexicon.word("sides", self.row, i)
        both = self.lexicon.word("both", self.row, i)
        title = self.lexicon.title(self.row, i if both is None else both)
        if title is not None and both is not None and not self._owners(title[2], plural=True)[0]:
            end = max(end or 0, title[2])
        elif title is not None and title[1]:
            end = self.lexicon.word("both_states", self.row, title[2]) or end
        if end is None:
            return None
        titles = (TitleUse(title[0], title[0].title, plural=True),) if title is not None else ()
        last = (self.lexicon.word("both_states", self.row, end) or end) - 1
        return Unit("sides", i, last, titles=titles, plural=True)

    def _unnamed(self, i: int) -> Unit | None:
        """«یک مقام ارشد دولت آمریکا», «منابع آگاه», «این مقام»: people or media without a name."""
        start = i
        back = (step := self.lexicon.word("back", self.row, i)) is not None
        i = step if step is not None else i
        if (step := self.lexicon.word("ones", self.row, i)) is not None:
            back = back or self.lexicon.word("back", self.row, step) is not None
            i = self._skip("back", step)
        end = self.lexicon.word("unnamed", self.row, i)
        if end is None:
            return None
        owner, back_words = None, 0
        while end < len(self.row) and end - i < _LONGEST_COMPLEMENT and end not in self.persons:
            owned = self._owner(end)
            if owned is not None:
                owner, back_words, end = owned[0], owned[1] - end, owned[1]
                continue
            word = self.sentence.words[self.row[end].first - 1]
            if self.row[end].upos not in _OPEN_CLASSES or word.deprel.startswith("compound"):
                break
            if not self.row[i].first <= word.head <= self.row[end].first:
                break
            end += 1
        return Unit("unnamed", start, end - 1, owner=owner, back=back, plural=True, back_words=back_words)

    def _proxy(self, i: int) -> Unit | None:
        end = self.lexicon.word("proxies", self.row, i)
        if end is None:
            return None
        end = self._skip("modifiers", end)
        owner = self._owner(end)
        if owner is None or owner[0].kind in {"organization", "same_organization"}:
            return None
        return Unit("state", i, owner[1] - 1, owner=owner[0])

    def _organization_span(self, i: int) -> tuple[str, str, str | None, int] | None:
        """(name, kind, state, end) of an organization at `i`, from the knowledge base or else from the tagger."""
        known = self.lexicon.organization(self.row, i)
        if known is not None and (not known[0].ambiguous or i in self.tagged):
            organization, end = known
            if organization.state is None and organization.of_state:
                owner = self._owner_state(end)
                if owner is not None:
                    name = f"{organization.name} {self._text(end, owner[1])}"
                    return name, organization.kind, owner[0], owner[1]
            return organization.name, organization.kind, organization.state, end
        if i in self.tagged and self.row[i].upos in {"PROPN", "NOUN"}:
            last = self.tagged[i]
            state = next(
                (found[0] for j in range(i, last + 1) if (found := self.lexicon.state(self.row, j)) is not None), None
            )
            whole_state = self.lexicon.state(self.row, i, adjectives=True)
            if whole_state is not None and whole_state[1] > last:
                return None
            return self._text(i, last + 1), "organization", state, last + 1
        return None

    def _owner_state(self, i: int) -> tuple[str | None, int] | None:
        if i >= len(self.row):
            return None
        j = self._skip("state_nouns", i)
        if (state := self.lexicon.state(self.row, j, adjectives=True)) is not None:
            return state[0], state[1]
        if (end := self.lexicon.word("home", self.row, i)) is not None:
            return None, end
        return None

    def _organization(self, i: int) -> Unit | None:
        span = self._organization_span(i)
        if span is None:
            return None
        name, kind, state, end = span
        return Unit("organization", i, end - 1, owner=Owner("organization", name, state), organization_kind=kind)

    def _state(self, i: int) -> Unit | None:
        for kind in ("home", "same_state"):
            if (end := self.lexicon.word(kind, self.row, i)) is not None:
                return Unit("state", i, end - 1, owner=Owner(kind))  # type: ignore[arg-type]
        j = self._skip("state_nouns", i)
        state = self.lexicon.state(self.row, j, adjectives=False) or self.lexicon.people(self.row, j)
        if state is None:
            return None
        return Unit("state", i, state[1] - 1, owner=Owner("state", state[0], state[0]))

    def _pronoun(self, i: int) -> Unit | None:
        end = self.lexicon.word("pronouns", self.row, i)
        if end is None and i and self.lexicon.word("reflexive_after", self.row, i - 1) is not None:
            end = self.lexicon.word("reflexives", self.row, i)
        return None if end is None else Unit("pronoun", i, end - 1)
