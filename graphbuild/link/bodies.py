"""Bodies in a sentence: ministries, parliaments, movements and media, those that nobody lists among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.document import Clean, Sentence
from graphbuild.link.lexicon import Lexicon, OrganizationRow
from graphbuild.link.persons import is_interviewer
from graphbuild.link.tokens import Token, text_of
from graphbuild.link.units import Owner, OwnerKind

OPEN_CLASSES = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LONGEST_PORTFOLIO = 4  # tokens of «تجارت خارجی» and its state
_LONGEST_OUTLET = 4  # tokens of the name of a medium
MOST_ADJECTIVES = 2


@dataclass(eq=False)
class Bodies:
    """Reads names of organizations at a token; each method returns what it found and the token after it.

    `persons` and `tagged` map the first to the last token of the persons' names and of the tagger's organizations.
    """

    lexicon: Lexicon
    clean: Clean
    sentence: Sentence
    row: Sequence[Token]
    persons: Mapping[int, int]
    tagged: Mapping[int, int]

    def organization(self, i: int) -> tuple[str, str, str | None, int] | None:
        """(name, kind, state, end) of an organization at `i`, from the knowledge base or else from the tagger."""
        known = self.lexicon.organization(self.row, i)
        if i and self.lexicon.word("waters", self.row, i - 1) == i + 1:
            return None
        if known is not None and known[0].kind == "media" and self._name_goes_on(i, known):
            known = None
        if known is not None and (
            not known[0].ambiguous or i in self.tagged or is_interviewer(self.lexicon, self.row, i, known[1])
        ):
            organization, end = known
            if organization.state is None and organization.of_state:
                described = end < len(self.row) and self.row[end].upos == "ADJ"  # «ارتش متجاوز X»
                owner = self._owner_state(end) or (self._owner_state(end + 1) if described else None)
                if owner is not None:
                    state_name = self.lexicon.state_names.get(owner[0] or "") or self.text(end, owner[1])
                    return f"{organization.name} {state_name}", organization.kind, owner[0], owner[1]
                if (ruling := self._ruling(end)) is not None:  # «وزارت خارجه طالبان»
                    name = f"{organization.name} {self.text(end, ruling[1])}"
                    return name, organization.kind, ruling[0].state, ruling[1]
                if organization.kind == "ministry" and (whole := self._of_portfolios(i, end, organization)) is not None:
                    return whole
            elif organization.kind in self.lexicon.of_every_state and (other := self._other_state(i, end)) is not None:
                return self.text(i, other[1]), organization.kind, *other  # «کنگره چین»
            if (branch := self._branch(i, end)) > end and organization.kind == "military":
                return self.text(i, branch), organization.kind, organization.state, branch  # «سپاه استان تهران»
            return (
                organization.name,
                organization.kind,
                organization.state,
                self._parenthesis(self._own_state(end, organization.state)),
            )
        if (outlet := self._outlet(i) or self._interviewer(i)) is not None:
            return outlet
        if i in self.tagged and self.row[i].upos in {"PROPN", "NOUN"}:
            last = self.tagged[i]
            if (medium := self._of_desk(i, last)) is not None:
                return medium
            state = self._state_inside(i, last)
            whole_state = self.lexicon.state(self.row, i, adjectives=True)
            if (whole_state is not None and whole_state[1] > last) or self._ends_in_states(i, last):
                return None
            end, whose = last + 1, self.lexicon.organization(self.row, last + 1)
            if whose is not None and self.sentence.words[self.row[end].first - 1].head in self._words(i, last):
                whole = self.organization(end)  # «دفتر مطبوعات وزارت خارجه X»
                end, state = (whole[3], whole[2]) if whole is not None else (end, state)
            return self.text(i, end), "organization", state, end
        return None

    def _of_desk(self, i: int, last: int) -> tuple[str, str, str | None, int] | None:
        """«گروه سیاست خارجی خبرگزاری X»: X, the medium whose desk is named."""
        desk = self.lexicon.word("desks", self.row, i)
        named = (self.lexicon.organization(self.row, k) for k in range(i + 1, last + 1)) if desk is not None else ()
        medium = next((known for known in named if known is not None and known[1] == last + 1), None)
        if medium is None or medium[0].kind != "media":
            return None
        return medium[0].name, "media", medium[0].state, last + 1

    def _ruling(self, i: int) -> tuple[OrganizationRow, int] | None:
        """The movement that rules somewhere, whose name begins at token `i`, and the token after it."""
        found = self.lexicon.organization(self.row, i)
        return found if found is not None and found[0].kind == "movement" else None

    def _of_portfolios(self, i: int, end: int, ministry: OrganizationRow) -> tuple[str, str, str | None, int] | None:
        """A ministry whose name goes on with a further portfolio before its owner («وزارت انرژی و آب طالبان»)."""
        for at in self.portfolio_ends(end):
            owner, ruling = self._owner_state(at), self._ruling(at)
            if owner is not None:
                state_name = self.lexicon.state_names.get(owner[0] or "") or self.text(at, owner[1])
                return f"{ministry.name} {state_name}", ministry.kind, owner[0], owner[1]
            if ruling is not None:
                return self.text(i, ruling[1]), ministry.kind, ruling[0].state, ruling[1]
        return None

    def portfolio_ends(self, i: int) -> Iterator[int]:
        """The tokens at which the owner of an office can stand behind a further portfolio that «و» opens at `i`."""
        start = self.lexicon.word("and", self.row, i)
        named = (self.lexicon.title, self.lexicon.organization, self.lexicon.state)
        if start is None or any(look(self.row, start) is not None for look in named):
            return
        if self.lexicon.word("proxies", self.row, start) is not None:
            return  # «وزارت خارجه و هیئت X»
        for end in range(start, min(start + _LONGEST_PORTFOLIO, len(self.row))):
            if self.row[end].upos not in OPEN_CLASSES:
                return
            if end > start:
                yield end
            if end in self.persons:
                return

    def quoted(self, i: int) -> tuple[Owner, int] | None:
        """The medium whose name opens in quotes at token `i`, and the token after them."""
        name = self.lexicon.word("quotes", self.row, i)
        end = self._closing(name) if name is not None else None
        if name is None or end is None or end == name or name in self.persons:
            return None
        known = self.lexicon.organization(self.row, name)
        whole = known is not None and known[1] == end
        return Owner("organization", known[0].name if known and whole else self.text(name, end)), end + 1

    def pointing(self, i: int, end: int) -> tuple[Owner, int] | None:
        """Whose the body at tokens `i` to `end` is, which every state has («وزارت خارجه این کشور»)."""
        known = self.lexicon.organization(self.row, i)
        if known is None or not known[0].of_state or known[1] != end:
            return None
        kinds: tuple[OwnerKind, ...] = ("same_state", "own_state")
        steps = ((kind, self.lexicon.word(kind, self.row, end)) for kind in kinds)
        return next(((Owner(kind), step) for kind, step in steps if step is not None), None)

    def _interviewer(self, i: int) -> tuple[str, str, str | None, int] | None:
        """«X در گفت‌وگو با «Y» (کویت) گفت», «… با «Y» با اشاره به Z گفت»: Y, a medium that the knowledge base does not
        hold.
        """
        if not i or self.row[i - 1].text not in self.lexicon.marks("quotes") or i in self.persons:
            return None
        end = self._closing(i)
        named = (
            end is not None and not self.persons.keys() & set(range(i, end)) and self.lexicon.title(self.row, i) is None
        )
        if end is None or not named:
            return None
        state, after = self._owner_state(end + 1) or (None, end + 1)
        classes = [token.upos for token in self.row[after : after + 2]]
        if classes[:1] not in (["VERB"], ["ADP"]) and classes != ["NOUN", "VERB"]:
            return None
        return (self.text(i, end), "media", state, after) if is_interviewer(self.lexicon, self.row, i, end) else None

    def _outlet(self, i: int) -> tuple[str, str, str | None, int] | None:
        """«روزنامه «امان پست»», «شبکه المدار»: a medium that the knowledge base does not hold."""
        start = self.lexicon.word("media_heads", self.row, i)
        if start is None and (named := self.lexicon.word("site_heads", self.row, i)) is not None:
            start = named if self.lexicon.word("quotes", self.row, self._skip_adjectives(named)) is not None else None
        if start is None:
            return self._programme(i)
        start = self._skip_adjectives(start)
        name = self.skip("quotes", start)
        known = self.lexicon.organization(self.row, name)
        goes_on = known is not None and self._name_goes_on(start, known)
        if known is not None and not goes_on and known[0].kind == "media" and (name > start or not known[0].ambiguous):
            end = self._own_state(known[1], known[0].state)
            after = self.skip_closing(end) if name > start else end
            return known[0].name, "media", known[0].state, self._parenthesis(after)
        end, quoted = name, name > start
        while end < len(self.row) and end - name < _LONGEST_OUTLET and self.row[end].key:
            if not quoted and self.row[end].upos != "PROPN" and not self.row[end].key.isascii():
                break  # «South China Morning Post» goes on
            if not quoted and self.lexicon.word("printed", self.row, end) is not None:
                break  # «روزنامه X چاپ لندن»
            end += 1
        if end == name or end in self.persons:
            return None
        after = self.skip_closing(end) if quoted else end
        return self.text(name, end), "media", None, self._parenthesis(after)

    def _programme(self, i: int) -> tuple[str, str, str | None, int] | None:
        """«برنامه آنلاین «X»», «برنامه «X» در شبکه Y», «برنامه «X» Y»: the network Y, else the programme."""
        head = self.lexicon.word("programme_heads", self.row, i)
        start = self._skip_adjectives(head) if head is not None else None
        if start is None or start >= len(self.row) or self.row[start].text not in self.lexicon.marks("quotes"):
            return None
        name = self.skip("quotes", start)
        end = self._closing(name)
        if end is None or end == name:
            return None
        after = self.skip_closing(end)
        network = self._outlet(self.skip("of_network", after)) or self._outlet(self.skip("post_in", after))
        known = self.lexicon.organization(self.row, self.skip("of_network", after))
        if network is None and known is not None and known[0].kind == "media":
            network = known[0].name, "media", known[0].state, known[1]
        return network or (self.text(name, end), "media", None, after)

    def _name_goes_on(self, first: int, known: tuple[OrganizationRow, int]) -> bool:
        """Whether the name of a medium at token `first` has more words than the known one («الوطن الجدید»,
        «شبکه «سی ان ان پرتغال»»).
        """
        i = known[1]
        opening = next((j for j in range(first, i) if self.row[j].text in self.lexicon.marks("quotes")), None)
        closing = self._closing(opening + 1) if opening is not None else None
        if closing is not None and self._own_state(i, known[0].state) < closing:
            return True
        if i >= len(self.row) or self.row[i].upos != "PROPN" or i in self.persons:
            return False
        listed = (self.lexicon.state(self.row, i, adjectives=True), self.lexicon.title(self.row, i))
        return not any(listed) and self.lexicon.organization(self.row, i) is None

    def _parenthesis(self, i: int) -> int:
        """The token after the short or foreign name of an organization in brackets: «(یونیفل)», «(WSB Atlanta)»."""
        if i >= len(self.row) or not self.row[i].text.startswith("("):
            return i
        for j in range(i, min(i + _LONGEST_OUTLET + 2, len(self.row))):
            if self.row[j].text.endswith(")"):
                inside = [token for token in self.row[i : j + 1] if token.key]
                foreign = all(token.key.isascii() for token in inside)
                return j + 1 if foreign or len(inside) == 1 else i
        return i

    def seat(self, end: int) -> int:
        """The token after the city in which a mission sits, else `end`."""
        place = self.lexicon.word("post_in", self.row, end)
        if place is None or place >= len(self.row) or not self.lexicon.is_capital(self.row, place):
            return end
        state = self.lexicon.state(self.row, place)
        return state[1] if state is not None else place + 1

    def _branch(self, i: int, end: int) -> int:
        """The token after the name of a branch of the body at tokens `i` to `end`: the nouns that hang on it."""
        known = self.lexicon.organization(self.row, end - 1)  # «سپاه» of «روابط عمومی سپاه»
        if known is None or known[1] != end or not known[0].ambiguous:
            return end
        inside = set(self._words(i, end - 1))
        while end < len(self.row) and end not in self.persons:
            word = self.sentence.words[self.row[end].first - 1]
            state = self.lexicon.state(self.row, end, adjectives=True) and not self.lexicon.is_capital(self.row, end)
            listed = state or self.lexicon.title(self.row, end) is not None
            named = word.deprel.startswith(("nmod", "flat")) and word.head in inside
            if listed or not named or self.row[end].upos not in {"PROPN", "NOUN"}:
                break
            inside.update(self._words(end, end))
            end += 1
        return end

    def _ends_in_states(self, first: int, last: int) -> bool:
        """Whether a name goes over into a list of states («کمیسیون مشترک X و Y»): they are who sits there."""
        for i in range(first + 1, last + 1):
            state = self.lexicon.state(self.row, i)
            if state is None:
                continue
            more = self.lexicon.word("and", self.row, state[1])
            if more is None and state[1] > last:
                more = self.lexicon.word("apposition_marks", self.row, state[1])
            if more is not None and self.lexicon.state(self.row, more) is not None:
                return True
        return False

    def _state_inside(self, first: int, last: int) -> str | None:
        """The state that an organization's name says, or that of a known organization in it («کمیسیون … مجلس»)."""
        for i in range(first, last + 1):
            if (state := self.lexicon.state(self.row, i)) is not None:
                return state[0]
        for i in range(first + 1, last + 1):
            known = self.lexicon.organization(self.row, i)
            if known is not None and known[0].state is not None and not known[0].ambiguous:
                return known[0].state
        return None

    def _other_state(self, i: int, end: int) -> tuple[str, int] | None:
        """The state after the organization at tokens `i` to `end`, where the tree hangs it there."""
        state = self.lexicon.state(self.row, end)
        if state is None:
            return None
        word = self.sentence.words[self.row[end].first - 1]
        return state if word.deprel.startswith("nmod") and word.head in self._words(i, end - 1) else None

    def _own_state(self, i: int, state: str | None) -> int:
        """The token after the name of the organization's own state («اخوان‌المسلمین مصر»)."""
        found = self._owner_state(i) if state is not None else None
        return found[1] if found is not None and found[0] == state else i

    def _owner_state(self, i: int) -> tuple[str | None, int] | None:
        if i >= len(self.row):
            return None
        for j in (self.skip("state_nouns", i), i):  # «جمهوری اسلامی» is no «جمهوری» of its own
            if (state := self.lexicon.state(self.row, j, adjectives=True)) is not None:
                return state[0], state[1]
        if (end := self.lexicon.word("home", self.row, i)) is not None:
            return None, end
        return None

    def _words(self, first: int, last: int) -> range:
        """The ids of the words of a range of tokens."""
        return range(self.row[first].first, self.row[last].last + 1)

    def _skip_adjectives(self, i: int) -> int:
        """The token after adjectives between the head of a medium's name and the name («روزنامه صهیونیستی معاریو»)."""
        j = i
        while j + 1 < len(self.row) and j - i < MOST_ADJECTIVES and self._describes(j):
            j += 1
        follows = j < len(self.row) and (
            self.row[j].upos == "PROPN" or self.row[j].text in self.lexicon.marks("quotes")
        )
        return j if follows or self.lexicon.organization(self.row, j) is not None else i

    def _describes(self, i: int) -> bool:
        """Whether token `i` is an adjective, or a state's before quotes, whatever the tagger says («آلمانی «X»»)."""
        quoted = self.row[i + 1].text in self.lexicon.marks("quotes")
        return self.row[i].upos == "ADJ" or (quoted and self.lexicon.state(self.row, i, adjectives=True) is not None)

    def _closing(self, name: int) -> int | None:
        """The token that closes the quotes in which a medium's name begins at token `name`."""
        limit = min(len(self.row), name + _LONGEST_OUTLET + 1)
        return next((j for j in range(name, limit) if self.row[j].text in self.lexicon.marks("closing")), None)

    def skip_closing(self, i: int) -> int:
        """The token after the quotes and brackets that close at `i`."""
        while i < len(self.row) and self.row[i].text in self.lexicon.marks("closing"):
            i += 1
        return i

    def skip(self, words: str, i: int) -> int:
        while i < len(self.row) and (step := self.lexicon.word(words, self.row, i)) is not None:
            i = step
        return i

    def text(self, first: int, end: int) -> str:
        return text_of(self.clean, self.row, first, end - 1)
