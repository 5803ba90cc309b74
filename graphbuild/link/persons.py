"""Where persons are named in a sentence: what the tagger saw, mended, and what the document and the world know."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.document import Mention, Sentence
from graphbuild.kb.reader import ZWNJ
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.salience import COLON
from graphbuild.link.tokens import Token, is_latin, key

_LONGEST_LEAD = 4  # tokens before a name in which a longer phrase may begin
_LONGEST_OPENING = 2  # tokens of a name that only the title after it tells
_SHORTEST_NAME = 4  # letters of a name that only its place tells
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_NO_NAME = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON", "DET"})


def without_time(lexicon: Lexicon, row: Sequence[Token], first: int, last: int) -> int:
    """The last token of a body's name, without the day that the tagger drew in («X نیوز دوشنبه در خبری …»)."""
    while last > first and lexicon.word("times", row, last) is not None:
        last -= 1
    return last


def token_range(row: Sequence[Token], mention: Mention) -> tuple[int, int] | None:
    """First and last token of a tagged mention."""
    inside = [i for i, token in enumerate(row) if token.start < mention.end and token.end > mention.start]
    return (inside[0], inside[-1]) if inside else None


def is_interviewer(lexicon: Lexicon, row: Sequence[Token], i: int, end: int) -> bool:
    """«در گفت‌وگو با «اعتماد»», «به فارس گفت»: whether what may be a medium is one, by what stands around it."""
    at = i - 1 - (i > 0 and row[i - 1].text in lexicon.marks("quotes"))
    if lexicon.word("company", row, end) is not None and _follows_interview(lexicon, row, at):
        return True  # «مصاحبه اختصاصی فارس با X»
    if at >= 0 and lexicon.word("addressee", row, at) == at + 1:
        answers = lexicon.word("answers", row, at - 1) == at and end < len(row) and row[end].text == COLON
        after = end + (end < len(row) and row[end].text in lexicon.marks("quotes"))
        return answers or lexicon.word("told", row, after) is not None  # «X به فارس گفت», «X در پاسخ به فارس: …»
    if at < 1 or lexicon.word("company", row, at) != at + 1:
        return False
    closed = end >= len(row) or row[end].upos in {"PUNCT", "VERB", "AUX"} or end - i > 1
    closed = closed or (row[end].upos == "ADP" and lexicon.state(row, i) is None)  # «… با فارس به X اشاره کرد»
    closed = closed or [token.upos for token in row[end : end + 2]] == ["NOUN", "VERB"]  # «… با X اعلام کرد»
    return closed and _follows_interview(lexicon, row, at - 1)


def _follows_interview(lexicon: Lexicon, row: Sequence[Token], noun: int) -> bool:
    """Whether the noun of an interview stands at a token, or before adjectives there («گفت‌وگویی تفصیلی با X»)."""
    while noun > 0 and row[noun].upos == "ADJ":
        noun -= 1
    return noun >= 0 and lexicon.word("interviews", row, noun) == noun + 1


class Persons:
    """Finds the names of persons of one sentence. `surnames` are folded names that are persons' in this document."""

    def __init__(self, lexicon: Lexicon, sentence: Sentence, row: Sequence[Token], surnames: frozenset[str]) -> None:
        self.lexicon, self.sentence, self.row, self.surnames = lexicon, sentence, row, surnames
        self.seen: set[int] = set()

    def find(self, mentions: Sequence[Mention]) -> dict[int, int]:
        """First token → last token of each name: honorifics, titles and stray words trimmed, halves joined."""
        ranges = [(m.label, found) for m in mentions if (found := token_range(self.row, m))]
        self.seen = {i for _, (first, last) in ranges for i in range(first, last + 1)}
        persons = sorted(found for label, found in ranges if label == "PER")
        joined: list[tuple[int, int]] = []
        for first, last in persons:
            if joined and joined[-1][1] == first - 1 and self._same_phrase(first - 1, first):
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        names: dict[int, int] = {}
        for first, last in joined:
            while first <= last and self._no_name(first):
                first += 1
            end = first
            while end <= last and not (self._no_name(end) and not (end > first and self._inside_name(end, last))):
                end += 1
            end = self._without_epithet(first, end)
            end += first < end < len(self.row) and self._ends_surname(end)
            if end > first and self._of_other_phrase(first, end):
                continue
            if end == first + 1 and not self._can_stand_alone(first):
                continue
            while end < len(self.row) and self._goes_on(first, end):
                end += 1
            if end > first + 1 and self.lexicon.word("name_particles", self.row, end - 1) == end + 1 < len(self.row):
                end += 2  # «X فان در Y»
            if end > first and any(len(self.row[i].key) > 1 for i in range(first, end)):
                names[first] = end - 1
        names = self._parted(self._fuller(self._in_persian(names)))
        names |= self._known(names)
        names = self._apposed_names(names)
        names = self._quoted(names)
        names |= self._opening(names)
        return names | self._unknown(names)

    def _in_persian(self, names: dict[int, int]) -> dict[int, int]:
        """The names without those in Latin letters that stand beside one: they are how it is written («X (Smith)»)."""
        ends = {last for first, last in names.items() if not is_latin(self.row[first])}
        return {i: last for i, last in names.items() if not (is_latin(self.row[i]) and self._beside(i) in ends)}

    def _beside(self, i: int) -> int:
        """The last token before the quotes and brackets that open at token `i`."""
        while i > 0 and self.row[i - 1].text in self.lexicon.marks("quotes"):
            i -= 1
        return i - 1

    def _ends_surname(self, i: int) -> bool:
        """«کوچک زاده»: whether a token is the ending of a surname, which the tagger left out."""
        return self.row[i].upos == "PROPN" and self.lexicon.ends_surname(self.row[i])

    def _without_epithet(self, first: int, end: int) -> int:
        """The token after a known name that the tagger drew on over an epithet of the dictionary («X قمارباز»)."""
        known = self.lexicon.holder(self.row, first) if first < end else None
        if known is None or not first < known < end:
            return end
        plain = all(
            self.lexicon.word("epithets", self.row, i) is not None
            or (self.row[i].upos in {"ADJ", "NOUN"} and self.lexicon.is_word(self.row[i].text))
            for i in range(known, end)
        )
        return known if plain else end

    def _inside_name(self, i: int, last: int) -> bool:
        """Whether a word that also is an honorific goes on with the name that it stands in («عباس امیر انتظام»), or one
        that also is a title, or looks like a verb, ends it («علیرضا دبیر», «باراک راوید: …»).
        """
        if i == last and i + 1 < len(self.row) and self.row[i].upos == "VERB" and self.row[i + 1].text == COLON:
            return True
        word = self.sentence.words[self.row[i].first - 1]
        if i == last and word.upos == "PROPN" and word.deprel.startswith("flat") and self._is_title(i):
            return True
        return i <= last and self.lexicon.honorific(self.row, i) is not None and not self._is_title(i)

    def _of_other_phrase(self, first: int, end: int) -> bool:
        """Whether a known state or organization takes the tokens in («جمهوری اسلامی», «العربی الجدید», «ازبک‌ها»)."""
        for start in range(first, max(-1, first - _LONGEST_LEAD), -1):
            organization = self.lexicon.organization(self.row, start)
            if organization is not None and organization[1] >= end:
                medium = organization[0].kind == "media" and is_interviewer(self.lexicon, self.row, start, end)
                if medium or not organization[0].ambiguous:
                    return True
            state = self.lexicon.state(self.row, start) or self.lexicon.people(self.row, start)
            owned = start > 0 and self._is_title(start - 1)  # «شاه اردن»
            doubtful = not owned and state is not None and self.lexicon.is_doubtful(self.row, start, state[1])
            if state is not None and state[1] >= end and not doubtful:
                return True
        return False

    def _can_stand_alone(self, i: int) -> bool:
        """Whether one word can be a name by itself: a proper noun, or a noun that no dictionary has.

        A capital that is also a given name («ریاض») is the capital, unless somebody of the text is called so.
        """
        token = self.row[i]
        if self.lexicon.word("months", self.row, i) is not None:
            return self._is_addressed(i)
        place = self.lexicon.is_capital(self.row, i) or self.lexicon.word("cities", self.row, i) is not None
        if place and token.key not in self.surnames and not self._is_addressed(i):
            return False
        if token.upos == "PROPN" or token.key in self.surnames or self.lexicon.holder(self.row, i) is not None:
            return token.upos in {"PROPN", "NOUN"}
        return token.upos == "NOUN" and not self.lexicon.is_word(token.text)

    def _is_addressed(self, i: int) -> bool:
        """Whether an honorific stands right before the token («آقای ریاض»)."""
        return any(self.lexicon.honorific(self.row, start) == i for start in range(max(0, i - _LONGEST_LEAD), i))

    def _goes_on(self, first: int, i: int) -> bool:
        """Whether token `i` still belongs to the name from `first`: the tree joins it, or it is in no dictionary."""
        if self._is_described(first, i):
            return True
        if i in self.seen or self.row[i].upos != "PROPN" or self._no_name(i):
            return False
        word = self.sentence.words[self.row[i].first - 1]
        joined = word.deprel.startswith("flat") and self.row[first].first <= word.head <= self.row[i - 1].last
        return (joined and self.lexicon.state(self.row, i) is None) or self._is_unknown(i)

    def _is_described(self, first: int, i: int) -> bool:
        """«کیومرث نامدار»: whether an adjective after a given name alone is the surname; no state's («مریم ایرانی»)."""
        alone = i == first + 1 and self.lexicon.is_given(self.row[first].text) and i not in self.seen
        if not alone or self.row[i].upos != "ADJ" or self.row[i].first != self.row[i].last:
            return False
        word = self.sentence.words[self.row[i].first - 1]
        listed = self.lexicon.state(self.row, i, adjectives=True) or self._is_title(i)
        return word.deprel.startswith("amod") and not listed and not self._no_name(i)

    def _unknown(self, found: dict[int, int]) -> dict[int, int]:
        """A word of no dictionary after «با», in «دیدار X با», or after «رئیس‌جمهور»: the name of somebody whom neither
        the tagger nor we know.
        """
        named = {i for first, last in found.items() for i in range(first, last + 1)}
        taken, titled = named | self.seen, self._after_titles() - named
        extra: dict[int, int] = {}
        for i in range(1, len(self.row)):
            met = i not in taken and (self.lexicon.word("company", self.row, i - 1) == i or self._meets(i))
            if not (self._is_unknown(i) if met else i in titled):
                continue
            last = i
            while last + 1 < len(self.row) and last + 1 not in taken and self._is_unknown(last + 1):
                last += 1
            extra[i] = last
        return extra

    def _meets(self, i: int) -> bool:
        """Whether one word alone, no number and no day, stands at token `i` between the noun of a meeting and «با»."""
        if not self.row[i].key.isalpha() or self.row[i].first != self.row[i].last:
            return False
        noun = any(self.lexicon.word(name, self.row, i - 1) == i for name in ("meetings", "interviews"))
        return noun and self.lexicon.word("company", self.row, i + 1) is not None

    def _after_titles(self) -> set[int]:
        """The proper nouns right after a title that one person of a state holds («رئیس‌جمهور X»)."""
        titles = (self.lexicon.title(self.row, i) for i in range(len(self.row)))
        held = [(row, end) for row, plural, end in filter(None, titles) if row.unique and not (row.open or plural)]
        governs = {end for row, end in held if row.kind in self.lexicon.governing}
        named = {end for _, end in held if end < len(self.row) and self.row[end].upos == "PROPN"}
        named -= {i for i in named if self.lexicon.state(self.row, i + 1) is not None}  # «رئیس‌جمهور شیاد X»
        return {i for i in named if (self._is_unlisted(i) if i in governs else self._is_unknown(i))}

    def _is_unknown(self, i: int) -> bool:
        noun, _, ending = self.row[i].text.partition(ZWNJ)
        several = key(ending).startswith(self.lexicon.plural_ending) and self.lexicon.is_word(noun)  # «شخصیت‌ها»
        return self._is_unlisted(i) and not (several or self.lexicon.is_word(self.row[i].text))

    def _is_unlisted(self, i: int) -> bool:
        """Whether a noun is long enough for a name, and no state, body or title."""
        token = self.row[i]
        if token.upos not in {"PROPN", "NOUN"} or len(token.key) < _SHORTEST_NAME or self._no_name(i):
            return False
        listed = self.lexicon.state(self.row, i, adjectives=True) or self.lexicon.organization(self.row, i)
        return not listed and self.lexicon.word("state_nouns", self.row, i) is None

    def _apposed_names(self, found: dict[int, int]) -> dict[int, int]:
        """The names, with those that only their apposition tells, or made as long as it tells: one unknown word between
        a preposition and «، همتای …», all words between «با» and «، وزیر …».
        """
        for i in range(2, len(self.row)):
            if self.row[i].text not in self.lexicon.marks("apposition_marks"):
                continue
            first = i - 1
            while first and i - first < _LONGEST_LEAD and self.row[first - 1].upos in {"NOUN", "PROPN", "ADJ"}:
                first -= 1
            if not first or self.row[first - 1].upos != "ADP":
                continue
            inside = {start for start in found if first <= start < i}
            alone = first == i - 1 and not inside and self.row[first].upos in {"NOUN", "PROPN"}
            counterpart = self.lexicon.word("counterpart", self.row, i + 1) is not None
            if (alone and counterpart and self._is_free(first, i)) or self._apposed_title(first, i):
                found = {start: last for start, last in found.items() if start not in inside} | {first: i - 1}
        return found

    def _quoted(self, found: dict[int, int]) -> dict[int, int]:
        """The names, with those of several words in quotes that an honorific opens, or a title follows, whatever the
        tagger takes them for («خانم «لی تی هوا»», «با «لی تی هوا» رئیس مجلس X»).
        """
        quotes = self.lexicon.marks("quotes")
        for i in range(1, len(self.row) - 3):
            near = range(i + 2, min(i + 2 + _LONGEST_LEAD, len(self.row)))
            end = next((j for j in near if self.row[j].text in quotes), 0)
            if self.row[i].text not in quotes or end < i + 3 or not self._is_free(i + 1, end):
                continue
            called = self.lexicon.honorific(self.row, i - 1) == i
            title = self.lexicon.title(self.row, end + 1) if end + 1 < len(self.row) else None
            held = title is not None and not title[1] and self.row[i - 1].upos in {"ADP", "CCONJ"}
            words = all(self.row[j].upos in {"PROPN", "NOUN"} for j in range(i + 1, end))
            if (called or held) and words:
                found = {first: last for first, last in found.items() if not i < first < end} | {i + 1: end - 1}
        return found

    def _opening(self, found: dict[int, int]) -> dict[int, int]:
        """The name that opens a sentence and only the title after its comma tells («تنهایی، وکیل …»)."""
        commas = (i for i in range(1, _LONGEST_OPENING + 1) if i + 1 < len(self.row))
        comma = next((i for i in commas if self.row[i].text in self.lexicon.marks("apposition_marks")), None)
        title = self.lexicon.title(self.row, comma + 1) if comma is not None else None
        if comma is None or title is None or title[1] or any(first < comma for first in found):
            return {}
        name = self.sentence.words[self.row[0].first - 1]
        word = self.sentence.words[self.row[comma + 1].first - 1]
        apposed = word.deprel.startswith("appos") and word.head == name.id
        subject = name.deprel.startswith("nsubj") and name.head == word.id  # the title taken for the predicate
        named = name.upos == "PROPN" and (apposed or subject) and self._is_free(0, comma)
        return {0: comma - 1} if named else {}

    def _apposed_title(self, first: int, comma: int) -> bool:
        """Whether the tree hangs the title after a comma on the word after «با», and what stands between is a name."""
        title = self.lexicon.title(self.row, comma + 1) if comma + 1 < len(self.row) else None
        if title is None or title[1] or self.lexicon.word("company", self.row, first - 1) != first:
            return False
        word = self.sentence.words[self.row[comma + 1].first - 1]
        named = any(t.upos == "PROPN" or not self.lexicon.is_word(t.text) for t in self.row[first:comma])
        hung = word.deprel.startswith("appos") and word.head == self.row[first].first
        return hung and named and self._is_free(first, comma)

    def _is_free(self, first: int, end: int) -> bool:
        """Whether no token of a range is a title, a state, a body or what else is no name."""
        return not any(
            self._no_name(i) or self.lexicon.state(self.row, i) or self.lexicon.organization(self.row, i)
            for i in range(first, end)
        )

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

    def _parted(self, found: dict[int, int]) -> dict[int, int]:
        """«X Y را ستود»: two known persons side by side, the subject and the object, are not one name."""
        parted: dict[int, int] = {}
        for first, last in found.items():
            middle = self.lexicon.holder(self.row, first)
            two = middle is not None and middle <= last and self.lexicon.holder(self.row, middle) == last + 1
            if middle is not None and first + 1 < middle < last and self.lexicon.is_given(self.row[middle].text):
                parted |= {first: middle - 1, middle: last}  # «وزیر خارجه A B C D، سفیر Y، را پذیرفت»
                continue
            if two and middle is not None and self.lexicon.word("object", self.row, last + 1) is not None:
                parted |= {first: middle - 1, middle: last}
            else:
                parted[first] = last
        return parted

    def _known(self, found: dict[int, int]) -> dict[int, int]:
        """Names that the tagger missed: of the document's own persons, and of known office-holders."""
        taken = {i for first, last in found.items() for i in range(first, last + 1)}
        extra: dict[int, int] = {}
        for i, token in enumerate(self.row):
            if i in taken or i - 1 in taken or i + 1 in taken or not (self._speaks(i) or token.upos in _NAMING):
                continue
            end = self.lexicon.holder(self.row, i)
            doubtful = token.upos != "PROPN" and i not in self.seen and ZWNJ not in token.text
            if end == i + 1 and doubtful and self.lexicon.is_word(token.text):
                end = None  # a word that also is a surname
            noun = token.upos != "ADJ" or (i > 0 and self.row[i - 1].upos == "ADP")  # «با مخلص»
            if end is None and noun and (token.key in self.surnames or self._is_short(i)):
                end = i + 1
            if end is not None and self.lexicon.title(self.row, i) is None and not self._of_other_phrase(i, end):
                first = self._skip_honorifics(i)  # «آیت‌الله X», by which he is known
                extra[first if first < end else i] = end - 1
                taken.update(range(i, end))
        return extra

    def _speaks(self, i: int) -> bool:
        """Whether the sentence is «X: …», X one word that is a surname in the document, whatever the tagger says."""
        return i == 0 and len(self.row) > 1 and self.row[1].text == COLON and self.row[0].key in self.surnames

    def _is_short(self, i: int) -> bool:
        """Whether what the tagger took for another name is a known office-holder's, too short to be looked for."""
        named = i in self.seen and self.row[i].upos == "PROPN" and bool(self.lexicon.kinds_of(self.row[i].text))
        return named and not (self.lexicon.state(self.row, i) or self.lexicon.organization(self.row, i))

    def _same_phrase(self, left: int, right: int) -> bool:
        """Whether two neighbouring tokens hang together in the tree (a name that the tagger cut in two)."""
        a, b = self.sentence.words[self.row[left].first - 1], self.sentence.words[self.row[right].first - 1]
        return b.deprel.startswith("flat") and (b.head == a.id or b.head == a.head)

    def _is_title(self, i: int) -> bool:
        """Whether a title starts here; a word that is also a name is one before a state («امیر قطر»)."""
        title = self.lexicon.title(self.row, i)
        return title is not None and (not title[0].ambiguous or self.lexicon.state(self.row, title[2]) is not None)

    def _no_name(self, i: int) -> bool:
        return (
            not self.row[i].key
            or self.row[i].upos in _NO_NAME
            or self.lexicon.honorific(self.row, i) is not None
            or self._is_title(i)
            or self.lexicon.word("not_names", self.row, i) is not None
        )

    def _skip_honorifics(self, i: int) -> int:
        while (step := self.lexicon.honorific(self.row, i)) is not None and step < len(self.row):
            i = step
        return i
