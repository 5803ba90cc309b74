"""People and media who are not named («یک مقام ارشد آمریکا», «دو فرد آگاه»): where their phrase begins and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphbuild.document import Sentence
from graphbuild.link.bodies import OPEN_CLASSES
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.offices import LONGEST_COMPLEMENT, Offices
from graphbuild.link.tokens import Token
from graphbuild.link.units import Owner, Unit

_WITH_MATTER = 2  # tokens of a group that deals with something («تحلیلگر مسائل»)


class Groups:
    """Reads unnamed people at a token; nobody is guessed. `persons`: first to last token of the persons' names."""

    def __init__(
        self, lexicon: Lexicon, sentence: Sentence, row: Sequence[Token], persons: Mapping[int, int], offices: Offices
    ) -> None:
        self.lexicon, self.sentence, self.row, self.persons, self.offices = lexicon, sentence, row, persons, offices

    def unnamed(self, i: int) -> Unit | None:
        """«یک مقام ارشد دولت آمریکا», «منابع آگاه», «این مقام», «دو فرد آگاه»: people or media without a name."""
        if (known := self._of_team(i) or self._counted(i)) is not None:
            return known
        start = i
        back = (step := self.lexicon.word("back", self.row, i)) is not None
        i = step if step is not None else i
        single, one = back, False
        if (step := self.lexicon.word("ones", self.row, i)) is not None:
            one = self.lexicon.word("one", self.row, i) is not None
            single = one
            back = back or self.lexicon.word("back", self.row, step) is not None
            i = self.offices.skip("back", step)
        head = i
        if (end := self.lexicon.word("peoples", self.row, i)) is not None:
            owned = self.offices.owner(end)
            owner, end = owned if owned is not None and owned[0].kind == "state" else (None, end)
            return Unit("unnamed", start, end - 1, owner=owner, back=back, plural=True, head=head)
        end = self.lexicon.word("unnamed", self.row, i)
        if end is None and one and (holder := self._one_of(start, i)) is not None:
            return holder
        if end is None and i > start:
            end = self.lexicon.word("counted", self.row, i)
            if end is None or (not back and self._names_outlet(end)):
                return None
            if back and self.lexicon.word("this", self.row, start) is None:
                return None
        if end is None:
            return None
        many = self.lexicon.word("unnamed_many", self.row, i) is not None
        single = one or ((single or start == i) and not many)  # «یکی از مقامات» is one, «این دو مقام» are two
        official = many or self.lexicon.word("officials", self.row, i) is not None
        pointed = official and self.lexicon.word("this", self.row, start) is not None  # «به گفته این منابع X محور …»
        others: tuple[Owner, ...] = ()
        owner, back_words, aware_words = None, 0, 0
        if self.lexicon.word("of_media", self.row, i) == end and (quoted := self.offices.quoted(end)) is not None:
            owner, back_words, end = quoted[0], quoted[1] - end, quoted[1]  # «خبرنگار «X»»
        while end < len(self.row) and end - i < LONGEST_COMPLEMENT and end not in self.persons:
            owned = self.offices.owner(end)
            if owned is not None:
                owner, back_words, end = owned[0], owned[1] - end, owned[1]
                if many and (listed := self.offices.listed(end)) is not None and owner.kind == "state":
                    others, back_words, end = listed[0], back_words + listed[1] - end, listed[1]
                    break
                continue
            if (step := self._near_whom(end)) is not None:
                owner, end = None, self._near(step)
                break
            if (step := self.and_adjective(end) or self._and_matter(i, end)) is not None:
                end = step
                continue
            if (step := self.lexicon.word("aware", self.row, end)) is not None:
                if self._names_talks(step):
                    end = step - 1 if owner is None else end
                    break
                step = self._near(step)
                aware_words, end = step - end - (owner is None), step
                break
            told = self.row[end].upos == "ADJ" and self.lexicon.word("informed", self.row, end) is not None
            hangs = told or (self.hangs(i, end) and self.lexicon.word("times", self.row, end) is None)
            if not hangs or (pointed and self.row[end].upos == "NOUN") or self._takes_complement(end):
                break
            if self.lexicon.word("arriving", self.row, end) is not None:
                break  # «با مقامات عازم X می‌شود»
            end += 1
        if owner is None and one and (inside := self.lexicon.word("of", self.row, end)) is not None:
            end = self.lexicon.word("peoples", self.row, inside) or end  # «یک منبع از کشورهای میانجی»
        title = self.lexicon.title(self.row, i)
        if owner is None and title is not None and (served := self.offices.principal(title[0], end)) is not None:
            owner, end = served  # «فرستادگان ترامپ»
        elif owner is None and end < len(self.row) and self.lexicon.word("whose", self.row, end) is not None:
            end += 1  # «مشاوران ارشد خود»
        elif (
            owner is None
            and not self._is_bystander(i)
            and (inside := self.lexicon.word("post_in", self.row, end)) is not None
        ):
            body = self.offices.organization(inside)  # «یک منبع در وزارت دفاع X»
            if body is not None:
                end, owner = body[3], Owner("organization", body[0], body[2])
            elif not pointed and self._stands_in(i, end - 1, inside):
                end = self._near(inside)  # «منبعی در یکی از کشورهای میانجی»
        return Unit(
            "unnamed", start, end - 1, owner=owner, back=back, plural=not single, back_words=back_words, head=head,
            more=others, aware_words=aware_words,
        )  # fmt: skip

    def _one_of(self, first: int, i: int) -> Unit | None:
        """«یکی از فرماندهان ارشد X»: one of the holders of an office, who is not named; the title is at token `i`."""
        use, end = self.offices.title(i) or (None, i)
        if use is None or not use.plural:
            return None
        quoted = self.offices.quoted(self.offices.after_adjectives(end)) if not use.owners else None
        owner, end = quoted or (next(iter(use.owners), None), end)
        return Unit("unnamed", first, end - 1, owner=owner, head=i) if owner is not None else None

    def _counted(self, i: int) -> Unit | None:
        """«۷۶ سناتور آمریکایی»: several holders of an office that many hold, counted and not named."""
        if self.row[i].upos != "NUM" or self.lexicon.word("one", self.row, i) is not None or i + 1 == len(self.row):
            return None
        use, end = self.offices.title(i + 1) or (None, i)
        if use is None or use.plural or use.row.unique or not use.owners or end in self.persons:
            return None
        more = self.lexicon.word("and", self.row, end)
        if more is not None and self.offices.owner(more) is not None:
            return None  # «دو سفیر X و Y»
        return Unit("unnamed", i, end - 1, owner=use.owners[0], plural=True, head=i + 1)

    def delegation(self, i: int) -> Unit | None:
        """«تیم ویتکاف», «خانواده آقای X»: those told apart by a person's name; «این هیئت»: the one told of last."""
        this = self.lexicon.word("this", self.row, i)
        end = self.lexicon.word("delegations", self.row, i if this is None else this)
        end = self.lexicon.word("kin", self.row, i) if end is None and not self._is_apposed(i) else end
        if end is None:
            return None
        if this is not None:
            of_other = self.offices.owner(end) is not None
            return None if of_other else Unit("state", i, end - 1, owner=Owner("same_delegation"))
        while (step := self.lexicon.honorific(self.row, end)) is not None:
            end = step
        if end not in self.persons:
            return None
        owner, end = self.offices.person(end)
        return Unit("unnamed", i, end - 1, owner=owner, plural=True, head=i)

    def _is_apposed(self, i: int) -> bool:
        """«X، مادر Y، گفت»: whether a person's name ends before the comma before token `i`."""
        comma = i > 1 and self.lexicon.word("apposition_marks", self.row, i - 1) == i
        return comma and i - 2 in self.offices.persons.values()

    def _of_team(self, i: int) -> Unit | None:
        """«یکی از اعضای تیم X»: some of a delegation that a person's name tells apart, or one of it."""
        one = self.lexicon.word("team_member", self.row, i)
        inside = self.lexicon.word("team_members", self.row, i) if one is None else one
        team = self.delegation(inside) if inside is not None else None
        if team is None or team.kind != "unnamed":
            return None
        return replace(team, first=i, plural=one is None, head=i)

    def _is_bystander(self, i: int) -> bool:
        return self.lexicon.word("bystanders", self.row, i) is not None

    def and_adjective(self, i: int) -> int | None:
        """The token after «و» and an adjective, between two adjectives of one noun («منبع نفتی و امنیتی»)."""
        step = self.lexicon.word("and", self.row, i)
        if step is None or i == 0 or step >= len(self.row):
            return None
        return step + 1 if self.row[i - 1].upos == "ADJ" and self.row[step].upos == "ADJ" else None

    def _and_matter(self, i: int, end: int) -> int | None:
        """The token after «و» between what the group at token `i` deals with («تحلیلگر مسائل دفاعی و امنیت»)."""
        step = self.lexicon.word("and", self.row, end)
        if step is None or step >= len(self.row) or self.row[step].upos != "NOUN" or end - i < _WITH_MATTER:
            return None
        word = self.sentence.words[self.row[step].first - 1]
        inside = self.row[i].last < word.head < self.row[end].first
        return step + 1 if word.deprel.startswith("conj") and inside else None

    def _names_outlet(self, i: int) -> bool:
        """Whether the name of a medium follows («یک روزنامه «…»»)."""
        return i < len(self.row) and (self.row[i].upos == "PROPN" or self.row[i].text in self.lexicon.marks("quotes"))

    def _takes_complement(self, i: int) -> bool:
        """Whether a noun has a complement with «از», so that it begins another phrase («منابعی خبر از X دادند»)."""
        return self.row[i].upos == "NOUN" and self.lexicon.word("of", self.row, i + 1) is not None

    def _near_whom(self, i: int) -> int | None:
        """The token after «نزدیک به» at token `i`, or after «و نزدیک به» («منبع آگاه و نزدیک به X»)."""
        joined = self.lexicon.word("and", self.row, i)
        return self.lexicon.word("near", self.row, i if joined is None else joined)

    def _stands_in(self, i: int, last: int, j: int) -> bool:
        """Whether the noun at token `j` says where those at tokens `i` to `last` are: it hangs on them, or stands after
        an indefinite noun («منبعی در یکی از کشورهای میانجی»). In a talk nobody is («X در گفت‌وگو با Y: …»).
        """
        if j >= len(self.row) or self.row[j].upos not in OPEN_CLASSES or self.row[j].key in self.lexicon.meetings:
            return False
        hangs = self.sentence.words[self.row[j].first - 1].head in range(self.row[i].first, self.row[last].last + 1)
        return hangs or self.row[i].key.endswith(self.lexicon.indefinite_ending)

    def _near(self, i: int) -> int:
        """The token after the one whom a source is near to («نزدیک به X»), whose phrase starts at `i`."""
        if i in self.persons:
            return self.persons[i] + 1
        owned = self.offices.owner(i)
        if owned is not None:
            listed = self.offices.listed(owned[1])
            return listed[1] if listed is not None else owned[1]
        i += i + 1 < len(self.row) and self.row[i].upos in {"DET", "NUM"}
        end = min(i + 1, len(self.row))
        while end < len(self.row) and end - i < LONGEST_COMPLEMENT and self.hangs(i, end):
            end += 1
        listed = self.offices.listed(end) if self.lexicon.state(self.row, end - 1) is not None else None
        return listed[1] if listed is not None else end  # «نزدیک به مذاکرات X و Y»

    def _names_talks(self, i: int) -> bool:
        """Whether the words from token `i` on tell of talks between states («منبع آگاه از روند مذاکرات میان X و Y»)."""
        for j in range(i, min(self._near(i), len(self.row))):
            if (end := self.lexicon.word("negotiations", self.row, j)) is not None:
                return any(self.lexicon.state(self.row, k) is not None for k in (end, end + 1))
        return False

    def hangs(self, i: int, j: int) -> bool:
        """Whether the word at token `j` is part of the noun phrase that starts at token `i`."""
        word = self.sentence.words[self.row[j].first - 1]
        inside = self.row[i].first <= word.head <= self.row[j].first
        return self.row[j].upos in OPEN_CLASSES and not word.deprel.startswith("compound") and inside
