"""A sentence as the relation rules see it: phrases with their case markers, groups, predicates and subjects.

Persian marks its arguments with prepositions and puts the verb last, so that the shape of a clause is mostly in its
surface; the tree says which predicate a phrase belongs to. References of the link stage are taken as wholes: it mends
the errors that parsers make inside long names and titles (a conjunct hung on an apposition, a split name).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graphbuild.document import Clean, Sentence
from graphbuild.link.model import Links, Reference
from graphbuild.link.tokens import Token, tokens
from graphbuild.link.trees import head_of
from graphbuild.relate.markers import marker_across, marker_before, marks, skip_back, words
from graphbuild.relate.verbs import VerbForm, future_auxiliary, verb_form

ACTORS = frozenset({"person", "position", "unnamed"})
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
    def group_of(self) -> dict[int, int]:
        """Phrase index → index of its coordination group."""
        return {n: g for g, members in enumerate(self.groups) for n in members}

    def group(self, phrase: int) -> list[Phrase]:
        """The phrases that are coordinated with a phrase, itself included, in order."""
        return [self.phrases[n] for n in self.groups[self.group_of[phrase]]]

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
        return verb_form(self.sentence.words[verb - 1].text)

    def is_future(self, predicate: int) -> bool:
        """Whether «خواهد» goes with the predicate."""
        return bool(self.future_person(predicate))

    def future_person(self, predicate: int) -> str:
        """The person of the «خواهد» that goes with the predicate ("1s", "3p" …), "" for none."""
        near = (*self.sentence.children[predicate], predicate - 1)
        found = (future_auxiliary(self.sentence.words[w - 1].text) for w in near if w > 0)
        return next((auxiliary[0] for auxiliary in found if auxiliary is not None), "")

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
            other = self.noun_subject(current)
            if other is not None and self.token_of[other] not in self.covered:
                return []
            word = self.sentence.words[current - 1]
            if (
                word.deprel.split(":")[0]
                in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "compound", "csubj", "acl"}
                and word.head
            ):
                if word.deprel.startswith("acl"):
                    holder = self.covered.get(self.token_of[word.head])
                    if holder is not None:
                        return self.group(holder)
                    if self.noun_subject(current):
                        return []
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
        return after and word.deprel.startswith("nsubj") and word.head == predicate

    def _own_subject(self, predicate: int) -> list[Phrase]:
        at = self.token_of[predicate]
        best: tuple[bool, int] | None = None
        told = max((i + 1 for i in self.said if i < at and i + 1 in self.starts), default=0)  # «X نوشته Y …»
        for n, phrase in enumerate(self.phrases):
            if phrase.marker or phrase.genitive or phrase.object or phrase.first < max(self.floor, self.label, told):
                continue
            if phrase.first > at and not self._is_late_subject(phrase, predicate):
                continue
            if self.predicate(phrase.head) != predicate or self._of_adjunct(phrase.head, predicate):
                continue
            is_subject = self.sentence.words[phrase.head - 1].deprel.startswith("nsubj")
            rank = (not is_subject, n)
            if best is None or rank < best:
                best = rank
        if best is None:
            return []
        other = self.noun_subject(predicate)
        if best[0] and other is not None and self.covered.get(self.token_of[other]) is None:
            return []
        return [p for p in self.group(best[1]) if p.marker == "" or p.first == self.phrases[best[1]].first]


def views(sentences: Sequence[Sentence], clean: Clean, links: Links) -> list[View]:
    """The views of a document's sentences."""
    by_sentence: dict[int, list[Reference]] = {}
    for reference in links.references:
        by_sentence.setdefault(reference.sentence, []).append(reference)
    return [_view(i, sentence, clean, links, by_sentence.get(i, [])) for i, sentence in enumerate(sentences)]


def _view(index: int, sentence: Sentence, clean: Clean, links: Links, references: Sequence[Reference]) -> View:
    view = View(index, sentence, tokens(sentence, clean))
    spans: dict[tuple[int, int], list[Reference]] = {}
    for reference in references:
        spans.setdefault((reference.first, reference.last), []).append(reference)
    for (first_word, last_word), found in sorted(spans.items()):
        view.phrases.append(_phrase(view, links, first_word, last_word, found))
    _name_some(view)
    _group(view)
    if said := frozenset(i for i in range(1, len(view.row)) if _is_said(view, i)):
        view.said = said
        view.row = tuple(replace(t, upos="VERB") if i in said else t for i, t in enumerate(view.row))
        view.phrases = [replace(p, genitive=p.genitive and p.first - 1 not in said) for p in view.phrases]
    return view


def _name_some(view: View) -> None:
    """«با مقامات X از جمله A و B»: A stands where the group does, which is nobody then."""
    for n in range(1, len(view.phrases)):
        group, named = view.phrases[n - 1], view.phrases[n]
        between = [t for t in view.row[group.last + 1 : named.first] if t.text not in marks("comma")]
        if group.kind == "unnamed" and group.plural and "".join(t.key for t in between) in words("among"):
            moved = replace(named, marker=group.marker, marker_first=group.marker_first, genitive=group.genitive)
            view.phrases[n - 1 : n + 1] = [replace(group, marker="other", genitive=False), moved]


def _is_said(view: View, i: int) -> bool:
    """«X به Y گفته …», «X نوشته …»: whether a participle that the tagger calls a noun is the verb of the clause.

    Its auxiliary is left out; it stands right after who speaks, or to whom.
    """
    if i >= len(view.row) or i in view.covered or view.row[i].upos not in {"NOUN", "ADJ"}:
        return False
    form = verb_form(view.row[i].text)
    if form is None or form.tense != "perfect" or form.infinitive not in words("saying"):
        return False
    before = i - 1
    while before > 0 and view.row[before].text in words("closing"):  # «روزنامه «X» نوشته …»
        before -= 1
    if before not in view.covered:  # «X در پاسخ گفته «…»»
        quotes = i + 1 < len(view.row) and view.row[i + 1].text in words("opening")
        asked = marker_before(view.row, before)[0] in {"from", "to"}  # «از ساکنان خواسته …»
        return (quotes or asked) and view.row[before].upos == "NOUN" and marker_before(view.row, i)[0] == ""
    phrase = view.phrases[view.covered[before]]
    return not phrase.genitive and phrase.marker in {"", "to", "from"}


def regrouped(view: View, phrases: Sequence[Phrase]) -> View:
    """The view with other phrases, in order."""
    new = View(view.index, view.sentence, view.row, list(phrases), floor=view.floor)
    _group(new)
    return new


def _group(view: View) -> None:
    """Coordinate the phrases of a view: those of one group have its first one's marker."""
    view.groups = _groups(view)
    for members in view.groups:
        leader = view.phrases[members[0]]
        for n in members[1:]:
            p = view.phrases[n]
            view.phrases[n] = Phrase(
                p.first, p.last, p.entities, p.kind, p.head, leader.marker, leader.marker_first,
                leader.genitive, p.object, p.plural,
            )  # fmt: skip


def _phrase(view: View, links: Links, first_word: int, last_word: int, found: Sequence[Reference]) -> Phrase:
    first, last = view.token_of[first_word], view.token_of[last_word]
    head = head_of(view.sentence, found[0])
    start = skip_back(view.row, first)
    marker, marker_first = marker_before(view.row, start)
    if not marker and links.entities[found[0].entity].kind == "organization":
        marker, marker_first = marker_across(view.row, start)
    if marker == "from" and marker_first and view.row[marker_first - 1].key in words("some"):
        marker, marker_first = marker_before(view.row, marker_first - 1)  # «با هیئتی از X» is «با X»
    word = view.sentence.words[head - 1]
    governor = view.token_of[word.head] if word.head else -1
    before = view.row[start - 1] if start else None
    genitive = (
        not marker
        and 0 <= governor < first
        and word.deprel.split(":")[0] in {"nmod", "amod", "flat", "det", "obl", "conj", "dep", "nummod"}
        and before is not None
        and before.upos in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}
        and not _is_time(view.row, start - 1)
        and before.key not in words("meanwhile")
        and not (start > 1 and before.key in words("closings") and view.row[start - 2].upos == "ADP")
    )
    after = last + 1 + (last + 1 < len(view.row) and view.row[last + 1].text in marks("comma"))  # «X، سفیر Y، را»
    followed = view.row[after].key if after < len(view.row) else ""
    return Phrase(
        first, last, tuple(dict.fromkeys(r.entity for r in found)), links.entities[found[0].entity].kind, head,
        marker, marker_first, genitive, followed in words("object"), any(r.plural for r in found),
    )  # fmt: skip


def _is_time(row: Sequence[Token], i: int) -> bool:
    """Whether token `i` ends a time of day («فردا عصر X»), on which no name hangs."""
    return i > 0 and row[i].key in words("time") and row[i - 1].key in words("time")


def _groups(view: View) -> list[list[int]]:
    """Coordinated phrases: neighbours joined by «و», or by commas in a list that «و» closes."""
    groups: list[list[int]] = []
    for n, phrase in enumerate(view.phrases):
        if n and groups and (joint := _joint(view, view.phrases[n - 1], phrase)):
            attributed = view.phrases[groups[-1][0]].marker == "attribution"
            same = phrase.kind == "state" and view.phrases[n - 1].entities == phrase.entities
            again = joint == "comma" and same  # «در آنکارا، ترکیه»
            if joint == "and" or again or (_closed_list(view, n) and not attributed):
                groups[-1].append(n)
                continue
        groups.append([n])
    return groups


def _joint(view: View, left: Phrase, right: Phrase) -> str | None:
    """ "and" or "comma" when only such words and marks stand between two phrases of like kinds."""
    between = view.row[left.last + 1 : right.first]
    paired = left.marker == "between" and "sides" not in (left.kind, right.kind)  # «میان X و Y», whatever they are
    while between and right.kind in BODIES and (between[-1].key in words("parts") or _of_part(between)):
        between = between[:-1]
    if not between or right.marker or not (paired or _alike(left, right)):
        return None
    if any(token.key in words("and") for token in between):
        between = [token for token in between if token.key not in words("also")]  # «هم X و هم Y»
    if len(between) == 1 and between[0].text in words("dashes"):  # «مذاکرات ایران-آمریکا»
        return "and" if left.genitive and left.kind == right.kind else None
    kinds = {_joiner(token) for token in between}
    if None in kinds:
        return None
    return "and" if "and" in kinds else "comma" if "comma" in kinds else None


def _of_part(between: Sequence[Token]) -> bool:
    """Whether the last token describes the parts of a body («بخش‌های مختلف دولت ایران»)."""
    return len(between) > 1 and between[-1].upos == "ADJ" and between[-2].key in words("parts")


def _joiner(token: Token) -> str | None:
    if token.text in marks("comma"):
        return "comma"
    if token.text in marks("passable"):
        return "quote"
    return "and" if token.key in words("and") else None


def _alike(left: Phrase, right: Phrase) -> bool:
    """Whether two phrases can be coordinated: of one sort, or a state or body and a group («ایران و کشورهای عربی»)."""
    body, other = (left, right) if left.kind in BODIES else (right, left)
    if body.kind in BODIES and other.kind == "unnamed" and other.plural:
        return True
    return "sides" not in (left.kind, right.kind) and (left.kind in ACTORS) == (right.kind in ACTORS)


def _closed_list(view: View, n: int) -> bool:
    """Whether the comma list that goes through phrase `n` ends with «و»."""
    while n + 1 < len(view.phrases):
        joint = _joint(view, view.phrases[n], view.phrases[n + 1])
        if joint == "and":
            return True
        if joint is None:
            return False
        n += 1
    return False
