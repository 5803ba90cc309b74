"""Statements: who said what, by verbs of speech, headlines («X: …»), attributions («به گفته X») and documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.errors import LexiconError
from graphbuild.link.coref import depth
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.about import of_statement
from graphbuild.relate.frames import Frames
from graphbuild.relate.leads import Lead, lead
from graphbuild.relate.model import StatementMention
from graphbuild.relate.nouns import noun_at, words
from graphbuild.relate.phrases import Phrase, View, marker_before
from graphbuild.relate.speakers import Speakers, is_pronoun
from graphbuild.relate.speech import speech_verbs, spoken
from graphbuild.relate.verbs import verb_form

_SPOKEN = frozenset({":", "«", '"'})  # marks after a verb of speech that open somebody's own words


@dataclass(frozen=True, slots=True)
class _Said:
    """Speakers, act, verb, the token that tells of it, rule; `singular` by the verb's ending."""

    speakers: tuple[int, ...]
    act: str
    verb: str
    at: int
    rule: str
    singular: bool = True


@dataclass
class StatementReader:
    """Reads the statements of one document in order.

    `entities` are those of the document; speakers that the link stage does not know are added to them.
    """

    clean: Clean
    entities: list[Entity]
    frames: Frames
    who: Speakers = field(init=False)
    _quoted: int = 0  # «…» open at the beginning of the sentence

    def __post_init__(self) -> None:
        self.who = Speakers(self.clean, self.entities)

    def sentence(self, view: View, *, opens_block: bool, opens_item: bool = False) -> list[StatementMention]:
        """The statements of one sentence."""
        if opens_item:
            self.who.open_item(view.index)
            self._quoted = 0
        self.who.describe(view)
        found: list[StatementMention] = []
        all_said: list[_Said] = []
        for said in self._said(view, lead(view, self.entities) if opens_block else None):
            all_said.append(said)
            for speaker in said.speakers:
                if not any(s.speaker == speaker and s.act == said.act for s in found):
                    found.append(self._statement(view, speaker, said))
            self.who.last = said.speakers
            if _SPOKEN & {view.row[j].text for j in range(said.at, min(said.at + 3, len(view.row)))}:
                self.who.voice = said.speakers
        self._remember(view, all_said)
        return found

    def _remember(self, view: View, said: Sequence[_Said]) -> None:
        """Whom the next sentence points back to: the speaker whose verb stands highest in the tree."""
        inside = self._quoted > 0
        text = self.clean.text[view.sentence.start : view.sentence.end]
        self._quoted = max(0, self._quoted + text.count("«") - text.count("»"))
        if said and not inside:
            main = min(said, key=lambda s: (s.rule != "say.verb", depth(view.sentence, view.row[s.at].first)))
            self.who.said(view, main.speakers, singular=main.singular)
        elif not inside:
            self.who.narrated(view)
        self.who.close(view)

    def _statement(self, view: View, speaker: int, said: _Said) -> StatementMention:
        start, end = self._content(view, said.at)
        inside = tuple(
            dict.fromkeys(
                e for p in view.phrases if start <= view.row[p.first].start < end for e in p.entities if e != speaker
            )
        )
        return StatementMention(
            speaker=speaker,
            act=said.act,
            verb=said.verb,
            sentence=view.index,
            start=self._start(view, said.at, start),
            end=view.sentence.end,
            content=(start, end),
            about=of_statement(view, said.at, self.clean, self.frames),
            mentions=inside,
            rule=said.rule,
        )

    def _start(self, view: View, at: int, content: int) -> int:
        """Where the evidence starts: a bare «X:» that has a line of its own does not belong to it."""
        return view.sentence.start

    def _content(self, view: View, at: int) -> tuple[int, int]:
        """What was said: the text after the verb or colon at token `at`, else the sentence up to it."""
        after = at + 1
        while after < len(view.row) and view.row[after].upos in {"PUNCT", "AUX", "SCONJ"}:
            after += 1
        if after < len(view.row) - 1:
            return view.row[after].start, view.sentence.end
        return view.sentence.start, view.sentence.end

    # -- who said it, and with which words

    def _said(self, view: View, opening: Lead | None) -> Iterator[_Said]:
        view.floor = opening.colon + 1 if opening is not None else 0
        verbs = list(speech_verbs(view))
        if opening is not None:
            speakers = self._of_lead(view, opening)
            passes_on = opening.outlet and any(self._is_main(view, i) for i, _, _ in verbs)
            if speakers and not passes_on:
                self.who.voice = speakers
                if opening.colon + 1 < len(view.row):
                    yield _Said(speakers, "say", "", opening.colon, "say.headline")
            elif not passes_on:
                view.floor = 0
        for i, verb, act in verbs:
            speakers = self._speakers(view, i)
            if speakers:
                form = verb_form(view.row[i].text)
                yield _Said(speakers, act, verb, i, "say.verb", form is None or form.person.endswith("s"))
        yield from self._in_document(view)
        yield from self._attributed(view)
        view.floor = opening.colon + 1 if opening is not None and opening.outlet else 0

    def _of_lead(self, view: View, opening: Lead) -> tuple[int, ...]:
        if opening.at is None:
            return opening.speakers
        noun = noun_at(view, self.clean, opening.at, until=opening.colon)
        return self.who.noun(view, noun) if noun is not None else ()

    def _is_main(self, view: View, i: int) -> bool:
        """Whether the verb at token `i` stands in no clause of another, and has a subject after the floor."""
        if i < view.floor:
            return False
        predicate = view.predicate(view.row[i].first)
        return bool(view.subject(predicate)) or view.noun_subject(predicate) is not None

    def _speakers(self, view: View, i: int) -> tuple[int, ...]:
        predicate = view.predicate(view.row[i].first)
        form = verb_form(view.row[i].text)
        if form is not None and form.person.startswith("1"):
            return self.who.voice
        if form is not None and form.person.startswith("2"):
            return ()
        phrases = [p for p in view.subject(predicate) if view.floor <= p.first < i and p.kind != "sides"]
        if len(phrases) == 1 and is_pronoun(view, phrases[0]):
            return self.who.pronoun(phrases[0])
        if phrases:
            return self._source(view, phrases, i) or tuple(dict.fromkeys(e for p in phrases for e in p.entities))
        unknown = self._unknown(view, predicate, i)
        if unknown:
            return unknown
        unmarked = (p for p in view.phrases if view.floor <= p.first < i and not (p.marker or p.genitive or p.object))
        first = next(unmarked, None)
        if (
            first is not None
            and (first.kind != "state" or self._opens(view, first))
            and all(view.row[j].upos not in {"VERB", "SCONJ"} or j in view.covered for j in range(first.last + 1, i))
        ):
            return self._group(view, first, i)
        return self.who.last

    def _source(self, view: View, phrases: Sequence[Phrase], i: int) -> tuple[int, ...]:
        """«رسانه A به نقل از B گزارش داد»: a medium only passes on what B says."""
        if len(phrases) > 1 or self.entities[phrases[0].entities[0]].organization_kind != "media":
            return ()
        for p in view.phrases:
            marker = "".join(t.key for t in view.row[p.marker_first : p.first])
            if phrases[0].last < p.first < i and p.marker == "attribution" and marker in words("quoting"):
                return self._group(view, p, i)
        return ()

    def _unknown(self, view: View, predicate: int, i: int) -> tuple[int, ...]:
        """A subject that the link stage did not know, by its noun phrase."""
        head = view.noun_subject(predicate)
        if head is None:
            return ()
        at = view.token_of[head]
        if at in view.covered or at > i:
            return ()
        noun = noun_at(view, self.clean, at, low=view.floor, until=i)
        return self.who.noun(view, noun) if noun is not None else ()

    def _opens(self, view: View, phrase: Phrase) -> bool:
        """Whether the phrase opens its sentence or what follows a colon («امارات تکذیب کرد»)."""
        return phrase.first == 0 or view.row[phrase.first - 1].text in words("colon")

    def _group(self, view: View, phrase: Phrase, end: int) -> tuple[int, ...]:
        return tuple(e for p in view.group(view.phrases.index(phrase)) if p.last < end for e in p.entities)

    # -- without a verb of speech

    def _in_document(self, view: View) -> Iterator[_Said]:
        """«در بیانیه X آمده است»: X says it; «در این بیانیه آمده است»: who spoke last."""
        for i, token in enumerate(view.row):
            form = verb_form(token.text)
            if form is None or form.negated or not self._appears(view, i, form.infinitive):
                continue
            for j in range(i - 1, 0, -1):
                if view.row[j].key in words("documents") and marker_before(view.row, j)[0] == "at":
                    yield _Said(self._owner(view, j + 1, i) or self.who.last, "say", "", i, "say.document")
                    return
                back = view.row[j].key in words("documents") and view.row[j - 1].key in words("back")
                if back and j > 1 and marker_before(view.row, j - 1)[0] == "at":
                    yield _Said(self.who.last, "say", "", i, "say.document")
                    return

    def _appears(self, view: View, i: int, infinitive: str) -> bool:
        """«آمده است», or the passive of a verb of speech («تأکید شده است»)."""
        return key(infinitive) in words("appear") or (
            key(infinitive) in words("passive") and spoken(view, i, lang.toml("speech.toml")["active"]) is not None
        )

    def _owner(self, view: View, at: int, until: int) -> tuple[int, ...]:
        """Whose document it is: the phrase right after it, or after «منتشرشده از سوی»."""
        n = view.starts.get(at)
        if n is not None:
            return self._group(view, view.phrases[n], until)
        for j in range(at, min(at + 5, until)):
            if marker_before(view.row, j + 1)[0] == "from" and view.row[j].upos != "VERB":
                return self._somebody(view, j + 1, until)
            if view.row[j].text in words("commas") or view.row[j].upos == "VERB":
                break
        return ()

    def _somebody(self, view: View, at: int, until: int) -> tuple[int, ...]:
        """The linked phrase at a token, else the noun phrase there."""
        n = view.starts.get(at)
        if n is not None:
            return self._group(view, view.phrases[n], until)
        while at < until and (view.row[at].key in words("determiners") or view.row[at].upos in {"NUM", "DET"}):
            at += 1
            if at in view.covered:
                return ()
        if at >= until or at in view.covered:
            return ()
        noun = noun_at(view, self.clean, at, until=until)
        return self.who.noun(view, noun) if noun is not None else ()

    def _attributed(self, view: View) -> Iterator[_Said]:
        """«به گفته X»: X says it; «بر اساس بیانیه منتشرشده از سوی X»."""
        for phrase in view.phrases:
            if phrase.marker == "attribution" and phrase.kind != "sides" and self._attributes(view, phrase):
                yield _Said(phrase.entities, "say", "", phrase.last, "say.attribution")
        for i in range(1, len(view.row)):
            if i in view.covered:
                continue
            marker, first = marker_before(view.row, i)
            said = "".join(token.key for token in view.row[first:i])
            if marker == "attribution" and said in words("attribution"):
                speakers = self._somebody(view, i, len(view.row))
                if speakers:
                    yield _Said(speakers, "say", "", i, "say.attribution")
            elif view.row[i].key in words("documents") and self._by(view, i):
                speakers = self._owner(view, i + 1, len(view.row))
                if speakers:
                    yield _Said(speakers, "say", "", i, "say.attribution")

    def _by(self, view: View, i: int) -> bool:
        """Whether «بر اساس», «طبق» stands before token `i`."""
        return any("".join(t.key for t in view.row[j:i]) in words("according") for j in range(max(0, i - 2), i))

    def _attributes(self, view: View, phrase: Phrase) -> bool:
        marker = "".join(token.key for token in view.row[phrase.marker_first : phrase.first])
        office = self.entities[phrase.entities[0]].organization_kind in {"government", "ministry", "parliament"}
        if office and any(marker.startswith(word) for word in words("reports")):
            return True
        return any(marker.startswith(word) or marker == word for word in words("attribution"))
