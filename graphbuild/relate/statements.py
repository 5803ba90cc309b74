"""Statements: who said what, by verbs of speech, headlines («X: …»), attributions («به گفته X») and documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graphbuild.document import Clean
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.link.trees import depth, is_first_person
from graphbuild.relate.about import of_statement
from graphbuild.relate.attributions import Attributions, Said, group
from graphbuild.relate.bound import bound_to_noun
from graphbuild.relate.frames import Frames
from graphbuild.relate.leads import Lead, announced, further, lead, quoted_line
from graphbuild.relate.markers import marker_before
from graphbuild.relate.markers import words as marker_words
from graphbuild.relate.matters import matters
from graphbuild.relate.model import StatementMention, TopicMention
from graphbuild.relate.nouns import noun_at, quoted_after, quotes, words
from graphbuild.relate.phrases import ACTORS, NAMED, Phrase, View
from graphbuild.relate.spans import evidence_start
from graphbuild.relate.speakers import Speakers
from graphbuild.relate.speech import acts_in_quote, agents, gapped, introduced, opens_with_name, speech_verbs
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.topic_parts import distinct, split
from graphbuild.relate.verbs import verb_form

_LONGEST_CLAUSE = 30  # tokens from a subject to its verb
_LONGEST_ATTRIBUTION = 10  # tokens of a line that only says who speaks
_SHORT_LEAD = 4  # tokens of a sentence that only says who speaks
_SPOKEN = frozenset({":", "«", '"'})  # marks after a verb of speech that open somebody's own words


@dataclass
class StatementReader:
    """Reads the statements of one document in order.

    `entities` are the document's; speakers that the link stage does not know are added to them.
    """

    raw: str
    clean: Clean
    entities: list[Entity]
    frames: Frames
    publisher: str | None = None
    who: Speakers = field(init=False)
    without_verb: Attributions = field(init=False)
    _quoted: int = 0  # «…» open at the beginning of the sentence
    _text_voice: tuple[int, ...] = ()  # whose words the whole text gives, by its headline
    _announced: tuple[int, ...] = ()  # whose words a heading gives notice of
    _pending: tuple[int, ...] = ()  # whose words follow on the next line
    _named_alone: bool = False  # … after a line that is nothing but a name
    _before: tuple[int, ...] = ()  # who had spoken last when the sentence began
    _several: tuple[int, ...] = ()  # the several who spoke in the sentence before

    def __post_init__(self) -> None:
        self.who = Speakers(self.clean, self.entities)
        self.without_verb = Attributions(self.clean, self.entities, self.who)

    def sentence(self, view: View, *, opens_block: bool, opens_item: bool = False) -> list[StatementMention]:
        """The statements of one sentence."""
        if opens_item:
            self.who.open_item(view.index)
            self._quoted, self._text_voice, self._announced, self._pending = 0, (), (), ()
        self.who.describe(view)
        self._before = self.who.last
        pending, self._pending = self._pending, ()
        found: list[StatementMention] = []
        all_said: list[Said] = []
        names = len(view.row) <= _SHORT_LEAD and view.row[-1].text in words("colon")  # «… می‌رود؟ X:»
        names = names or opens_with_name(view)
        opening = lead(view, self.entities, self.publisher) if opens_block or names else None
        for said in self._said(view, opening, pending if opens_block else (), opens_block=opens_block):
            both = all(self.entities[e].kind == "sides" for e in said.speakers)  # who they are, the talks tell
            all_said += [] if both else [said]
            for speaker in said.speakers:
                if not any(s.speaker == speaker and s.act == said.act for s in found):
                    found.append(self._statement(view, speaker, said))
            self.who.last = self.who.last if both else said.speakers
            if _SPOKEN & {view.row[j].text for j in range(said.at, min(said.at + 3, len(view.row)))}:
                self.who.voice = said.speakers
        self._remember(view, all_said)
        self._several = next((s.speakers for s in all_said if len(s.speakers) > 1 or not s.singular), ())
        if opens_block:
            self._announced = announced(view) or (self._announced if opening is not None else ())
            self._pending = self._follows(view, all_said)
            self._named_alone = not all_said
        return found

    def _follows(self, view: View, said: Sequence[Said]) -> tuple[int, ...]:
        """«X اعلام کرد», «X مدعی شد:», or X alone on a line of its own: the words are on the next one."""
        last = len(view.row) - 1
        while last >= 0 and view.row[last].text in words("colon"):
            last -= 1
        colon = last < len(view.row) - 1
        for one in said:
            ends = one.rule == "say.verb" and one.at == last
            if ends and (colon or (last < _LONGEST_ATTRIBUTION and one.act in words("telling"))):
                return one.speakers
        only = view.phrases[0] if len(view.phrases) == 1 else None
        alone = only is not None and only.kind in {"person", "organization"} and not only.plural
        alone = alone and all(i in view.covered for i, token in enumerate(view.row) if token.key)
        return only.entities if only is not None and alone else ()

    def _remember(self, view: View, said: Sequence[Said]) -> None:
        """Whom the next sentence points back to: the speaker whose verb stands highest in the tree."""
        inside = self._quoted > 0
        text = self.clean.text[view.sentence.start : view.sentence.end]
        self._quoted = max(0, self._quoted + text.count("«") - text.count("»"))
        if said and not inside:
            main = min(said, key=lambda s: (s.rule == "say.attribution", self._height(view, s)))
            self.who.said(view, main.speakers, singular=main.singular, headline=main.rule == "say.headline")
        elif not inside:
            self.who.narrated(view)
        if self._quoted == 0 and self._text_voice:
            self.who.voice = self._text_voice
        self.who.close(view)

    def _height(self, view: View, said: Said) -> int:
        return -1 if said.rule == "say.headline" else depth(view.sentence, view.row[said.at].first)

    def _statement(self, view: View, speaker: int, said: Said) -> StatementMention:
        start, end = self._content(view, said)
        inside = tuple(
            dict.fromkeys(
                e for p in view.phrases if start <= view.row[p.first].start < end for e in p.entities if e != speaker
            )
        )
        about, guessed = of_statement(view, said.at, self.clean, self.frames)
        return StatementMention(
            speaker=speaker,
            act=said.act,
            verb=said.verb,
            sentence=view.index,
            start=evidence_start(view, said.at, start, self._breaks(view), late=self._is_late(said)),
            end=view.sentence.end,
            content=(start, end),
            about=about or self._discussed(view, start),
            guessed=guessed,
            mentions=inside,
            rule=said.rule,
        )

    def _breaks(self, view: View) -> frozenset[int]:
        """The tokens of a sentence that begin a line of the raw text, but for the first."""
        offsets = self.clean.offsets
        if "\n" not in self.raw[offsets[view.sentence.start] : offsets[view.sentence.end - 1]]:
            return frozenset()  # most of them
        pairs = enumerate(pairwise(view.row), start=1)
        return frozenset(i for i, (a, b) in pairs if "\n" in self.raw[offsets[a.end - 1] : offsets[b.start]])

    @staticmethod
    def _is_late(said: Said) -> bool:
        """Whether so much stands before the verb that the words on the next line are no statement by themselves."""
        return said.rule == "say.verb" and (said.at > _LONGEST_ATTRIBUTION or said.act not in words("telling"))

    def _discussed(self, view: View, start: int) -> tuple[TopicMention, ...]:
        """«X: با Y درباره Z حرف زدیم»: Z."""
        ranges = [r for r in matters(view, self.frames, said=False) if view.row[r[0]].start >= start]
        return distinct(topic for first, last in ranges for topic in split(view, first, last, self.clean))

    def _content(self, view: View, said: Said) -> tuple[int, int]:
        """What was said: the text after the verb or colon, else the sentence up to it.

        What was denied, warned of … stands before its verb where «و» or the end of a relative clause follows.
        """
        after = said.at + 1
        while after < len(view.row) and view.row[after].upos in {"PUNCT", "AUX", "SCONJ"}:
            after += 1
        if after >= len(view.row) - 1:
            return view.sentence.start, view.sentence.end
        if said.rule == "say.verb" and said.act not in words("telling") and self._is_over(view, said.at, after):
            start, end = clause_start(view, said.at), said.at
            while end + 1 < after and view.row[end + 1].upos == "AUX":
                end += 1
            if start < said.at:
                return view.row[start].start, view.row[end].end
        return view.row[after].start, view.sentence.end

    @staticmethod
    def _is_over(view: View, at: int, after: int) -> bool:
        """Whether the clause of the verb at token `at` ends with it: «… را رد کرد و گفت», «که … را تکذیب کردند، …»."""
        between = view.row[at + 1 : after]
        if any(t.upos == "SCONJ" or t.text in words("colon") for t in between):
            return False
        relative = view.sentence.words[view.row[at].first - 1].deprel.startswith("acl")
        return view.row[after].upos == "CCONJ" or (relative and any(t.text in words("commas") for t in between))

    # -- who said it, and with which words

    def _said(self, view: View, opening: Lead | None, pending: tuple[int, ...], *, opens_block: bool) -> Iterator[Said]:
        view.floor = opening.colon + 1 if opening is not None else 0
        verbs = list(speech_verbs(view))
        if opening is not None:
            speakers = self._of_lead(view, opening)
            passes_on = opening.own or (opening.dateline and any(i > opening.colon for i, _, _ in verbs))
            if speakers and not passes_on:
                self.who.voice = self._text_voice = speakers
                if opening.colon + 1 < len(view.row):
                    yield Said(speakers, "say", "", opening.colon, "say.headline")
            elif not passes_on:
                view.floor = 0
        elif pending and self._are_words_of(view, pending) and not any(self._is_main(view, i) for i, _, _ in verbs):
            self.who.voice = pending
            yield Said(pending, "say", "", 0, "say.line")
        elif (own := self._text_voice or self._announced) and (
            opens_block and not verbs and is_first_person(view.sentence)
        ):
            self.who.voice = self._text_voice = own
            yield Said(own, "say", "", 0, "say.line")
        spoke = False
        for i, verb, act in verbs:
            speakers = self._speakers(view, i, verb, act)
            if speakers:
                spoke |= any(self.entities[e].kind != "state" for e in speakers)  # «طبق این گزارش، X خواستار … است»
                form = verb_form(view.row[i].text)
                yield Said(speakers, act, verb, i, "say.verb", form is None or form.person.endswith("s"))
        yield from self.without_verb.read(view, self._before, spoke=spoke)
        if not spoke and opening is None and (quoted := quoted_line(view)) is not None:
            yield Said(quoted[1], "say", "", quoted[0], "say.headline")
        yield from (Said(speakers, "say", "", colon, "say.headline") for colon, speakers in further(view, opening))
        view.floor = opening.colon + 1 if opening is not None and opening.outlet else 0

    def _are_words_of(self, view: View, pending: tuple[int, ...]) -> bool:
        """Whether a line is what the one before gives notice of: after a name alone, a report, or somebody's «من»."""
        medium = self.entities[pending[0]].organization_kind == "media"
        return not self._named_alone or medium or is_first_person(view.sentence)

    def _of_lead(self, view: View, opening: Lead) -> tuple[int, ...]:
        if opening.at is None:
            return opening.speakers or (self._announced if self._ends_line(view, opening.colon) else ())
        return (*self.without_verb.somebody(view, opening.at, opening.colon), *opening.speakers)

    def _ends_line(self, view: View, i: int) -> bool:
        """Whether the line of the raw text ends after token `i`."""
        after = view.row[i + 1].start if i + 1 < len(view.row) else view.sentence.end
        return "\n" in self.raw[self.clean.offsets[view.row[i].end - 1] : self.clean.offsets[after]]

    def _is_main(self, view: View, i: int) -> bool:
        """Whether the verb at token `i` stands in no clause of another, and has a subject after the floor."""
        if i < view.floor:
            return False
        predicate = view.predicate(view.row[i].first)
        return bool(view.subject(predicate)) or view.noun_subject(predicate) is not None

    def _speakers(self, view: View, i: int, verb: str, act: str) -> tuple[int, ...]:
        predicate = view.predicate(view.row[i].first)
        form = verb_form(view.row[i].text)
        if by := agents(view, i):
            return tuple(e for p in by for e in p.entities)
        if form is not None and form.person.startswith("1"):
            return self.who.voice
        if form is not None and form.person.startswith("2"):
            return ()
        if key(verb) in words("talking") and self._talks_with(view, i):
            return ()  # «X با Y تلفنی صحبت کرد»
        if (noun := gapped(view, i)) is not None:  # «X از Y تشکر و Z بر W تأکید کرد»
            return tuple(e for p in view.group(view.starts[noun[0] + 2]) for e in self._by_name(view, p, i))
        if own := _of_own_part(view, i):
            return own
        beside = view.phrases[view.covered[i - 1]] if i - 1 in view.covered else None
        if beside is not None and beside.bare and beside.first and view.row[beside.first - 1].upos == "VERB":
            return group(view, beside, i)  # «گفت یک روزنامه X نوشته …»
        if (before := introduced(view, i)) is not None:
            return self.who.pointed(view, before) or group(view, before, i)
        sides = (p for p in view.phrases if p.kind == "sides" and p.bare and p.last < i)
        if both := next((p for p in sides if view.is_of_second(p, predicate)), None):
            return both.entities  # «X با Y دیدار و دو طرف بر Z تأکید کردند»
        found = view.subject(predicate)  # after the verb in «از من خواستند X و Y که …»
        after = i not in view.said and bool(found) and found[0].first == i + 1
        subject = [p for p in found if view.floor <= p.first and (after or p.first < i)]
        phrases = [p for p in subject if p.kind != "sides"]
        if subject and not phrases and i - subject[-1].last < _LONGEST_CLAUSE:
            # «دو طرف بر X تأکید کردند», not «دو طرف درباره X صحبت کردند»
            together = act in words("together") or key(verb) in words("expressing")
            return tuple(e for p in subject for e in p.entities) if together else ()
        if len(phrases) == 1 and (pointed := self.who.pointed(view, phrases[0])):
            return pointed
        several = form is not None and form.person.endswith("p")
        if phrases:
            speakers = tuple(dict.fromkeys(e for p in phrases for e in self._by_name(view, p, i)))
            if (len(speakers) > 1 or several) and key(verb) in words("talking"):
                return ()  # «X و Y تلفنی صحبت کردند», «X به همراه Y با Z صحبت کردند»
            source = self._source(view, phrases, i)
            return (*source, *speakers, *(self._conjuncts(view, phrases[-1].head, i) if several else ()))
        if named := self._after_quote(view, predicate, i):
            return named
        if unknown := self._unknown(view, predicate, i):
            return unknown
        unmarked = (p for p in view.phrases if view.floor <= p.first < i and p.bare)
        first = next(unmarked, None)
        if (
            first is not None
            and (first.kind != "state" or self._opens(view, first))
            and all(view.row[j].upos not in {"VERB", "SCONJ"} or j in view.covered for j in range(first.last + 1, i))
        ):
            return group(view, first, i)
        if several and self._say_they(view, predicate):
            return self._several
        return self.who.last or ((self.who.salient,) if self.who.salient is not None and not several else ())

    @staticmethod
    def _talks_with(view: View, i: int) -> bool:
        """Whether the clause of the verb at token `i` says with whom."""
        start = clause_start(view, i)
        return any(p.marker == "with" and start <= p.first < i and not bound_to_noun(view, p) for p in view.phrases)

    @staticmethod
    def _say_they(view: View, predicate: int) -> bool:
        """«آن‌ها از X خواسته‌اند»: whether the subject points back at several."""
        noun = view.noun_subject(predicate)
        return noun is not None and view.row[view.token_of[noun]].key in marker_words("they")

    def _after_quote(self, view: View, predicate: int, i: int) -> tuple[int, ...]:
        """««… X …»، Y گفت، «…»»: Y, where the tree takes the X that he speaks of for the subject."""
        noun = view.noun_subject(predicate)
        at = view.token_of[noun] if noun is not None else len(view.row)
        closing = [j for j in range(at, i) if view.row[j].text in quotes().values()]
        if not closing or view.row[0].text not in quotes():
            return ()
        inside = (p for p in view.phrases if closing[-1] < p.first < i and p.kind in ACTORS | {"organization"})
        first = next((p for p in inside if p.bare), None)
        return group(view, first, i) if first is not None else ()

    def _source(self, view: View, phrases: Sequence[Phrase], i: int) -> tuple[int, ...]:
        """«رسانه A به نقل از B گزارش داد»: a medium only passes on what B says."""
        first = self.entities[phrases[0].entities[0]]
        medium = first.organization_kind == "media" or view.row[phrases[0].first].key in words("media")
        if len(phrases) > 1 or not medium:
            return ()
        for p in view.phrases:
            quoted = p.marker == "attribution" and view.marker_key(p) in words("quoting")
            if quoted and phrases[0].last < p.first < i:
                return group(view, p, i)
        return ()

    def _by_name(self, view: View, phrase: Phrase, until: int) -> tuple[int, ...]:
        """«رسانه ونزوئلایی «X»», «مؤسسه حقوق بشری «X»»: a common noun with its name in quotes is called by the name."""
        if phrase.kind in {"unnamed", "organization"}:
            name = quoted_after(view, self.clean, phrase.last + 1, until)
            if name is not None and view.row[phrase.last + 2].upos == "PROPN":
                n = view.starts.get(phrase.last + 2)
                return view.phrases[n].entities if n is not None else (self.who.unnamed(name),)
        entity = self.entities[phrase.entities[0]]
        if entity.kind == "position" and not (entity.state or entity.organization or phrase.plural):
            whole = noun_at(view, self.clean, view.token_of[phrase.head], low=phrase.first, until=until)
            if whole is not None and whole.last > phrase.last:
                return self.who.noun(view, whole)
        return phrase.entities

    def _conjuncts(self, view: View, head: int, until: int) -> Iterator[int]:
        """«X و برخی از مشاورانش گفتند»: further subjects, which the link stage does not know."""
        for child in view.sentence.children[head]:
            at = view.token_of[child]
            word = view.sentence.words[child - 1]
            if word.deprel.startswith("conj") and at < until and at not in view.covered and word.upos == "NOUN":
                noun = noun_at(view, self.clean, at, low=view.token_of[head] + 1, until=until)
                if noun is not None:
                    yield from self.who.noun(view, noun)
                    yield from self._conjuncts(view, child, until)

    def _unknown(self, view: View, predicate: int, i: int) -> tuple[int, ...]:
        """A subject that the link stage did not know, by its noun phrase."""
        head = view.noun_subject(predicate)
        if head is None:
            return ()
        at = view.token_of[head]
        object_ = any(view.row[view.token_of[c]].key in marker_words("object") for c in view.sentence.children[head])
        if object_ or at in view.covered or at > i or acts_in_quote(view, at, i):
            return ()  # «X تهیه Y را … دانست»
        n = view.covered.get(i - 1)
        if n is not None and view.phrases[n].kind in NAMED and view.phrases[n].bare:
            return view.phrases[n].entities  # a line lost its end: «گزارش‌های غیرواقعی X گفت»
        noun = noun_at(view, self.clean, at, low=view.floor, until=i)
        if noun is None or marker_before(view.row, noun.first)[0] == "at":
            return ()  # «در ادامه واکنش‌ها، X اعلام کرد»
        return self.who.noun(view, noun)

    def _opens(self, view: View, phrase: Phrase) -> bool:
        """Whether the phrase opens its sentence or what follows a colon («امارات تکذیب کرد»)."""
        return phrase.first == 0 or view.row[phrase.first - 1].text in words("colon")


def _of_own_part(view: View, i: int) -> tuple[int, ...]:
    """«سفر X به Y؛ Z می‌گوید»: who opens the part of a headline in which the verb at token `i` stands."""
    apart = marker_words("semicolon") | marker_words("bars")
    start = next((j + 1 for j in range(i - 1, view.floor, -1) if view.row[j].text in apart), None)
    n = view.starts.get(start) if start is not None else None
    if start is None or n is None:
        return ()
    phrase = view.phrases[n]
    unmarked = phrase.bare or phrase.marker_first < start  # a marker of the part before is not its own
    alone = all(view.row[j].upos not in {"VERB", "SCONJ"} for j in range(phrase.last + 1, i))
    return group(view, phrase, i) if unmarked and alone else ()
