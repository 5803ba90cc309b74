"""The words of the link stage, ready for matching: titles, states, organizations and the small words around them.

Everything is matched on folded tokens joined without spaces, the longest first, so that spellings and lost half-spaces
do not matter. Built from `graphbuild.kb` (`extra` are tables of the user's own) and `lang/fa/link.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from os.path import commonprefix
from pathlib import Path

from graphbuild import kb, lang
from graphbuild.errors import LexiconError
from graphbuild.link.lists import LISTS
from graphbuild.link.names import name_key
from graphbuild.link.phrase_table import Phrases
from graphbuild.link.tokens import Token, key
from graphbuild.repair import lexicon as repair_lexicon
from graphbuild.repair.lexicon import letters

_SHORTEST_SURNAME = 3  # letters; shorter surnames are common words too often


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title: its display form, its kind of office, and how it behaves (see `lang/fa/titles.tsv`).

    `state` is set where the form itself names a seat or a state («سخنگوی کاخ سفید»), `singular` where it is a plural.
    """

    title: str
    kind: str
    unique: bool
    open: bool = False
    posted: bool = False
    ambiguous: bool = False
    state: str | None = None
    singular: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organization that the knowledge base holds; `of_state` when its name is completed by a state's.

    `ambiguous`: the form that matched is also a common word.
    """

    name: str
    kind: str
    state: str | None
    of_state: bool
    ambiguous: bool


class Lexicon:
    """Longest-match look-ups at a token. Each returns what it found and the index of the token after it."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        data = kb.load(extra)
        words = lang.toml("link.toml")
        missing = [name for name in LISTS if name not in words]
        if missing:
            raise LexiconError(f"{lang.FOLDER / 'link.toml'}: no list {missing[0]!r}; add it")
        self._words = {name: Phrases((word, True) for word in words[name]) for name in LISTS}
        self.pointed_kinds = {kind: frozenset(map(key, nouns)) for kind, nouns in words["pointed_kinds"].items()}
        self.same_work: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in words["same_work"].items()}
        self.stands_for: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in words["stands_for"].items()}
        self.of_any: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in words["of_any"].items()}
        self.governing = frozenset(words["governing"])
        self.of_every_state = frozenset(words["of_every_state"])
        self.shown_by_title = frozenset(words["shown_by_title"])
        self.same_titles = frozenset(words["same_titles"])
        self.shown_with_state = frozenset(words["shown_with_state"])
        self.principals = frozenset(words["service"]["principals"])
        self.retinue = frozenset(words["service"]["retinue"])
        self.seated = frozenset(words["service"]["seated"])
        self.deputies: dict[str, str] = words["service"]["deputies"]
        seats = {key(seat.form): state.iso2 for state in data.states for seat in state.seats}
        seats |= {
            key(form): row.state
            for row in data.organizations
            if row.kind in {"government", "military", "intelligence"} and row.state
            for form in (row.name, *row.aliases)
            if form not in row.ambiguous
        }
        seats |= {key(state.name): state.iso2 for state in data.states if state.name not in state.ambiguous}
        self._marks = {name: frozenset(word for word in words[name] if not key(word)) for name in LISTS}
        self._titles = Phrases(
            (form, (replace(_title(row, form, seats), singular=singular), bool(singular)))
            for row in data.titles
            for said, singular in (*((form, "") for form in (row.title, *row.forms)), *_plurals(row, words))
            for form in (said, *_bound(said, words))
        )
        self._of_kind: dict[str, str] = {}
        for title in data.titles:
            self._of_kind.setdefault(title.kind, title.title)
        self._given = frozenset(map(key, kb.given_names()))
        self._surname_endings = frozenset(map(key, kb.surname_endings()))
        self._honorifics = Phrases((word, True) for word in data.honorifics)
        names, adjectives, doubtful = [], [], set()
        for state in data.states:
            names += [
                (form, state.iso2)
                for form in (state.name, state.official, *state.aliases, *state.epithets, *state.capitals)
            ]
            adjectives += [(form, state.iso2) for form in state.adjectives]
            doubtful |= {key(form) for form in state.ambiguous}
        self._capitals = frozenset(key(form) for state in data.states for form in state.capitals)
        owned = [(form + ending, iso2) for form, iso2 in adjectives for ending in words["possessives"]]
        self._states, self._adjectives, self._doubtful = Phrases(names), Phrases([*adjectives, *owned]), doubtful
        self._peoples = Phrases(
            (adjective + suffix, iso2) for adjective, iso2 in adjectives for suffix in words["plural_suffixes"]
        )
        self._organizations = Phrases(
            (form, OrganizationRow(row.name, row.kind, row.state, row.of_state, form in row.ambiguous))
            for row in data.organizations
            for form in (row.name, *row.aliases, *((row.name_en,) if row.kind == "media" else ()))  # «به Newsmax گفت»
        )
        self._organizations.add(
            (seat.form, OrganizationRow(seat.form, "government", state.iso2, False, seat.form in state.ambiguous))
            for state in data.states
            for seat in state.seats
        )
        self.international = frozenset(row.name for row in data.organizations if row.kind == "international")
        self._press = {
            key(form): row.state
            for row in data.organizations
            if row.kind == "media" and row.state in words["persian_press"]
            for form in (row.name, *row.aliases)
        }
        self.office_holders = data.office_holders
        self._holder_keys = {
            holder: frozenset(name_key(name) for name in (holder.name, *holder.aliases))
            for holder in data.office_holders
        }
        self._dictionary = repair_lexicon.load()
        self._offices: dict[str, set[str]] = {}
        for holder in data.office_holders:
            if holder.state:
                self._offices.setdefault(holder.state, set()).add(holder.kind)
        self._states_of: dict[str, frozenset[str]] = {}
        self._kinds_of: dict[str, frozenset[str]] = {}
        for holder, keys in self._holder_keys.items():
            for folded in keys | {name_key(holder.name.split()[-1])}:
                self._kinds_of[folded] = self._kinds_of.get(folded, frozenset()) | {holder.kind}
                own = frozenset({holder.state} if holder.state else ())
                self._states_of[folded] = self._states_of.get(folded, frozenset()) | own
        self._holders = Phrases((form, form) for form in _holder_names(data))
        self.company = key(words["company"][0])
        self.meetings = frozenset(map(key, words["meetings"]))
        self.journeys = frozenset(map(key, words["journeys"]))
        self.own = frozenset(map(key, words["own"]))
        self.seat = words["post_in"][0]  # «در»
        self.former, self.acting = (frozenset(map(key, words[name])) for name in ("former", "acting"))
        self.of_one_state = frozenset(words["of_one_state"])
        self.plural_ending = key(words["plural_suffixes"][0])
        self.indefinite_ending = key(words["indefinite_suffixes"][0])
        self.state_names = {state.iso2: state.name for state in data.states}
        alone, before_state, *_ = words["counterpart"]
        self.counterpart = TitleRow(alone, "counterpart", unique=False, singular=before_state)

    def word(self, name: str, row: Sequence[Token], i: int) -> int | None:
        """The token after the longest phrase of the list `name` at `i`; punctuation is matched by itself."""
        if i < len(row) and row[i].text in self._marks[name]:
            return i + 1
        found = self._words[name].longest(row, i)
        return found[1] if found else None

    def title_of(self, kind: str, title: str) -> str:
        """The usual title of a kind of office, `title` where none is listed."""
        return self._of_kind.get(kind, title)

    def marks(self, name: str) -> frozenset[str]:
        """The punctuation of the list `name`."""
        return self._marks[name]

    def honorific(self, row: Sequence[Token], i: int) -> int | None:
        found = self._honorifics.longest(row, i)
        return found[1] if found else None

    def titled(self, text: str) -> TitleRow | None:
        """The title that a phrase is."""
        found = self._titles.get(text)
        return found[0] if found else None

    def title(self, row: Sequence[Token], i: int) -> tuple[TitleRow, bool, int] | None:
        """(title, plural, end)."""
        found = self._titles.longest(row, i)
        return (*found[0], found[1]) if found else None

    def state(self, row: Sequence[Token], i: int, *, adjectives: bool = False) -> tuple[str, int] | None:
        """(ISO code, end) of a state's name, capital or epithet; with `adjectives` also of «مصری»."""
        found = self._states.longest(row, i)
        if found and found[1] == i + 1 and row[i].key in self._doubtful:
            time = self.word("times", row, i) is not None and (i == 0 or row[i - 1].upos != "ADP")  # «دوشنبه» with «در»
            found = None if time or row[i].upos != "PROPN" else found
        if adjectives:
            adjective = self._adjectives.longest(row, i)
            if adjective and (found is None or adjective[1] > found[1]):
                return adjective
        return found

    def named_state(self, row: Sequence[Token], i: int) -> tuple[str, int] | None:
        """(ISO code, end) of a state's name where only a state can stand, though it may be a common word («مالی»)."""
        return self._states.longest(row, i)

    def is_doubtful(self, row: Sequence[Token], i: int, end: int) -> bool:
        """Whether a state's form at tokens `i` to `end` is also a common word or another name."""
        return "".join(token.key for token in row[i:end]) in self._doubtful

    def is_capital(self, row: Sequence[Token], i: int) -> bool:
        """Whether token `i` by itself is the name of a capital, and of no known office-holder."""
        return i < len(row) and row[i].key in self._capitals and self.holder(row, i) is None

    def people(self, row: Sequence[Token], i: int) -> tuple[str, int] | None:
        """(ISO code, end) of an adjective in the plural: «آمریکایی‌ها»."""
        return self._peoples.longest(row, i)

    def is_city(self, row: Sequence[Token], i: int) -> bool:
        """Whether token `i` is a capital or another city where talks are held."""
        return self.is_capital(row, i) or self.word("cities", row, i) is not None

    def city_end(self, row: Sequence[Token], i: int) -> int:
        """The token after the city that starts at token `i`."""
        capital = self.state(row, i) if self.is_capital(row, i) else None
        return capital[1] if capital is not None else self.word("cities", row, i) or i + 1

    def own_press(self, source: str | None) -> str | None:
        """The ISO code of the state, other than Iran, whose press writes Persian and which a medium belongs to."""
        return self._press.get(key(source)) if source else None

    def holder_keys(self, holder: kb.OfficeHolder) -> frozenset[str]:
        """The folded names of an office-holder."""
        return self._holder_keys[holder]

    def is_word(self, text: str) -> bool:
        """Whether a form is a word of the dictionaries (those of the repair stage)."""
        folded = letters(text)
        return folded in self._dictionary.known or folded in self._dictionary.words

    def is_given(self, text: str) -> bool:
        """Whether a form is a given name."""
        return key(text) in self._given

    def is_delegation(self, word: str) -> bool:
        """Whether a word is a noun for a delegation («هیئت»)."""
        return self._words["delegations"].get(word) is not None

    def names_group(self, text: str) -> bool:
        """Whether a phrase is a group told apart by whose it is («تیم ویتکاف», «خانواده X»)."""
        head = text.split()[0]
        return self.is_delegation(head) or self._words["kin"].get(head) is not None

    def ends_surname(self, token: Token) -> bool:
        """Whether a token is the ending of a surname, written apart («کوچک زاده»)."""
        return token.key in self._surname_endings

    def has_office(self, state: str, kind: str) -> bool:
        """Whether a state is known to have offices of this kind; true for a state of which nothing is known."""
        kinds = self._offices.get(state)
        return kinds is None or kind in kinds

    def states_of(self, name: str) -> frozenset[str]:
        """The states whose offices somebody of this name is known to have held."""
        return self._states_of.get(name_key(name), frozenset())

    def kinds_of(self, name: str) -> frozenset[str]:
        """The kinds of office that somebody of this name is known to have held."""
        return self._kinds_of.get(name_key(name), frozenset())

    def holder(self, row: Sequence[Token], i: int) -> int | None:
        """The token after the name of somebody who is known to have held an office."""
        found = self._holders.longest(row, i)
        return found[1] if found else None

    def body(self, name: str) -> OrganizationRow | None:
        """The organization that a whole name is of."""
        return self._organizations.get(name)

    def organization(self, row: Sequence[Token], i: int) -> tuple[OrganizationRow, int] | None:
        """(organization, end)."""
        return self._organizations.longest(row, i)


def _holder_names(data: kb.KnowledgeBase) -> Iterable[str]:
    """Full names of office-holders, and their surnames where no common word or given name is spelt so."""
    common = {key(name.form) for name in data.names}
    for holder in data.office_holders:
        for name in (holder.name, *holder.aliases):
            if len(name.split()) > 1 or (key(name) not in common and len(key(name)) > _SHORTEST_SURNAME):
                yield name
        surname = holder.name.split()[-1]
        if key(surname) not in common and len(key(surname)) > _SHORTEST_SURNAME:
            yield surname


def _plurals(row: kb.Title, words: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    """(plural, singular) of a title: the listed ones, and the regular ones on its head («فرستاده‌های ویژه»)."""
    forms = (row.title, *row.forms)
    yield from ((plural, _singular(plural, forms)) for plural in row.plurals)
    for form in forms:
        head, _, rest = form.partition(" ")
        yield from ((f"{head}{ending} {rest}", form) for ending in words["plural_endings"])


def _singular(plural: str, forms: Sequence[str]) -> str:
    """The form of a title that a plural is of: one that goes on as it does after its first word, which begins like its
    own («نمایندگان ویژه»: «نماینده ویژه»); else the title itself («سران»), which is the first of the forms.
    """
    rest = plural.partition(" ")[2]
    same = (form for form in forms if form.partition(" ")[2] == rest and form[0] == plural[0])
    return max((*same, forms[0]), key=lambda form: len(commonprefix((form, plural))))  # noqa: RUF071 (of letters)


def _bound(form: str, words: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The form before whose owner it is, where its last letter takes a letter for that («وزیر نیروی ایران»)."""
    if form.endswith(tuple(words["ezafe_after"])):
        yield form + words["ezafe"][0]


def _title(row: kb.Title, form: str, seats: Mapping[str, str]) -> TitleRow:
    folded = key(form)
    state = next((iso2 for seat, iso2 in seats.items() if folded.endswith(seat) and folded != seat), None)
    return TitleRow(row.title, row.kind, row.unique, row.open, row.posted, form in row.ambiguous, state)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, built once."""
    return Lexicon()
