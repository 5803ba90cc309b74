"""A sentence as the relation rules see it: phrases with their case markers, groups, predicates and subjects.

Persian marks its arguments with prepositions and puts the verb last, so that the shape of a clause is mostly in its
surface; the tree says which predicate a phrase belongs to. References of the link stage are taken as wholes: it mends
the errors that parsers make inside long names and titles (a conjunct hung on an apposition, a split name).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graphbuild.document import Sentence
from graphbuild.link.tokens import Token
from graphbuild.relate.markers import words
from graphbuild.relate.verbs import VerbForm, future_auxiliary, verb_form

NAMED = frozenset({"person", "position"})
ACTORS = NAMED | {"unnamed"}
BODIES = frozenset({"state", "organization"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A referring phrase: token range, entities, head word id, marker class ("" for none) and where the marker starts.

    `genitive` when it hangs on a noun before it without a marker («دیدار عراقچی»); `object` when «را» follows.
    """

    first: int
    last: int
    entities: tuple[int, ...]
    kind: str
    head: int
    marker: str
    marker_first: int
    genitive: bool
    object: bool
    plural: bool

    @property
    def bare(self) -> bool:
        """Whether nothing says what it is in its clause, as nothing does of a subject: no marker, no noun, no «را»."""
        return not (self.marker or self.genitive or self.object)


_LONGEST_LABEL = 5  # tokens, with the bar after them
_BARS = frozenset({"|", "/"})


@dataclass(eq=False)
class View:
    """One sentence, its tokens, phrases and clauses. Token positions are indices into `row`.

    Before the token `floor` stands who says it all («خبرگزاری X: …»), before `label` what a line is filed under
    («X | …»): no subject of a clause. `said` are verbs of saying that the tagger takes for nouns («X نوشته …»).
    """

    index: int
    sentence: Sentence
    row: Sequence[Token]
    phrases: list[Phrase] = field(default_factory=list)
    groups: list[list[int]] = field(default_factory=list)
    floor: int = 0
    said: frozenset[int] = frozenset()
    _predicates: dict[int, int] = field(default_factory=dict, repr=False)

    @cached_property
    def token_of(self) -> dict[int, int]:
        """Word id → token index."""
        return {w: i for i, token in enumerate(self.row) for w in range(token.first, token.last + 1)}

    @cached_property
    def starts(self) -> dict[int, int]:
        """First token of a phrase → its index."""
        return {phrase.first: n for n, phrase in enumerate(self.phrases)}

    @cached_property
    def covered(self) -> dict[int, int]:
        """Token → index of the phrase that covers it."""
        return {i: n for n, phrase in enumerate(self.phrases) for i in range(phrase.first, phrase.last + 1)}

    @cached_property
    def has_verb(self) -> bool:
        """Whether the sentence has a verb; a line of a list or a headline may have none."""
        return any(token.upos in {"VERB", "AUX"} for token in self.row)

    @cached_property
    def group_of(self) -> dict[int, int]:
        """Phrase index → index of its coordination group."""
        return {n: g for g, members in enumerate(self.groups) for n in members}

    def group(self, phrase: int) -> list[Phrase]:
        """The phrases that are coordinated with a phrase, itself included, in order."""
        return [self.phrases[n] for n in self.groups[self.group_of[phrase]]]

    def marker_key(self, phrase: Phrase) -> str:
        """The words of a phrase's marker, folded and joined; "" for none."""
        return "".join(token.key for token in self.row[phrase.marker_first : phrase.first])

    def token_from(self, offset: int) -> int:
        """The first token that starts at a clean offset of the sentence or after it."""
        return next(i for i, token in enumerate(self.row) if token.start >= offset)

    def is_verb(self, word: int) -> bool:
        """Whether a word heads a verbal clause."""
        w = self.sentence.words[word - 1]
        return w.upos == "VERB" or (
            w.upos == "AUX" and w.deprel in {"root", "ccomp", "advcl", "acl", "conj", "parataxis"}
        )

    def predicate(self, word: int) -> int:
        """The id of the nearest predicate at or above a word: a verb, a noun with a copula, or the root."""
        if word not in self._predicates:
            self._predicates[word] = self._find_predicate(word)
        return self._predicates[word]

    def _find_predicate(self, word: int) -> int:
        current, steps = word, 0
        while steps <= len(self.sentence.words):
            if self.is_verb(current) or self.copula(current) is not None:
                return current
            head = self.sentence.words[current - 1].head
            if not head:
                return current
            current, steps = head, steps + 1
        return word

    def copula(self, word: int) -> int | None:
        """The copula of a nominal predicate."""
        for child in self.sentence.children[word]:
            if self.sentence.words[child - 1].deprel == "cop":
                return child
        return None

    def form(self, predicate: int) -> VerbForm | None:
        """The finite form of a predicate, from its own word or its copula."""
        verb = self.copula(predicate) or predicate
        token = self.row[self.token_of[verb]]
        whole = verb_form(token.text) if token.first == verb < token.last else None  # «خواستم», cut by the tagger
        return whole or verb_form(self.sentence.words[verb - 1].text)

    def describes(self, at: int) -> bool:
        """Whether token `at` is a participle that only describes a noun («سفری از پیش اعلام‌نشده»)."""
        form = verb_form(self.row[at].text)
        deprel = self.sentence.words[self.row[at].first - 1].deprel
        return form is not None and form.tense == "perfect" and deprel.startswith("acl")

    def is_future(self, predicate: int) -> bool:
        """Whether «خواهد» goes with the predicate."""
        return bool(self.future_person(predicate))

    def future_person(self, predicate: int) -> str:
        """The person of the «خواهد» that goes with the predicate ("1s", "3p" …), "" for none."""
        near = (*self.sentence.children[predicate], predicate - 1)
        found = (future_auxiliary(self.sentence.words[w - 1].text) for w in near if w > 0)
        return next((auxiliary[0] for auxiliary in found if auxiliary is not None), "")

    def is_far_object(self, phrase: Phrase, predicate: int) -> bool:
        """Whether a phrase is the object of a predicate, parted from it by a relative clause («X را که …، پذیرفت»)."""
        after = phrase.last + 2
        relative = phrase.object and after < len(self.row) and self.row[after].key in words("that")
        return relative and self.predicate(phrase.head) == predicate

    def is_negated(self, predicate: int) -> bool:
        """Whether the predicate or one of its auxiliaries is negated."""
        form = self.form(predicate)
        if form is not None and form.negated:
            return True
        near = [c for c in self.sentence.children[predicate] if self.sentence.words[c - 1].upos == "AUX"] + [
            predicate - 1
        ]
        for w in near:
            if w <= 0:
                continue
            auxiliary = future_auxiliary(self.sentence.words[w - 1].text)
            if auxiliary is not None and auxiliary[1]:
                return True
            other = verb_form(self.sentence.words[w - 1].text)
            if w != predicate - 1 and other is not None and other.negated:
                return True
        return False

    def ancestors(self, word: int) -> Iterable[int]:
        """The heads above a word, nearest first."""
        current, seen = self.sentence.words[word - 1].head, set()
        while current and current not in seen:
            seen.add(current)
            yield current
            current = self.sentence.words[current - 1].head

    # -- subjects

    def subject(self, predicate: int) -> list[Phrase]:
        """The phrases that are the subject of a predicate, with those coordinated with them.

        Looks at the predicate itself, then, for a predicate that shares its subject, at the one that it is coordinated
        with or hangs on. Empty when the sentence does not say it.
        """
        seen: set[int] = set()
        current = predicate
        while current and current not in seen:
            seen.add(current)
            own = self._own_subject(current)
            if own:
                return own
            if told := self._misplaced_subject(current):
                return told
            other = self.noun_subject(current)
            if other is not None and not self._is_covered_or_time(self.token_of[other]):
                return []
            word = self.sentence.words[current - 1]
            if (
                word.deprel.split(":")[0]
                in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "compound", "csubj", "acl", "appos"}
                and word.head
            ):
                if word.deprel.startswith("appos") and self.copula(current) is None:
                    return []
                if word.deprel.startswith(("acl", "appos")):  # «X که مهمان Y بود»
                    holder = self.covered.get(self.token_of[word.head])
                    if holder is not None:
                        return self.group(holder)
                    if self.noun_subject(current):
                        return []
                    if whose := self._owner_who(word.head, current):
                        return whose
                current = self.predicate(word.head)
            else:
                return []
        return []

    @cached_property
    def label(self) -> int:
        """The token after the bar near the start of the sentence, 0 where there is none."""
        return next((i + 1 for i, token in enumerate(self.row[:_LONGEST_LABEL]) if token.text in _BARS), 0)

    def noun_subject(self, predicate: int) -> int | None:
        """A subject that is no referring phrase: the id of its head word."""
        for child in self.sentence.children[predicate]:
            if self.sentence.words[child - 1].deprel.startswith("nsubj") and self.token_of[child] >= self.floor:
                return child
        return None

    def _is_covered_or_time(self, at: int) -> bool:
        """Whether token `at` is part of a phrase, or says when, though the tree has it act («تا دقایقی دیگر»)."""
        return at in self.covered or self.row[at].key in words("time") - words("rounds")

    def _of_adjunct(self, word: int, predicate: int) -> bool:
        """Whether a coordinated word is part of a prepositional phrase of the predicate («با اعضای تیم X و Y»)."""
        if not self.sentence.words[word - 1].deprel.startswith("conj"):
            return False
        for w in self.ancestors(word):
            if w == predicate:
                return False
            if any(self.sentence.words[c - 1].deprel == "case" for c in self.sentence.children[w]):
                return True
        return False

    def _is_late_subject(self, phrase: Phrase, predicate: int) -> bool:
        """Whether a phrase right after its verb is the subject, as one speaks («از من خواستند X و Y که …»)."""
        word = self.sentence.words[phrase.head - 1]
        after = phrase.first == self.token_of[predicate] + 1
        other = self.noun_subject(predicate)
        first = other is None or self.token_of[other] > self.token_of[predicate]  # not «پایگاه X گزارش داده Y …»
        return after and first and word.deprel.startswith("nsubj") and word.head == predicate

    def is_of_second(self, phrase: Phrase, predicate: int) -> bool:
        """«X اعتراض خود را به Y ابلاغ و Z با W تماس گرفته»: Z, of the second of two nouns of one light verb."""
        if phrase.first == 0 or self.row[phrase.first - 1].key not in words("and"):
            return False
        nouns = [c for c in self.sentence.children[predicate] if self.sentence.words[c - 1].deprel == "compound:lvc"]
        return bool(nouns) and self.token_of[nouns[0]] == phrase.first - 2

    def _owner_who(self, noun: int, predicate: int) -> list[Phrase]:
        """«ادعای X را که گفته بود …»: X, who stands between a noun and what is told of him."""
        before = [n for n, p in enumerate(self.phrases) if self.token_of[noun] < p.first < self.token_of[predicate]]
        if not before or self.copula(predicate) is not None:
            return []
        owner = self.phrases[before[0]]
        after = owner.last + 1
        after += after < len(self.row) and self.row[after].key in words("object")
        told = after < len(self.row) and self.row[after].key in words("that")
        return self.group(before[0]) if told and owner.genitive and owner.kind in ACTORS else []

    def _misplaced_subject(self, predicate: int) -> list[Phrase]:
        """«X نوشته Y از Z خواسته … کند»: Y, whom the tree gives to the verb below, before the verb that is his."""
        word = self.sentence.words[predicate - 1]
        if not word.deprel.startswith("ccomp") or not word.head < predicate:
            return []
        said, at = self.token_of[word.head], self.token_of[predicate]
        for n, phrase in enumerate(self.phrases):
            own = self.sentence.words[phrase.head - 1]
            verb = self.predicate(phrase.head)
            below = own.deprel.startswith("nsubj") and predicate in self.ancestors(verb)
            adverbial = self.sentence.words[verb - 1].deprel.startswith("advcl")  # «اگر Y …، پاسخ می‌دهد»
            if phrase.bare and said < phrase.first < at and below and not adverbial:
                return self.group(n)
        return []

    def _own_subject(self, predicate: int) -> list[Phrase]:
        at = self.token_of[predicate]
        best: tuple[bool, int] | None = None
        told = max((i + 1 for i in self.said if i < at and i + 1 in self.starts), default=0)  # «X نوشته Y …»
        for n, phrase in enumerate(self.phrases):
            if not phrase.bare or phrase.first < max(self.floor, self.label, told):
                continue
            if phrase.first > at and not self._is_late_subject(phrase, predicate):
                continue
            if self.predicate(phrase.head) != predicate or self._of_adjunct(phrase.head, predicate):
                continue
            is_subject = self.sentence.words[phrase.head - 1].deprel.startswith("nsubj")
            rank = (not is_subject, n)
            if best is None or rank < best or (is_subject and self.is_of_second(phrase, predicate)):
                best = rank
        if best is None:
            return []
        other = self.noun_subject(predicate)
        if best[0] and other is not None and self.covered.get(self.token_of[other]) is None:
            return []
        return [p for p in self.group(best[1]) if p.marker == "" or p.first == self.phrases[best[1]].first]
