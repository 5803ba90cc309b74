"""Whom words that point back mean: what the document has spoken of so far, and who its sentences are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild.document import Sentence, Word
from graphbuild.link.model import Reference, Role
from graphbuild.link.names import same_name
from graphbuild.link.nodes import Node, alike
from graphbuild.link.salience import CLOSING, COLON, content_start, is_subject, nearest_subject, subject
from graphbuild.link.tokens import Token, key
from graphbuild.link.trees import clause_of, head_of, is_first_person, is_predicate
from graphbuild.link.units import Unit


@dataclass(frozen=True)
class Scanned:
    """A sentence with its tokens and units; `opens` when a new item of the file begins with it, `quoted` when it begins
    inside a quote.
    """

    index: int
    sentence: Sentence
    row: Sequence[Token]
    units: Sequence[Unit]
    opens: bool = False
    quoted: bool = False


@dataclass
class Spoken:
    """What has been spoken of in a document, in reading order; `nodes` grows with what is met.

    `company`: the preposition of whom somebody meets, `meetings`: nouns that he meets him by; `own`: words for oneself;
    `journeys`: nouns of one; `recent`: persons and positions, the latest last; `subject`: who the sentence before was
    about; `told_of`: of whom its speaker spoke; `voice`: whose words were given last after a colon; `leading`: who was
    said last to lead a delegation; `traveller`: whose journey was told of last.
    """

    nodes: list[Node]
    company: str  # «با», folded
    meetings: frozenset[str] = frozenset()  # folded
    own: frozenset[str] = frozenset()  # folded
    journeys: frozenset[str] = frozenset()  # folded
    references: list[Reference] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    subject: int | None = None
    told_of: int | None = None
    voice: int | None = None
    leading: int | None = None
    traveller: int | None = None

    def forget(self) -> None:
        """Forget who was spoken of: another item begins."""
        self.subject = self.told_of = self.voice = self.leading = self.traveller = None

    def antecedent(self, item: Scanned, avoid: int | None, state: str | None, own: int | None = None) -> int | None:
        """Whom «همتای …» points back to: the nearest person or position before it that is not of its own state.

        Not one whose only office is an organization's («کشورهای عضو سازمان»). `own`: the word of «همتای … خود», which
        is that of who acts in its clause, where he is one of them.
        """
        able = [
            r
            for r in reversed(self.references)
            if r.sentence == item.index and r.entity != avoid and self._has_counterparts(r.entity, state)
        ]
        if own is not None and _is_argument(item.sentence, own):
            clause, acting = clause_of(item.sentence, own), (r for r in able if is_subject(item.sentence, r))
            mine = (r.entity for r in acting if clause_of(item.sentence, head_of(item.sentence, r)) == clause)
            if (who := next(mine, None)) is not None:
                return who
        if able:
            return able[0].entity
        return self.subject if self.subject != avoid else None

    def with_companions(self, item: Scanned, who: int) -> list[int]:
        """Somebody with those of his state whom the same phrase names, or one that is joined to it («X و Y با همتایان
        مصری خود»).
        """
        here = [r for r in self.references if r.sentence == item.index and self.state_office(r.entity) is not None]
        his = next((r for r in reversed(here) if r.entity == who), None)
        if his is None:
            return [who]
        word = item.sentence.words[head_of(item.sentence, his) - 1]
        top = {word.id, word.head} if word.deprel == "conj" else {word.id}
        state = self.nodes[who].state
        near = (r.entity for r in here if self.nodes[r.entity].state == state and not self._apart(item, r, top))
        return list(dict.fromkeys(near))

    @staticmethod
    def _apart(item: Scanned, reference: Reference, heads: set[int]) -> bool:
        """Whether a phrase is neither one of `heads` nor joined to one."""
        word = item.sentence.words[head_of(item.sentence, reference) - 1]
        return word.id not in heads and not (word.deprel == "conj" and word.head in heads)

    def _has_counterparts(self, index: int, state: str | None) -> bool:
        """Whether somebody may have a counterpart in a state."""
        node = self.nodes[index]
        if node.kind not in {"person", "position"} or (node.roles and self.state_office(index) is None):
            return False
        return not (state and node.state == state)

    def state_office(self, index: int) -> Role | None:
        """The first office of a state that a person or position has: one that other states have too."""
        return next((role for role in self.nodes[index].roles if role.organization is None), None)

    def pronoun(self, item: Scanned, unit: Unit) -> int | None:
        said = {r.entity for r in self.references if r.sentence == item.index and is_predicate(item.sentence, r)}
        here = [
            r for r in self.references if r.sentence == item.index and self.can_be_subject(r) and r.entity not in said
        ]
        if item.row[unit.first].key in self.own and (acting := self._acting_with(item, unit, here)):
            return min(acting)  # «X تماس میان خود و Y را تکذیب کرد»
        if (met_by := self._met_by(item, unit, here)) is not None:
            return met_by
        if (travelling := self._travelling(item, unit, here)) is not None:
            return travelling
        found = nearest_subject(item.sentence, item.row, here, item.row[unit.first])
        if (other := self._companion(item, unit, here, found)) is not None:
            return other
        if (met := self._met(item, unit, here, found)) is not None:
            return met
        if (inside := self._reported(item, unit, here, found)) is not None:
            return inside
        if (other := self._not_i(item, unit, here, found)) is not None:
            return other
        if found is None and (other := self._not_who_says(item, unit, here)) is not None:
            return other
        if found is None:
            found = next((r.entity for r in here if r.end <= item.row[unit.first].start and self._owns(item, r)), None)
        found = self._of_bureau(item, unit) if found is None else found
        if found is not None:
            return found
        if (beside := self._beside_unknown(item, unit, here)) is not None:
            return beside
        if (told_of := self._told_of(item, unit, here)) is not None:
            return told_of
        if not here and self.told_of is not None and _is_own_words(item.sentence):
            return self.told_of  # «X: Y آمد. / او از من خواست …»
        acting = self._acting_with(item, unit, here)
        if (done_to := self._done_to(item, unit, here)) is not None:
            return done_to
        if self.subject is not None and self.subject not in acting:
            return self.subject
        named = [r.entity for r in here if r.end <= item.row[unit.first].start]
        beside = item.sentence.words[item.row[unit.first].first - 1].deprel.startswith("nmod")
        if beside and self.subject in acting and acting.issuperset(named):
            return self.subject  # «X درباره خبر دیدار وی با Y گفت», where X was spoken of
        return next((i for i in (*reversed(named), *reversed(self.recent)) if i not in said | acting), None)

    @staticmethod
    def _done_to(item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«وزارت خارجه X سفیر Y را احضار کرد و مراتب اعتراض به او ابلاغ شد»: Y's envoy, where nobody acts who could be
        «او».
        """
        words, start = item.sentence.words, item.row[unit.first].start
        before = [r for r in here if r.end <= start]
        objects = [r.entity for r in before if words[head_of(item.sentence, r) - 1].deprel.startswith("obj")]
        later = words[clause_of(item.sentence, item.row[unit.first].first) - 1].deprel.startswith("conj")
        acts = any(is_subject(item.sentence, r) for r in before)
        return objects[0] if later and len(set(objects)) == 1 and not acts else None

    @staticmethod
    def _beside_unknown(item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«رهبران حاضر در تماس با X از او خواسته‌اند …»: X, named after a subject of the clause who is nobody known."""
        words, word = item.sentence.words, item.row[unit.first].first
        own = clause_of(item.sentence, word)
        acting = [c for c in item.sentence.children[own] if words[c - 1].deprel == "nsubj" and c < word]
        after = [r.entity for r in here if acting and acting[-1] < r.first and r.last < word]
        return after[-1] if after else None

    @staticmethod
    def _not_who_says(item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«X که همراه Y سفر می‌کند گفت او …»: Y, named last before the verb of who says it, who is not meant."""
        own = item.sentence.words[clause_of(item.sentence, item.row[unit.first].first) - 1]
        if not own.head or not own.deprel.startswith("ccomp"):
            return None
        before = [r for r in here if r.last < own.head]
        saying = {r.entity for r in before if is_subject(item.sentence, r)}
        saying &= {r.entity for r in before if clause_of(item.sentence, head_of(item.sentence, r)) == own.head}
        others = [r.entity for r in before if r.entity not in saying]
        return others[-1] if saying and others else None

    def _not_i(self, item: Scanned, unit: Unit, here: Sequence[Reference], nearest: int | None) -> int | None:
        """«X گفت: «من با او ملاقات کردم»»: whom X means, who calls himself «من»: the one named last before him."""
        own = item.sentence.words[clause_of(item.sentence, item.row[unit.first].first) - 1]
        if "Person=1" not in own.feats.split("|") or (nearest is not None and not self._says(item, here, nearest, own)):
            return None
        acting = (r.entity for r in here if is_subject(item.sentence, r))
        saying = nearest if nearest is not None else next(acting, self.subject if self.voice is None else self.voice)
        before = [r.entity for r in here if r.end <= item.row[unit.first].start]
        told = (*reversed(before), *reversed(self.recent))
        return next((who for who in told if who != saying and self.nodes[who].kind in {"person", "position"}), None)

    @staticmethod
    def _says(item: Scanned, here: Sequence[Reference], who: int, clause: Word) -> bool:
        """Whether somebody acts in the clause that holds another one as what is said."""
        clauses = {clause_of(item.sentence, head_of(item.sentence, r)) for r in here if r.entity == who}
        while clause.head and not clause.deprel.startswith(("ccomp", "parataxis")):
            clause = item.sentence.words[clause.head - 1]
        return clause.head in clauses

    @staticmethod
    def _acting_with(item: Scanned, unit: Unit, here: Sequence[Reference]) -> set[int]:
        """The subjects of the pronoun's own clause: nobody there is «او»."""
        own = clause_of(item.sentence, item.row[unit.first].first)
        words = item.sentence.words
        acting = (r for r in here if words[head_of(item.sentence, r) - 1].deprel == "nsubj")  # no passive one
        return {r.entity for r in acting if clause_of(item.sentence, head_of(item.sentence, r)) == own}

    def _told_of(self, item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«وی درباره سفر X گفت: ایشان …»: X, for nobody who speaks before a colon calls himself so after it."""
        content = content_start(item.row, here)
        if item.row[unit.first].start < content:
            return None
        before = [r for r in here if r.start < content]
        named = [r.entity for r in before]
        saying = self.subject if self.subject in named else None
        if saying is None and before and is_subject(item.sentence, before[0]):
            saying = named[0]
        return named[-1] if saying is not None and named[-1] != saying else None

    def _reported(self, item: Scanned, unit: Unit, here: Sequence[Reference], speaking: int | None) -> int | None:
        """«X گفت تدارک سفر Y آغاز شده و دیدار او با Z …»: Y, of whom X speaks; not who acts in the pronoun's clause."""
        word = item.row[unit.first].first
        if speaking is None or not item.sentence.words[word - 1].deprel.startswith("nmod"):
            return None
        verbs = [clause_of(item.sentence, head_of(item.sentence, r)) for r in here if r.entity == speaking]
        own = clause_of(item.sentence, word)
        spoken_of = [
            r.entity
            for r in here
            if verbs
            and r.entity != speaking
            and r.first > verbs[-1]
            and r.end <= item.row[unit.first].start
            and not (is_subject(item.sentence, r) and clause_of(item.sentence, head_of(item.sentence, r)) == own)
        ]
        return spoken_of[-1] if spoken_of and word > verbs[-1] else None

    def _of_bureau(self, item: Scanned, unit: Unit) -> int | None:
        """«دفتر X اعلام کرد وی …»: X, by whose name a body is called that is the subject before the pronoun."""
        named = (r for r in self.references if r.sentence == item.index and is_subject(item.sentence, r))
        before = (self.nodes[r.entity] for r in named if r.end <= item.row[unit.first].start)
        whose = [node.name.partition(" ")[2] for node in before if node.kind == "organization"]
        persons = (i for i, node in enumerate(self.nodes) if node.kind == "person")
        return next((i for i in persons for name in whose if name and same_name(name, self.nodes[i].name)), None)

    def _owns(self, item: Scanned, reference: Reference) -> bool:
        """Whether somebody is named in the subject of his sentence as whose it is («دفتر X … افزود که او»)."""
        words, children = item.sentence.words, item.sentence.children
        word = words[head_of(item.sentence, reference) - 1]
        owned = False
        while word.head and word.deprel.startswith(("nmod", "appos", "flat")):
            if any(words[child - 1].deprel.startswith("case") for child in children[word.id]):
                return False  # «نامه‌ای از سوی X»
            word, owned = words[word.head - 1], True
        return owned and self.nodes[reference.entity].kind == "person" and word.deprel.startswith("nsubj")

    def state_of_subject(self, item: Scanned) -> str | None:
        """«کشورش»: the state of whom the sentence named last as its subject, or of whom the one before was about."""
        named = [r for r in reversed(self.references) if r.sentence == item.index and is_subject(item.sentence, r)]
        here = [r.entity for r in named if self.can_be_subject(r)]
        here += [r.entity for r in named if self.nodes[r.entity].kind == "state"]
        acting = next(iter(here), self.subject)
        return self.nodes[acting].state if acting is not None else None

    def _met(self, item: Scanned, unit: Unit, here: Sequence[Reference], nearest: int | None) -> int | None:
        """«X با Y دیدار و پیام … را تسلیم وی کرد»: whom the subject of the pronoun's own clause met in the sentence.

        None where the `nearest` subject is of another clause, and may be meant.
        """
        word = item.row[unit.first].first
        if item.sentence.words[word - 1].deprel.startswith("nsubj"):
            return None
        clauses = self._coordinated(item.sentence, clause_of(item.sentence, word))
        acting = [
            r.entity
            for r in here
            if r.start == item.sentence.start
            or (is_subject(item.sentence, r) and clause_of(item.sentence, head_of(item.sentence, r)) in clauses)
        ]
        ways = {self.company, *self.meetings}  # «با X», «به دیدار X رفت»
        starts = {t.start for t, before in zip(item.row[1:], item.row, strict=False) if before.key in ways}
        told = [r for r in here if r.start in starts and r.start < item.row[unit.first].start]
        if not acting and (len(clauses) == 1 or item.row[unit.first - 1].upos != "ADP"):
            return None  # not «قرار است با X دیدار کند و نامه را به وی بسپارد»
        if not acting or (nearest is not None and nearest not in acting):
            told = [r for r in told if clause_of(item.sentence, head_of(item.sentence, r)) in clauses]
        met = [r.entity for r in told]
        return next((e for e in reversed(met) if e not in acting), None)

    def _met_by(self, item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«X در دیدار Y با او گفت»: X, who acts in the clause, and not Y, whose meeting with «او» it is."""
        before = [r for r in here if r.end <= item.row[unit.first].start]
        company = unit.first > 0 and item.row[unit.first - 1].key == self.company
        words, nouns = item.sentence.words, {t.first for t in item.row if t.key in self.meetings}
        if not company or not before or words[head_of(item.sentence, before[-1]) - 1].head not in nouns:
            return None
        acting = [who for who in self._acting_with(item, unit, here) if who != before[-1].entity]
        return acting[0] if len(acting) == 1 else None

    def _travelling(self, item: Scanned, unit: Unit, here: Sequence[Reference]) -> int | None:
        """«سفر X به Z و دیدار وی با Y», «وی در این سفر با Y …»: X, whose journey was told of last."""
        row, first, after = item.row, unit.first, unit.last + 1
        joined = first > 1 and row[first - 1].key in self.meetings and row[first - 2].upos == "CCONJ"
        journey = next((i for i in range(after, len(row)) if row[i].key in self.journeys), None)
        within = journey is not None and [t.upos for t in row[after:journey]] == ["ADP", "DET"]
        whose = [r for r in here if r.end <= row[first].start and self._travels(item, r)] if joined else []
        if whose:
            return whose[-1].entity
        return self.traveller if within and first == 0 else None

    def _travels(self, item: Scanned, reference: Reference) -> bool:
        """Whether somebody is named right after the noun of a journey, with adjectives between («سفر دوروزه X»)."""
        i = next((i for i, token in enumerate(item.row) if token.start == reference.start), 0) - 1
        while i > 0 and item.row[i].upos == "ADJ":
            i -= 1
        return i >= 0 and item.row[i].key in self.journeys

    @staticmethod
    def _coordinated(sentence: Sentence, clause: int) -> set[int]:
        """The clause, and those before it that share its subject («X با Y دیدار کرده و پیام را به او سپرده»)."""
        found = {clause}
        while sentence.words[clause - 1].deprel.startswith("conj") and not any(
            sentence.words[c - 1].deprel.startswith("nsubj") for c in sentence.children[clause]
        ):
            clause = sentence.words[clause - 1].head
            found.add(clause)
        return found

    def _companion(self, item: Scanned, unit: Unit, here: Sequence[Reference], acting: int | None) -> int | None:
        """«X … که در دیدار با او …»: nobody meets himself, so that «او» is somebody else than who acts; None where the
        clause has a subject of its own, or nobody else was named.
        """
        if not unit.first or item.row[unit.first - 1].key != self.company or acting is None:
            return None
        own = clause_of(item.sentence, item.row[unit.first].first)
        first_person = "Person=1" in item.sentence.words[own - 1].feats  # «X … و ممکن است با او دیدار کنم»
        subjects = (item.sentence.words[c - 1].deprel.startswith("nsubj") for c in item.sentence.children[own])
        if first_person or any(subjects):
            return None
        before = [r.entity for r in here if r.start < item.row[unit.first].start]
        return next((i for i in (*reversed(before), *reversed(self.recent)) if i != acting), None)

    def can_be_subject(self, reference: Reference) -> bool:
        node = self.nodes[reference.entity]
        return node.kind in {"person", "position", "unnamed"} and not (reference.plural or node.bystander)

    def organizations(self) -> list[int]:
        """The organizations that were named, the last one first."""
        return [r.entity for r in reversed(self.references) if self.nodes[r.entity].kind == "organization"]

    def called(self, noun: str) -> list[int]:
        """The organizations named before in whose name a folded noun is, or its short form («وزارت» of «وزارتخانه»)."""
        return [
            i
            for i in self.organizations()
            if any(
                noun in key(name) or alike(noun, key(name.split()[0]))
                for name in (self.nodes[i].name, *self.nodes[i].names)
            )
        ]

    def remember(self, item: Scanned, references: Sequence[Reference]) -> None:
        """Keep whom the sentence was about; one that names nobody is about him still, what is quoted about nobody."""
        if item.quoted:
            ended = next((token.end for token in item.row if token.text == CLOSING), item.sentence.end)
            references = [r for r in references if r.start >= ended]
        able = [r for r in references if self.can_be_subject(r)]
        self.traveller = next((r.entity for r in reversed(able) if self._travels(item, r)), self.traveller)
        found = subject(item.sentence, item.row, able)
        if found is None:
            return
        self.subject = found
        if any(token.text == COLON for token in item.row):
            self.voice = found
        start = content_start(item.row, references)
        inside = [r for r in references if r.start >= start and self.can_be_subject(r) and is_subject(item.sentence, r)]
        headline = not any(token.upos == "VERB" for token in item.row if token.start < start)
        if inside and headline:
            self.told_of = next((r.entity for r in reversed(inside) if r.entity != found), None)


def _is_argument(sentence: Sentence, word: int) -> bool:
    """Whether a word, or the first of those that it is coordinated with, hangs on the verb of its clause."""
    while sentence.words[word - 1].deprel.startswith("conj"):
        word = sentence.words[word - 1].head
    return sentence.words[word - 1].head == clause_of(sentence, word)


def _is_own_words(sentence: Sentence) -> bool:
    """Whether somebody speaks of himself in a sentence, and nobody is quoted in it."""
    quoted = any(word.text == COLON for word in sentence.words)
    return not quoted and is_first_person(sentence)
