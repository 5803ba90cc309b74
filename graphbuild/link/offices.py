"""Offices in a sentence: titles with their owners («وزیر خارجه مصر»)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphbuild.kb.model import held_at_once
from graphbuild.kb.reader import ZWNJ
from graphbuild.link.bodies import OPEN_CLASSES
from graphbuild.link.lexicon import TitleRow
from graphbuild.link.tokens import key
from graphbuild.link.units import Owner, TitleUse
from graphbuild.link.whose import Owners

ENVOY, _DEPUTY = "envoy", "deputy"  # kinds of office
_LONGEST_OWN = 4  # tokens of a title with a pronoun
_MOST_WORDS = 3  # of a title between its known part and its state
LONGEST_COMPLEMENT = 7  # tokens; longer complements of a title are clauses that the tagger cut badly


@dataclass(eq=False)
class Offices(Owners):
    """Reads titles at a token; each method returns what it found and the token after it."""

    def title(self, i: int) -> tuple[TitleUse, int] | None:
        """A title at token `i` with its owners, and the token after it."""
        match = self.lexicon.title(self.row, i)
        if match is not None and match[2] == i + 1:
            match = self._around_adjectives(i, match[0]) or match
        if (own := self._own(i)) is not None and (match is None or match[2] < own[1]):
            return own
        if match is None or (match[2] == i + 1 and self.row[i].upos == "VERB"):
            return None  # «پیامک فرستاده است» names no envoy
        row, plural, j = match
        former = any(self.lexicon.word("former", self.row, k) is not None for k in range(i + 1, j))
        while j < len(self.row) and (step := self.lexicon.word("modifiers", self.row, j)) is not None:
            former = former or self.lexicon.word("former", self.row, j) is not None
            j = step
        title_end = j
        if row.state is not None:
            owner, further = Owner("state", row.state, row.state), self.owner(j)
            if further is not None and further[0].kind == "home":
                return TitleUse(row, self.text(i, j), (owner,), plural, former), further[1]
            if further is not None and further[0].kind == "state":
                owner, j = further  # «دبیر شورای عالی امنیت ملی ایران»
            return TitleUse(row, self.text(i, j), (owner,), plural, former), j
        if row.open:
            return self._open_title(i, row, plural, j)
        owners, j = self.owners(j, plural=plural)
        if owners and not plural and row.unique and (more := self._one_each(i, j)) is not None:
            said = self.text(i, title_end)
            return TitleUse(row, row.title, (*owners, *more[0]), plural=True, said=said), more[1]
        if not owners and (described := self._described_state(j)) is not None:
            owners, j = (described[0],), described[1]
        if not owners and row.kind in self.lexicon.governing and (sure := self.lexicon.named_state(self.row, j)):
            owners, j = (Owner("state", sure[0], sure[0]),), sure[1]  # «رئیس دولت مالی»
        if not owners and not plural and (further := self._further_state(i, j)) is not None:
            owners, j = (further[0],), further[1]
        if not owners and (principal := self.principal(row, j)) is not None:
            owners, j = (principal[0],), principal[1]
        if not owners and plural and (several := self._several(i, j, row)) is not None:
            return several
        if not owners and row.kind.endswith("minister") and (whole := self._portfolios(i, j, row)) is not None:
            return whole
        if not owners and (nested := self.title(j)) is not None and not nested[0].plural:
            owners, j, title_end = nested[0].owners, nested[1], self._without_owner(j, nested)
            return TitleUse(row, self.text(i, title_end), owners, plural, former), j
        if not owners and self._is_ours(i, j):
            j += 1  # «رئیس‌جمهور ما» is the own state's, as a bare title is
        elif not owners and not plural and self._goes_on(i, j):
            whole = self._open_title(i, row, plural, j)
            if whole is not None and whole[1] > j:
                return whole
        if row.ambiguous and not owners:
            return None
        if row.kind == ENVOY and (charge := self._charge(j)) is not None:
            j = charge
        title = self.text(i, title_end) if former else row.title
        said = self.text(i, title_end if former else match[2])
        text = f"{said} {self.text(title_end, j)}" if len(owners) == 1 and j > title_end else ""
        post = None
        if row.posted and (place := self._post(j)) is not None:
            post, j = (place[0], self.text(j, place[1])), place[1]
        return TitleUse(row, title, owners, plural, former, said, post, text), j

    def _around_adjectives(self, i: int, title: TitleRow) -> tuple[TitleRow, bool, int] | None:
        """A title that begins as the short one at token `i` and has adjectives inside («رهبر فرزانه انقلاب»); what they
        say of a deputy is his field («معاون سیاسی وزیر خارجه»).
        """
        j = self.after_adjectives(i + 1)
        whole = self.lexicon.title((self.row[i], *self.row[j:]), 0) if j > i + 1 and title.kind != _DEPUTY else None
        return (*whole[:2], j + whole[2] - 1) if whole is not None and whole[2] > 1 else None

    def _own(self, i: int) -> tuple[TitleUse, int] | None:
        """«X دیدار وزیر خارجه‌اش را تکذیب کرد»: a title with the pronoun of who speaks or acts, whose official it is."""
        for j in range(i, min(i + _LONGEST_OWN, len(self.row))):
            token = self.row[j]
            *words, pronoun = self.sentence.words[token.first - 1 : token.last]
            if not words or pronoun.upos != "PRON" or "Person=3" not in pronoun.feats:
                continue
            text = "".join(word.text for word in words).rstrip(ZWNJ)
            bare = replace(token, last=token.last - 1, text=text, key=key(text))
            match = self.lexicon.title((*self.row[:j], bare), i)
            if match is not None and match[2] == j + 1 and match[0].unique and not match[1]:
                said = f"{self.text(i, j)} {text}".strip() if j > i else text
                return TitleUse(match[0], match[0].title, (Owner("own_state"),), said=said), j + 1
        return None

    def _one_each(self, i: int, j: int) -> tuple[tuple[Owner, ...], int] | None:
        """The further states of «با وزیر خارجه A، B و C دیدار کرد», which names one holder each, at token `j`."""
        met = i > 0 and self.lexicon.word("company", self.row, i - 1) == i
        further = self.listed(j) if met else None
        return further if further is not None and len(further[0]) > 1 else None

    def _several(self, i: int, j: int, row: TitleRow) -> tuple[TitleUse, int] | None:
        """A plural title that goes on with further offices of the same owners («وزرای خارجه و دفاع X و Y»)."""
        rows = [row]
        while (step := self.skip("joiners", j)) > j:
            match = self.lexicon.title((self.row[i], *self.row[step:]), 0)
            if match is None or not match[1] or match[2] == 1:
                break
            rows, j = [*rows, match[0]], step + match[2] - 1
        owners, end = self.owners(j, plural=True)
        if len(rows) == 1 or not owners:
            return None
        first, *rest = (TitleUse(office, office.title, owners, plural=True) for office in rows)
        return replace(first, also=tuple(rest)), end

    def _portfolios(self, i: int, j: int, row: TitleRow) -> tuple[TitleUse, int] | None:
        """A minister's title that goes on with a further portfolio («وزیر دارایی و اقتصاد ترکمنستان»)."""
        for end in self.portfolio_ends(j):
            owners, after = self.owners(end, plural=False)
            ruled = owners and owners[0].kind == "organization" and self._ruling(end) is not None
            if owners and (owners[0].kind in {"state", "home"} or ruled):
                title = self.text(i, end)
                return TitleUse(row, title, owners, said=title), after
        return None

    def _without_owner(self, i: int, nested: tuple[TitleUse, int]) -> int:
        match = self.lexicon.title(self.row, i)
        return match[2] if match is not None else nested[1]

    def _open_title(self, i: int, row: TitleRow, plural: bool, j: int) -> tuple[TitleUse, int] | None:
        """A title with a free complement («مدیرکل اروپای غربی وزارت امور خارجه»): the words of its own phrase."""
        head = self.row[i].first
        inside = set(range(head, self.row[j - 1].last + 1))
        start = j
        while j < len(self.row) and j - start < LONGEST_COMPLEMENT:
            if (principal := self.principal(row, j)) is not None:
                return TitleUse(row, self.text(i, j), (principal[0],), plural), principal[1]
            if (served := self._served(i, row, j)) is not None and not plural:
                return served
            owned, after = self.owners(j, plural=False)
            if j in self.persons or self.lexicon.word("meetings", self.row, j) is not None:
                break
            if self.lexicon.word("times", self.row, j) is not None:
                break  # «معاون وزیر عصر دیروز …»
            if owned:
                place = self._post(after) if row.kind in self.lexicon.seated and not plural else None
                seated = place is not None and place[0].kind == "organization"  # «نماینده X در سازمان ملل»
                post, end = ((place[0], self.text(after, place[1])), place[1]) if place and seated else (None, after)
                return TitleUse(row, self.text(i, j), owned, plural, post=post, text=self.text(i, after)), end
            if (step := self.lexicon.word("called_by", self.row, j)) is not None:
                inside.update(range(self.row[j].first, self.row[step - 1].last + 1))
                j = step
                continue
            if self.row[j].upos not in OPEN_CLASSES | {"CCONJ"}:
                break
            word = self.sentence.words[self.row[j].first - 1]
            follows = self.sentence.words[self.row[j + 1].first - 1] if j + 1 < len(self.row) else None
            if self.row[j].upos == "CCONJ":
                if follows is None or follows.head not in inside or follows.upos not in OPEN_CLASSES:
                    break
            elif word.head not in inside or word.deprel.startswith("compound"):
                break
            inside.update(range(self.row[j].first, self.row[j].last + 1))
            j += 1
        if row.ambiguous and j == start:
            return None
        return TitleUse(row, self.text(i, j), (), plural), j

    def _served(self, i: int, row: TitleRow, j: int) -> tuple[TitleUse, int] | None:
        """«معاون امور سیاسی وزیر خارجه X»: a deputy whose principal's title stands at token `j`, with words between."""
        principal = self.lexicon.title(self.row, j) if row.kind == _DEPUTY else None
        kind = self.lexicon.deputies.get(principal[0].kind) if principal is not None else None
        nested = self.title(j) if kind is not None else None
        if kind is None or nested is None or nested[0].plural:
            return None
        use, end = nested
        said = self.text(i, self._without_owner(j, nested))
        return TitleUse(replace(row, kind=kind), said, use.owners, said=said, text=self.text(i, end)), end

    def _described_state(self, i: int) -> tuple[Owner, int] | None:
        """The state or body after adjectives at token `i` that say what the holder is like («رئیس‌جمهور خوش‌سخن مصر»)."""
        j = self.after_adjectives(i)
        owner = self.owner(j) if j > i else None
        return owner if owner is not None and owner[0].kind in {"state", "organization"} else None

    def _further_state(self, i: int, j: int) -> tuple[Owner, int] | None:
        """The state after further words of the title at `i` («رئیس مجلس خلق X»), where the tree joins all of them."""
        inside = set(range(self.row[i].first, self.row[j - 1].last + 1))
        for end in range(j, min(j + _MOST_WORDS, len(self.row) - 1)):
            token, word = self.row[end], self.sentence.words[self.row[end].first - 1]
            plain = (
                token.upos in OPEN_CLASSES and end not in self.persons and not self.lexicon.word("times", self.row, end)
            )
            if not plain or word.head not in inside or not word.deprel.startswith(("flat", "nmod", "amod")):
                return None
            inside.update(range(token.first, token.last + 1))
            state = self.lexicon.state(self.row, end + 1)
            if state is not None and self.sentence.words[self.row[end + 1].first - 1].head in inside:
                return Owner("state", state[0], state[0]), state[1]
        return None

    def _is_ours(self, i: int, j: int) -> bool:
        """Whether token `j` is «ما» and hangs on the title at `i`."""
        if self.lexicon.word("ours", self.row, j) is None:
            return False
        word = self.sentence.words[self.row[j].first - 1]
        return word.deprel.startswith("nmod") and self.row[i].first <= word.head <= self.row[j - 1].last

    def _goes_on(self, i: int, j: int) -> bool:
        """Whether a common noun at token `j` says of whom or what the title at `i` is («رهبر شورشیان»)."""
        if j >= len(self.row) or self.row[j].upos not in {"NOUN", "PROPN"} or self.lexicon.word("times", self.row, j):
            return False
        word = self.sentence.words[self.row[j].first - 1]
        inside = self.row[i].first <= word.head <= self.row[j - 1].last
        known = j in self.persons or j in self.tagged or self.lexicon.title(self.row, j) is not None
        return inside and word.deprel.startswith("nmod") and not known

    def of_state(self, i: int) -> tuple[TitleUse, int] | None:
        """A title of a state's office, with its state."""
        use = self.title(i)
        if use is None or use[0].plural or use[0].row.posted or not use[0].owners:
            return None
        return None if any(o.kind == "organization" for o in use[0].owners) else use

    def are_of_one(self, first: TitleUse, second: TitleUse) -> bool:
        """Whether two offices of a state are of one person: a deputy head of government is a minister, too, and the
        head of government is where somebody is known to have held both at once («نخست‌وزیر و وزیر خارجه قطر»).
        """
        both = first.row.kind, second.row.kind
        if not both[1].endswith("minister"):
            return False
        state = second.owners[0].state
        return both[0] == "deputy_prime_minister" or held_at_once(self.lexicon.office_holders, state, *both)

    def _charge(self, i: int) -> int | None:
        """The token after «در امور X», «برای X» of an envoy."""
        at = self.lexicon.word("charged", self.row, i)
        state = self.lexicon.state(self.row, at) if at is not None else None
        return state[1] if state is not None else None

    def _post(self, i: int) -> tuple[Owner, int] | None:
        """The place of «در PLACE», where a posted official serves, and the token after it."""
        j = self.lexicon.word("post_in", self.row, i)
        return self.owner(j) if j is not None else None

    def counterpart(self, i: int) -> tuple[TitleUse, int] | None:
        end = self.lexicon.word("counterpart", self.row, i)
        if end is None:
            return None
        end = self.skip("reflexives", end)
        owners, end = self.owners(end, plural=False)
        end = self.skip("reflexives", end)
        if not owners and (came := self.come_from(end)) is not None and self._is_said_of(came[1]):
            owners, end = (came[0],), came[1]
        return TitleUse(self.lexicon.counterpart, self.lexicon.counterpart.title, owners), end

    def _is_said_of(self, i: int) -> bool:
        """«با همتای خود از صربستان دیدار کرد», not «… از صربستان خواست»: whether token `i` takes nothing before it."""
        if i >= len(self.row):
            return True
        apart = self.lexicon.word("meetings", self.row, i) or self.lexicon.word("told", self.row, i)
        return apart is not None or self.row[i].upos in {"ADP", "CCONJ", "PUNCT"}
