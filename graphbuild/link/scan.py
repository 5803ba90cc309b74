"""The scanner: phrases of a sentence that name somebody, put together from titles, owners and names.

It reads tokens from left to right and knows the shapes of the language's noun phrases («NAME، TITLE OWNER», «TITLE
OWNER NAME», «همتای ADJECTIVE خود»), not whom they mean: that is `coref`. One phrase becomes one `Unit`; units do not
overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.document import Clean, Mention, Sentence
from graphbuild.link.groups import Groups
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.offices import ENVOY, LONGEST_COMPLEMENT, Offices
from graphbuild.link.persons import Persons, token_range, without_time
from graphbuild.link.tokens import Token
from graphbuild.link.trees import acts_alone, is_second_subject, only_counts
from graphbuild.link.units import Owner, TitleUse, Unit

_LONGEST_AGENT = 2  # tokens of «از سوی»
_APART = frozenset({"PUNCT", "ADV", "CCONJ", "SCONJ"})  # before a phrase that hangs on no noun


def scan(
    lexicon: Lexicon,
    clean: Clean,
    sentence: Sentence,
    row: Sequence[Token],
    mentions: Sequence[Mention],
    surnames: frozenset[str] = frozenset(),
    principals: frozenset[str] = frozenset(),
) -> list[Unit]:
    """The units of a sentence, in order.

    `surnames` are folded names that are known to be persons' in the document; `principals` those of them whom others
    serve there (see `Offices`).
    """
    persons = Persons(lexicon, sentence, row, surnames).find(mentions)
    bodies = (token_range(row, m) for m in mentions if m.label == "ORG")
    named = {i for i in persons if i and row[i - 1].text in lexicon.marks("quotes")}  # «خانم «لی تی هوا»» is no body
    tagged = {found[0]: without_time(lexicon, row, *found) for found in bodies if found and found[0] not in named}
    offices = Offices(lexicon, clean, sentence, row, persons, tagged, principals)
    return _Scan(lexicon, sentence, row, persons, offices).units()


class _Scan:
    def __init__(
        self, lexicon: Lexicon, sentence: Sentence, row: Sequence[Token], persons: dict[int, int], offices: Offices
    ) -> None:
        self.lexicon, self.sentence, self.row, self.persons, self.offices = lexicon, sentence, row, persons, offices
        self.groups = Groups(lexicon, sentence, row, persons, offices)

    def units(self) -> list[Unit]:
        found: list[Unit] = []
        i = 0
        while i < len(self.row):
            unit = self._unit(i)
            if unit is None:
                i += 1
            else:
                found += [unit, *self._further_adjectives(unit)]
                i = found[-1].last + 1
        return found

    def _of_two(self, i: int) -> Unit | None:
        """The first of two adjectives with a dash between them («مذاکرات ایرانی-آمریکایی»): it stands for its state."""
        state = self.lexicon.state(self.row, i, adjectives=True)
        if state is None or self.row[i].upos != "ADJ" or not self._of_talk(i):
            return None
        other = self.lexicon.word("dashes", self.row, state[1])
        if other is None or self.lexicon.state(self.row, other, adjectives=True) is None:
            return None
        return Unit("state", i, state[1] - 1, owner=Owner("state", state[0], state[0]))

    def _of_talk(self, i: int) -> bool:
        """Whether a noun for a talk of two states stands right before token `i`."""
        return i > 0 and self.lexicon.word("of_two", self.row, i - 1) == i

    def _further_adjectives(self, unit: Unit) -> list[Unit]:
        """The states of further adjectives of a delegation («هیئت‌های ایرانی، عراقی و روسی»), after «و» or a dash."""
        found: list[Unit] = []
        at, closed = unit.last + 1, False
        delegation = self.lexicon.word("proxies", self.row, unit.first) is not None
        if unit.kind != "state" or not (delegation or self._of_talk(unit.first)):
            return []
        while not closed and self.row[at - 1].upos == "ADJ":
            last = self.lexicon.word("and", self.row, at) or self.lexicon.word("dashes", self.row, at)
            step, closed = last or self.lexicon.word("apposition_marks", self.row, at), last is not None
            state = self.lexicon.state(self.row, step, adjectives=True) if step is not None else None
            if step is None or state is None or self.row[step].upos != "ADJ":
                return []
            found.append(Unit("state", step, state[1] - 1, owner=Owner("state", state[0], state[0])))
            at = state[1]
        return found if closed else []

    def _unit(self, i: int) -> Unit | None:
        if (unit := self._person(i) or self._counterpart(i) or self._sides(i)) is not None:
            return unit
        match = self.lexicon.title(self.row, i)
        generic = self.lexicon.word("proxies", self.row, i) or 0
        if (back := self._back_organization(i)) is not None:
            return back
        office = match is not None and match[0].unique and match[2] > (self.lexicon.word("unnamed", self.row, i) or i)
        if not office and (unnamed := self.groups.unnamed(i)) is not None:
            return unnamed
        if match is not None and match[2] > generic and (title := self._title(i)) is not None:
            return title
        known = self._proxy(i) or self.groups.delegation(i) or self._title(i) or self._government(i)
        return known or self._organization(i) or self._state(i) or self._of_two(i) or self._pronoun(i)

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
        end = self.offices.after_name(last + 1)
        return i, last, end

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
            at = self.offices.skip("quotes", self.offices.skip("apposition_marks", i))
            use = self.offices.counterpart(at) or self.offices.title(at)
            if use is None or use[0].plural:
                return unit
            if at > i and use[0].row is not self.lexicon.counterpart and not self._apposed(unit, at, use[1]):
                return unit
            found, end = use
            if self._of_another(unit, found) or (at == i and self._is_object(unit, at, end)):
                return unit
            unit = replace(unit, last=end - 1, titles=(*unit.titles, found))
            more = self.lexicon.word("and", self.row, end)
            if more is not None and not found.owners and (second := self.offices.of_state(more)) is not None:
                owned = replace(found, owners=second[0].owners)  # «نخست‌وزیر و وزیر خارجه قطر»
                return replace(unit, last=second[1] - 1, titles=(*unit.titles[:-1], owned, second[0]))
            if more is not None and (second := self._further_office(unit, more)) is not None:
                return replace(unit, last=second[1] - 1, titles=(*unit.titles, second[0]))
            i = end

    def _further_office(self, unit: Unit, i: int) -> tuple[TitleUse, int] | None:
        """«X، رئیس‌جمهور A و رئیس دوره‌ای اتحادیه B،»: a second office that a comma closes, of an organization, or of
        the one who does what the sentence goes on to tell («X، رئیس A و مذاکره‌کننده ارشد با B، گفت»).
        """
        use = self.offices.title(i)
        if use is None or use[0].plural or self._of_another(unit, use[0]):
            return None
        end = use[1]
        if (dealing := self.lexicon.word("company", self.row, end)) is not None:
            state = self.lexicon.state(self.row, dealing)
            end = state[1] if state is not None else end
        same = any(owner.kind == "same_state" for owner in use[0].owners[:1])  # «X، وزیر A و نماینده این کشور در B»
        closed = end < len(self.row) and self.row[end].text in self.lexicon.marks("apposition_marks")
        if not (closed or same):
            return None
        of_body = any(owner.kind == "organization" for owner in use[0].owners[:1])
        verb = next((token for token in self.row[end:] if token.upos == "VERB"), None)
        single = verb is not None and "Number=Sing" in self.sentence.words[verb.first - 1].feats
        marked = unit.first > 0 and self.row[unit.first - 1].upos == "ADP"
        return (use[0], end) if of_body or (single and not marked) else None

    def _is_object(self, unit: Unit, first: int, end: int) -> bool:
        """Whether a title right after a name is another one's («X همتای عراقی خود را …»): his own, or the object."""
        if unit.first and self.row[unit.first - 1].upos == "ADP":
            return False  # «با X همتای عراقی خود»
        head = self.sentence.words[self.row[first].first - 1]
        if any(self.lexicon.word("reflexives", self.row, j) is not None for j in range(first, end)):
            apposed = head.deprel.startswith("appos")  # «با X و Y همتای عراقی خود دیدار کرد»
            return not apposed or self.lexicon.word("object", self.row, end) is not None
        named = range(self.row[unit.first].first, self.row[unit.last].last + 1)
        return head.deprel.startswith("obj") and head.head not in named

    def _of_another(self, unit: Unit, use: TitleUse) -> bool:
        """Whether a further title is an office of another state than those before it: it is somebody else's."""
        states = {owner.state for title in unit.titles for owner in title.owners if owner.state}
        if not states and unit.name is not None:
            states = set(self.lexicon.states_of(self.offices.text(unit.name[0], unit.name[1] + 1)))
        return bool(states) and any(owner.state and owner.state not in states for owner in use.owners)

    def _apposed(self, unit: Unit, first: int, end: int) -> bool:
        """Whether a title after a comma tells of the name before it: the tree hangs it there, or a comma closes it."""
        words = range(self.row[unit.first].first, self.row[unit.last].last + 1)
        title = range(self.row[first].first, self.row[end - 1].last + 1)
        closed = end >= len(self.row) or self.row[end].upos == "PUNCT"
        if not closed and self.row[end].upos in {"ADP", "CCONJ", "ADV"}:
            closed = not acts_alone(self.sentence, title, words)  # «به گفته X، رئیس Y در این سفر با Z …»
        closed = closed or (self._is_agent(unit.first) and self._is_predicate(end))
        return closed or any(self.sentence.words[w - 1].head in words for w in title)

    def _is_agent(self, i: int) -> bool:
        """Whether «از سوی», «توسط» stands before token `i`."""
        before = range(max(0, i - _LONGEST_AGENT), i)
        return any(self.lexicon.word("agents", self.row, j) == i for j in before)

    def _is_predicate(self, i: int) -> bool:
        """Whether the predicate of the clause begins at token `i` («X، مدیرکل Y احضار شد»)."""
        return self.row[i].upos == "VERB" or self.sentence.words[self.row[i].first - 1].deprel.startswith("compound")

    def _title(self, i: int) -> Unit | None:
        use = self.offices.title(i)
        if use is None:
            return None
        found, end = use
        titles: tuple[TitleUse, ...] = (found,)
        if found.plural:
            return self._plural(i, found, end)
        if not found.owners and found.row.unique and i and self.lexicon.word("one", self.row, i - 1) == i:
            return None  # «یک رئیس‌جمهور» is none in particular
        more = self.lexicon.word("and", self.row, end)
        second = self.offices.of_state(more) if more is not None and not found.owners else None
        if second is not None and second[0].row.kind != ENVOY:  # «رئیس پارلمان و فرستاده X»
            titles = (replace(found, owners=second[0].owners),)
            if self._name_at(second[1]) is None and not self.offices.are_of_one(found, second[0]):
                return Unit("title", i, end - 1, titles=titles)
            titles, end = (*titles, second[0]), second[1]
        name = self._name_at(end)
        if name is None:
            end = end if found.owners else self.offices.skip("reflexives", end)  # «معاون خود، X»
            named = self._name_at(self.offices.skip("apposition_marks", end))
            name = named if named is not None and self._names_holder(i, end, named) else None
        if name is None:
            return Unit("title", i, end - 1, titles=titles)
        first, last, after = name
        unit = Unit("person", i, after - 1, (first, last), titles)
        return unit if first > last else self._with_titles(unit, after) if not found.owners else unit

    def _plural(self, i: int, found: TitleUse, end: int) -> Unit:
        """A plural title; one without an owner goes on with «خود», the words that hang on it, or another plural
        title that does («رهبران و نمایندگان گروه‌های …»).
        """
        more = self.lexicon.word("and", self.row, end) if not found.owners else None
        second = self.offices.title(more) if more is not None else None
        if more is not None and second is not None and second[0].plural:
            return replace(self._plural(more, *second), first=i)
        if not found.owners:
            first = end
            while end < len(self.row) and end - i < LONGEST_COMPLEMENT and end not in self.persons:
                if (step := self.groups.and_adjective(end)) is not None:
                    end = step
                    continue
                if not (self.groups.hangs(i, end) or self._counts(i, end)):
                    break
                owners, after = self.offices.owners(end, plural=True)
                if owners:
                    one = f"{found.row.singular or found.title} {self.offices.text(first, end)}"
                    return Unit("title", i, after - 1, titles=(found.of_each(owners, one),), plural=True)
                end += 1
            end += self.lexicon.word("whose", self.row, end) is not None
        return Unit("title", i, end - 1, titles=(found,), plural=True)

    def _counts(self, i: int, j: int) -> bool:
        """Whether token `j` counts the next word of the phrase that starts at `i` («وزیران خارجه ۲۷ کشور عضو»)."""
        counts = self.row[j].upos == "NUM" and j + 1 < len(self.row) and self.groups.hangs(i, j + 1)
        return counts and self.sentence.words[self.row[j].first - 1].head == self.row[j + 1].first

    def _names_holder(self, first: int, end: int, name: tuple[int, int, int]) -> bool:
        """Whether a name after a title and a comma is the holder's: a mark closes it, or the tree hangs it there."""
        after = self.row[name[2] - 1 : name[2] + 1]  # the name's last token, or the mark that closes it, and the next
        if len(after) == 1 or any(not token.key or token.upos == "PUNCT" for token in after):
            return True
        title = range(self.row[first].first, self.row[end - 1].last + 1)
        words = range(self.row[name[0]].first, self.row[name[1]].last + 1)
        marked = first > 0 and self.row[first - 1].upos == "ADP" and is_second_subject(self.sentence, words, title[0])
        return marked or any(self.sentence.words[w - 1].head in title for w in words)

    def _counterpart(self, i: int) -> Unit | None:
        plural_end = self.lexicon.word("counterparts", self.row, i)
        if plural_end is not None:
            owners, end = self.offices.owners(self.offices.skip("reflexives", plural_end), plural=True)
            use = TitleUse(self.lexicon.counterpart, self.lexicon.counterpart.title, owners)
            place = self.offices.skip("reflexives", end)
            at = self.lexicon.word("post_in", self.row, place) or self.lexicon.word("of", self.row, place)
            posted = self.offices.owners(at, plural=True) if at is not None and not owners else ((), end)
            if posted[0]:  # «همتایانش در عمان و کویت», «همتایان خود از عمان و کویت»
                use, (owners, end) = replace(use, owners=posted[0]), posted
            described = end
            while not owners and described < len(self.row) and self.row[described].upos == "ADJ":
                described += 1  # «همتایان اروپایی خود» are a group; what follows tells whose
            end = described if described > end else self.offices.skip("reflexives", end)
            return Unit("counterpart", i, end - 1, titles=(use,), plural=True)
        found = self.offices.counterpart(i)
        if found is None:
            return None
        name = self._name_at(found[1]) or self._name_at(self.offices.skip("apposition_marks", found[1]))
        if name is None:
            return Unit("counterpart", i, found[1] - 1, titles=(found[0],))
        return Unit("person", i, name[2] - 1, (name[0], name[1]), (found[0],))

    def _sides(self, i: int) -> Unit | None:
        """«دو طرف», «دو وزیر خارجه», «رؤسای جمهور دو کشور»: the parties of a talk told before; no «سه کشور اروپایی»."""
        end = self.lexicon.word("sides", self.row, i)
        if end is None and (i == 0 or self.row[i - 1].upos in _APART) and not self.lexicon.organization(self.row, i):
            end = self.lexicon.word("both_states", self.row, i)  # «اکنون دو کشور رایزنی می‌کنند»
        both = self.lexicon.word("both", self.row, i)
        title = self.lexicon.title(self.row, i if both is None else both)
        if both is not None and self.lexicon.word("unnamed", self.row, both) is not None:
            title = None  # «دو دیپلمات» are no two sides
        if title is not None and both is not None and not self.offices.owners(title[2], plural=True)[0]:
            end = max(end or 0, title[2])
        elif title is not None and title[1] and self.lexicon.organization(self.row, title[2]) is None:
            end = self.lexicon.word("both_states", self.row, title[2]) or end
        if end is None or any(token.upos == "PUNCT" for token in self.row[i:end]):
            return None  # «پیش از این، دو وزیر …»
        counts = only_counts(self.sentence, self.row[i:end], self.row[end : end + 1])
        if title is None and (counts or self.lexicon.word("unnamed", self.row, end)):
            return None  # «این دو مقام», «این دو اجلاس»
        if title is not None and both is None and self._are_others(i, title[2]):
            return None  # «X با وزرای خارجه سه کشور و Y»
        titles = (TitleUse(title[0], title[0].title, plural=True),) if title is not None else ()
        end = self.lexicon.word("both_states", self.row, end) or end
        return Unit("sides", i, end - 1, titles=titles, plural=True)

    def _are_others(self, i: int, end: int) -> bool:
        """Whether officials of three states, whose title ends at token `end`, met somebody else («با …», «… و X»)."""
        after = self.lexicon.word("three_states", self.row, end)
        around = (("company", i - 1), ("company", after or i), ("and", after or i))
        return after is not None and any(at >= 0 and self.lexicon.word(name, self.row, at) for name, at in around)

    def _back_organization(self, i: int) -> Unit | None:
        """«این روزنامه», «این جنبش»: an organization that was named before."""
        end = self.lexicon.word("same_organization", self.row, i)
        owned = self.offices.owner(end) if end is not None else None
        described = end is not None and owned is not None and self.row[end].upos == "ADJ"  # «این روزنامه آمریکایی»
        named = end is not None and self.lexicon.word("quotes", self.row, end) is not None  # «پیش از این پایگاه «X»»
        if end is None or named or (owned is not None and not described):
            return None
        last = owned[1] - 1 if owned is not None else end - 1
        return Unit("organization", i, last, owner=Owner("same_organization"), back_words=last - end + 1)

    def _proxy(self, i: int) -> Unit | None:
        end = self.lexicon.word("proxies", self.row, i)
        if end is None:
            return None
        end = self.offices.skip("modifiers", end)
        described = self.offices.after_adjectives(end)  # «هیئت‌های حکومتی A و B»
        owner = self.offices.owner(end) or self.offices.come_from(end)
        owner = owner or self.offices.owner(described) or self.offices.come_from(described)  # «هیئتی اقتصادی از قطر»
        if self.lexicon.word("delegations", self.row, i) is not None:
            sender = self.lexicon.word("of", self.row, end) or end
            if (body := self._organization(sender)) is not None:
                return replace(body, first=i)  # «هیئت وزارت داخله آلمان», «هیئتی از جنبش X»
        if owner is None or owner[0].kind in {"organization", "same_organization"}:
            return None
        return Unit("state", i, owner[1] - 1, owner=owner[0])

    def _government(self, i: int) -> Unit | None:
        found = self.offices.government(i)
        return Unit("state", i, found[1] - 1, owner=found[0]) if found is not None else None

    def _organization(self, i: int) -> Unit | None:
        span = self.offices.organization(i)
        if span is None:
            return None
        name, kind, state, end = span
        if self.lexicon.word("missions", self.row, i) is not None:
            end = self.offices.seat(end)  # «سفارت X در Y» is not that in Z
            name = self.offices.text(i, end) if end > span[3] else name
        owner, whose = Owner("organization", name, state), None
        if state is None and (pointing := self.offices.pointing(i, end)) is not None:
            whose, end = pointing
        return Unit("organization", i, end - 1, owner=owner, organization_kind=kind, whose=whose)

    def _state(self, i: int) -> Unit | None:
        for kind in ("home", "same_state", "own_state"):
            if (end := self.lexicon.word(kind, self.row, i)) is not None:
                return Unit("state", i, end - 1, owner=Owner(kind))
        if i and self.lexicon.word("waters", self.row, i - 1) == i + 1:
            return None  # «دریای عمان»
        j = self.offices.skip("state_nouns", i)
        described = j
        while j > i and described < len(self.row) and self.row[described].upos == "ADJ":
            described += 1  # «کشور دوردست کوبا»
        starts = dict.fromkeys((i, j, described))
        found = [self.lexicon.state(self.row, k) or self.lexicon.people(self.row, k) for k in starts]
        state = max(filter(None, found), key=lambda one: one[1], default=None)
        return Unit("state", i, state[1] - 1, owner=Owner("state", state[0], state[0])) if state is not None else None

    def _pronoun(self, i: int) -> Unit | None:
        end = self.lexicon.word("pronouns", self.row, i)
        if end is None and i and self.lexicon.word("reflexive_after", self.row, i - 1) is not None:
            end = self.lexicon.word("reflexives", self.row, i)
        if end is None:
            return None
        bracketed = end < len(self.row) and self.row[end].text == "("
        name = self._name_at(end) if bracketed else None  # «او (X)»
        return Unit("person", i, name[2] - 1, (name[0], name[1])) if name else Unit("pronoun", i, end - 1)
