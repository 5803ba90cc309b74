"""Who speaks: the memory of a document's speakers, and what «وی», «این کارشناس» and an unnamed lead stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild.document import Clean
from graphbuild.link.model import Entity
from graphbuild.link.origins import origins
from graphbuild.link.tokens import key
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import words as marker_words
from graphbuild.relate.nouns import Noun, noun_at, words
from graphbuild.relate.phrases import ACTORS, Phrase, View

_NEAR = 4  # sentences from an unnamed lead to the one that names him by a word of the lead


@dataclass
class _Described:
    """A noun phrase that stands for an entity; `entity` is None while nobody has asked for it."""

    head: str
    content: frozenset[str]
    name: str
    entity: int | None


@dataclass
class Speakers:
    """Follows the speakers of one document in order.

    `last` spoke last; `salient` is the one person whom «وی» means; `voice` is whose words the text gives. `entities`
    are the document's; those that only speak are added to them. `named` tells who an unnamed speaker turned out to be,
    `written` whose letter or statement was told of last.
    """

    clean: Clean
    entities: list[Entity]
    last: tuple[int, ...] = ()
    salient: int | None = None
    voice: tuple[int, ...] = ()
    named: dict[int, int] = field(default_factory=dict)
    written: dict[str, tuple[int, ...]] = field(default_factory=dict)  # a document's noun, folded → whose it is
    reported: tuple[int, ...] = ()  # the media that spoke last
    _added: dict[str, int] = field(default_factory=dict)
    _described: list[_Described] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _lead: tuple[int, int, int, bool] | None = None  # an unnamed speaker, where, after how much, in a headline «X: …»
    _told: int = 0  # sentences of more than a mark
    _author: int | None = None  # who spoke first
    _first: int = 0  # sentence that opened the item

    def open_item(self, sentence: int) -> None:
        """A new item of the file begins: nothing points back over this."""
        self.last, self.voice, self.salient, self._lead, self._author = (), (), None, None, None
        self.reported = ()
        self._first = sentence
        self._described.clear()

    # -- what a sentence tells before it is asked

    def describe(self, view: View) -> None:
        """Keep the common nouns by which the sentence calls somebody: «X، افسر سابق سیا», «هفته‌نامه X», «یک سرباز»."""
        for phrase in view.phrases:
            if phrase.kind == "organization":
                self._note(view.row[phrase.first].key, self._words(view, phrase.first, phrase.last), phrase.entities[0])
            elif phrase.kind == "person" and (beside := self._beside(view, phrase)) is not None:
                self._described.append(_Described(beside.head, beside.content, beside.name, phrase.entities[0]))
        for i, token in enumerate(view.row):
            if token.key in words("documents") and (owner := self._owner(view, i)):
                self.written[token.key] = owner
        for word in view.sentence.words:
            at = view.token_of[word.id]
            if word.deprel.startswith("nsubj") and word.upos == "NOUN" and at not in view.covered:
                noun = noun_at(view, self.clean, at, until=len(view.row))
                if noun is not None and noun.new:
                    self._described.append(_Described(noun.head, noun.content, noun.name, None))

    @staticmethod
    def _owner(view: View, i: int) -> tuple[int, ...]:
        """«پیام مکتوب X»: X, whose document it is."""
        noun = frames().trigger(view.row, i)
        after = noun.last + 1 if noun is not None else i + 1
        while after < len(view.row) and after not in view.covered:
            if view.row[after].upos != "ADJ" and view.row[after].key not in marker_words("ranks"):
                break
            after += 1
        n = view.starts.get(after)
        return view.phrases[n].entities if n is not None and view.phrases[n].genitive else ()

    def _beside(self, view: View, phrase: Phrase) -> Noun | None:
        """The noun phrase in apposition after a person's name."""
        after = phrase.last + 1
        while after < len(view.row) and (view.row[after].upos == "PUNCT"):
            after += 1
        if after >= len(view.row) or after in view.covered or view.row[after].upos != "NOUN":
            return None
        word = view.sentence.words[view.row[after].first - 1]
        inside = view.row[phrase.first].first <= word.head <= view.row[phrase.last].last
        if not inside or not word.deprel.startswith(("appos", "nmod", "flat")):
            return None
        return noun_at(view, self.clean, after, until=len(view.row))

    def _note(self, head: str, content: frozenset[str], entity: int) -> None:
        self._described.append(_Described(head, content, self.entities[entity].name, entity))

    @staticmethod
    def _words(view: View, first: int, last: int) -> frozenset[str]:
        return frozenset(token.key for token in view.row[first : last + 1] if token.key)

    # -- who is meant

    def noun(self, view: View, noun: Noun) -> tuple[int, ...]:
        """The entity that a noun phrase of no known form stands for; a new unnamed one when it points at nobody."""
        person = self._apposed(view, noun)
        if person is not None:
            return (person,)
        if noun.head in words("documents"):
            return self.last
        if not noun.new:
            same = [d for d in self._described if d.head == noun.head]
            fitting = [d for d in same if len(noun.content) == 1 or len(d.content & noun.content) > 1] or (
                same if noun.back else []
            )
            if fitting:
                return (self._entity(fitting[-1]),)
            if noun.head in words("authors") and self._author is not None:
                return (self._author,)
            if noun.back:
                return (self.salient,) if self.salient is not None else self.last
        n = view.starts.get(noun.last + 1)
        owner = view.phrases[n] if n is not None and view.phrases[n].genitive else None
        name = noun.name if owner is None else f"{noun.name} {self.entities[owner.entities[0]].name}"  # «دفتر او»
        entity = self.unnamed(name)
        self._note(noun.head, noun.content, entity)
        return (entity,)

    def _apposed(self, view: View, noun: Noun) -> int | None:
        """«سرتیپ «X»»: the person whose name follows his rank or trade, or stands in the quotes that close it."""
        n = view.starts.get(noun.last + 1)
        inside = [p for p in view.phrases if noun.first < p.first and p.last <= noun.last]
        for phrase in ([view.phrases[n]] if n is not None else []) + inside[-1:]:
            word = view.sentence.words[phrase.head - 1]
            quoted = not view.row[phrase.first].key
            if phrase.kind == "person" and (
                quoted or (word.deprel.startswith(("appos", "flat")) and phrase.first > noun.last)
            ):
                return phrase.entities[0]
        return None

    def _entity(self, described: _Described) -> int:
        if described.entity is None:
            described.entity = self.unnamed(described.name)
        return described.entity

    def unnamed(self, name: str) -> int:
        """The entity of a name that the link stage did not know."""
        if key(name) not in self._added:
            known = [i for i, e in enumerate(self.entities) if key(name) in {key(form) for form in (e.name, *e.names)}]
            if not known:
                known = [len(self.entities)]
                self.entities.append(Entity("unnamed", name, (name,)))
            self._added[key(name)] = known[0]
        return self._added[key(name)]

    def pointed(self, view: View, phrase: Phrase) -> tuple[int, ...]:
        """Whom «وی» and «این مقام X» mean as the subject of a verb of speech: who spoke last, else whom the link stage
        says; «مادر X»: who was told to be that; nobody for a phrase that does not point back.
        """
        if is_pronoun(view, phrase):
            goes_on = phrase.first == 0 and any(t.text in words("colon") for t in view.row)  # «او افزود: …»
            mine = self.salient in self.voice and phrase.entities[0] not in self.voice and not goes_on
            return (self.salient,) if self.salient is not None and not mine else phrase.entities
        if phrase.kind == "unnamed" and (described := self._told_to_be(view, phrase)) is not None:
            return (described,)
        back = phrase.kind == "unnamed" and not phrase.plural and view.row[phrase.first].key in words("back")
        if not back or self.salient is None or self.entities[self.salient].kind != "person":
            return ()
        who, said = self.entities[self.salient], self.entities[phrase.entities[0]]
        return () if who.state and said.state and who.state != said.state else (self.salient,)

    def _told_to_be(self, view: View, phrase: Phrase) -> int | None:
        """Beside whose name all the words of a phrase stood («X، مادر Y، …»)."""
        called = self._words(view, phrase.first, phrase.last)
        told = (d.entity for d in reversed(self._described) if len(called) > 1 and called <= d.content)
        return next((one for one in told if one is not None and self.entities[one].kind == "person"), None)

    # -- what was said

    def said(self, view: View, speakers: Sequence[int], *, singular: bool, headline: bool) -> None:
        """Somebody spoke in this sentence, on his own account."""
        self.last = tuple(speakers)
        self.reported = tuple(e for e in speakers if self.entities[e].organization_kind == "media") or self.reported
        one = self.entities[speakers[0]] if len(speakers) == 1 else None
        self.salient = speakers[0] if one is not None and one.kind in ACTORS and singular else None
        if one is None:
            return
        if one.kind == "person":
            self._author = self._author if self._author is not None else speakers[0]
            if self._lead is not None and not headline:
                self._name(view, speakers[0])
            self._lead = None
        elif one.kind in {"unnamed", "position"} and singular and self._lead is None and view.index - self._first < 2:
            self._lead = (speakers[0], view.index, self._told, headline)

    def _name(self, view: View, person: int) -> None:
        """The unnamed speaker of the lead is the person who speaks next, when the text brings him in here."""
        assert self._lead is not None
        entity, at, told, headline = self._lead
        if entity in self.named or person in self._seen or view.index - at > _NEAR or _plural(self.entities[entity]):
            return
        phrase = next((p for p in view.phrases if person in p.entities), None)
        whole = phrase is not None and phrase.last > phrase.first
        named_first = not headline or self.entities[entity].kind == "position"  # «سفیر X: … / Y به Z گفت»
        next_one = whole and named_first and self._told - told < 2
        if self._alike(entity, person) or (next_one and self._may_be(entity, person)):
            self.named[entity] = person

    def _alike(self, unnamed: int, person: int) -> bool:
        """Whether the two are called by the same noun, or by two words in common."""
        lead, who = self.entities[unnamed], self.entities[person]
        told = {word for d in self._described if d.entity == person for word in d.content}
        of_him = told | {key(word) for role in who.roles for word in role.name.split()}
        shown = [key(word) for word in lead.name.split()]
        shown = [word for word in shown if word not in words("determiners") | words("parts") | words("of")]
        return bool(shown) and (shown[0] in of_him or len(of_him & set(shown)) > 1)

    def _may_be(self, unnamed: int, person: int) -> bool:
        """Whether nothing speaks against it: nothing else is known of him, or a general title of the same state."""
        lead, who = self.entities[unnamed], self.entities[person]
        states = (e.state for e in self.entities if e.kind == "position")
        if any(role.kind not in words("generic_kinds") for role in who.roles) or origins().unlikely(
            who.name, lead.state, states
        ):
            return False
        anonymous = any(key(word) in words("anonymous") for word in lead.name.split())
        told = any(d.entity == person for d in self._described)
        return (not anonymous and not told and not who.roles) or (lead.state is not None and lead.state == who.state)

    def narrated(self, view: View) -> None:
        """A sentence in which nobody speaks: its main subject is whom «وی» means afterwards."""
        root = next((w.id for w in view.sentence.words if w.head == 0), None)
        if root is None:
            return
        subject = view.subject(view.predicate(root))
        if len(subject) != 1 or subject[0].plural or is_pronoun(view, subject[0]):
            return
        if subject[0].kind in {"person", "position"}:
            self.salient = subject[0].entities[0]

    def close(self, view: View) -> None:
        """The sentence is done: its persons have been seen."""
        self._seen.update(e for p in view.phrases for e in p.entities)
        self._told += len(view.row) > 1


def is_pronoun(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is «وی» or «او»."""
    return phrase.first == phrase.last and view.row[phrase.first].key in words("pronouns")


def _plural(entity: Entity) -> bool:
    """Whether an unnamed speaker is several («منابع آگاه», «کارشناسان»)."""
    first = key(entity.name.split()[0])
    return entity.kind == "unnamed" and (first in words("plurals") or first.endswith(tuple(words("plural_endings"))))
