"""Statements: who said what, by verbs of speech, headlines («X: …») and attributions («به گفته X»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.errors import LexiconError
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.about import of_statement
from graphbuild.relate.frames import Frames
from graphbuild.relate.model import StatementMention
from graphbuild.relate.phrases import Phrase, View, marker_before
from graphbuild.relate.verbs import future_auxiliary, verb_form

_LONGEST_VERB = 4  # tokens of a light verb's nouns
_HEADLINE_LEAD = 14  # tokens before the colon of a headline
_SPOKEN = frozenset({":", "«", '"'})  # marks after a verb of speech that open somebody's own words


@cache
def speech() -> dict[str, tuple[str, str]]:
    """Folded verb → (verb, act)."""
    acts = lang.toml("speech.toml")["plover"]
    table = {}
    for row in lang.table("speech.tsv", ("verb", "act")):
        if row["act"] not in acts:
            raise LexiconError(f"{row.place}: unknown act {row['act']!r}; use one of {', '.join(sorted(acts))}")
        table[key(row["verb"])] = (row["verb"], row["act"])
    return table


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(key(word) or word for word in lang.toml("speech.toml")[name])


def _of_document(view: View, phrase: Phrase) -> bool:
    """«پست X:»: the phrase hangs on a word for what somebody wrote."""
    return phrase.first > 0 and view.row[phrase.first - 1].key in _list("documents")


@dataclass
class StatementReader:
    """Reads the statements of one document in order.

    `last` spoke last; `voice` is whose words the text gives («X: …»): a verb in the first person is his. `entities` are
    those of the document; speakers that the link stage does not know («سازمان حفاظت محیط‌زیست») are added to them.
    """

    clean: Clean
    entities: list[Entity]
    frames: Frames
    last: tuple[int, ...] = ()
    voice: tuple[int, ...] = ()
    _added: dict[str, int] = field(default_factory=dict)

    def sentence(self, view: View, *, opens_block: bool) -> list[StatementMention]:
        """The statements of one sentence."""
        found: list[StatementMention] = []
        for speakers, act, verb, at, rule in self._said(view, opens_block=opens_block):
            for speaker in speakers:
                if any(s.speaker == speaker and s.act == act for s in found):
                    continue
                found.append(self._statement(view, speaker, act, verb, at, rule))
            self.last = tuple(speakers)
            if _SPOKEN & {view.row[j].text for j in range(at, min(at + 3, len(view.row)))}:
                self.voice = tuple(speakers)
        return found

    def _statement(self, view: View, speaker: int, act: str, verb: str, at: int, rule: str) -> StatementMention:
        start, end = self._content(view, at)
        inside = tuple(
            dict.fromkeys(
                e for p in view.phrases if start <= view.row[p.first].start < end for e in p.entities if e != speaker
            )
        )
        return StatementMention(
            speaker=speaker,
            act=act,
            verb=verb,
            sentence=view.index,
            start=view.sentence.start,
            end=view.sentence.end,
            content=(start, end),
            about=of_statement(view, at, self.clean, self.frames),
            mentions=inside,
            rule=rule,
        )

    def _content(self, view: View, at: int) -> tuple[int, int]:
        """What was said: the text after the verb or colon at token `at`, else the sentence up to it."""
        after = at + 1
        while after < len(view.row) and view.row[after].upos in {"PUNCT", "AUX", "SCONJ"}:
            after += 1
        if after < len(view.row) - 1:
            return view.row[after].start, view.sentence.end
        return view.sentence.start, view.sentence.end

    # -- who said it, and with which words

    def _said(self, view: View, *, opens_block: bool) -> Iterator[tuple[Sequence[int], str, str, int, str]]:
        headline = self._headline(view) if opens_block else None
        if headline is not None:
            self.voice = tuple(headline[0])
            if headline[1] + 1 < len(view.row):
                yield headline[0], "say", "", headline[1], "say.headline"
        for i, verb, act in self._verbs(view):
            speakers = self._speakers(view, i)
            if speakers:
                yield speakers, act, verb, i, "say.verb"
        yield from self._in_document(view)
        for phrase in view.phrases:
            if phrase.marker == "attribution" and phrase.kind != "sides" and self._attributes(view, phrase):
                yield phrase.entities, "say", "", phrase.last, "say.attribution"

    def _in_document(self, view: View) -> Iterator[tuple[Sequence[int], str, str, int, str]]:
        """«در بیانیه X آمده است»: X says it; «در این بیانیه آمده است»: who spoke last."""
        for i, token in enumerate(view.row):
            form = verb_form(token.text)
            if form is None or form.negated or key(form.infinitive) not in _list("appear"):
                continue
            for j in range(i - 1, 0, -1):
                if view.row[j].key in _list("documents") and marker_before(view.row, j)[0] == "at":
                    n = view.starts.get(j + 1)
                    named = self._group(view, view.phrases[n], i) if n is not None else []
                    yield named or self.last, "say", "", i, "say.document"
                    return
                back = view.row[j].key in _list("documents") and view.row[j - 1].key in _list("back")
                if back and j > 1 and marker_before(view.row, j - 1)[0] == "at":
                    yield self.last, "say", "", i, "say.document"
                    return

    def _headline(self, view: View) -> tuple[Sequence[int], int] | None:
        """«X: …», «X در دیدار Y: …»: the first unmarked phrase before a colon with no verb before it."""
        for i, token in enumerate(view.row[:_HEADLINE_LEAD]):
            if token.upos in {"VERB", "AUX"} and i not in view.covered:
                return None
            if token.text in _list("colon"):
                lead = [
                    p for p in view.phrases if p.last < i and not p.marker and (not p.genitive or _of_document(view, p))
                ]
                if lead and not (lead[0].kind == "state" and len(lead) > 1 and lead[0].first > 0):
                    return self._group(view, lead[0], i), i
                return None
        return None

    def _group(self, view: View, phrase: Phrase, end: int) -> list[int]:
        return [e for p in view.group(view.phrases.index(phrase)) if p.last < end for e in p.entities]

    def _verbs(self, view: View) -> Iterator[tuple[int, str, str]]:
        """(token, verb, act) of the verbs of speech that are said to have been done."""
        for i, token in enumerate(view.row):
            if token.upos not in {"VERB", "AUX", "NOUN", "ADJ"} or i in view.covered:
                continue
            form = verb_form(token.text)
            if future_auxiliary(token.text) and i + 1 < len(view.row) and verb_form(view.row[i + 1].text):
                continue  # «خواهد کرد» wants nothing
            if form is None or form.negated or (token.upos in {"NOUN", "ADJ"} and form.tense != "past"):
                continue
            found = self._match(view, i, form.infinitive)
            if found is not None:
                yield i, *found

    def _match(self, view: View, i: int, infinitive: str) -> tuple[str, str] | None:
        """The longest listed verb that ends at token `i`: with the nouns before it, or with those that hang on it."""
        table = speech()
        joined, best = key(infinitive), None
        for j in range(i - 1, max(-1, i - 1 - _LONGEST_VERB), -1):
            joined = view.row[j].key + joined
            best = table.get(joined, best)
        if best is None:
            for child in view.sentence.children[view.row[i].first]:
                word = view.sentence.words[child - 1]
                if word.deprel.startswith(("compound", "xcomp")):
                    best = table.get(key(word.text + infinitive), best)
        word = view.sentence.words[view.row[i].first - 1]
        if best is None and word.deprel == "cop" and word.head:
            best = table.get(key(view.sentence.words[word.head - 1].text + infinitive))
        if best is None and not self._light(view, i):
            best = table.get(key(infinitive))
        return best

    def _light(self, view: View, i: int) -> bool:
        """Whether the verb has a light-verb noun, so that its own meaning does not count."""
        return any(
            view.sentence.words[c - 1].deprel.startswith("compound") for c in view.sentence.children[view.row[i].first]
        )

    def _speakers(self, view: View, i: int) -> list[int]:
        predicate = view.predicate(view.row[i].first)
        form = verb_form(view.row[i].text)
        if form is not None and form.person.startswith("1"):
            return list(self.voice) if form.person == "1s" else []
        if form is not None and form.person.startswith("2"):
            return []
        phrases = [p for p in view.subject(predicate) if p.first < i and p.kind != "sides"]
        if phrases:
            return list(dict.fromkeys(e for p in phrases for e in p.entities))
        unnamed = self._unlinked(view, predicate, i)
        if unnamed is not None:
            return [unnamed]
        first = next((p for p in view.phrases if p.first < i and not (p.marker or p.genitive or p.object)), None)
        if (
            first is not None
            and (first.kind != "state" or self._opens(view, first))
            and all(view.row[j].upos not in {"VERB", "SCONJ"} or j in view.covered for j in range(first.last + 1, i))
        ):
            return self._group(view, first, i)
        return list(self.last)

    def _opens(self, view: View, phrase: Phrase) -> bool:
        """Whether the phrase opens its sentence or what follows a colon («امارات تکذیب کرد»)."""
        return phrase.first == 0 or view.row[phrase.first - 1].text in _list("colon")

    def _unlinked(self, view: View, predicate: int, i: int) -> int | None:
        """A subject that the link stage did not know: its noun phrase becomes an unnamed speaker."""
        head = view.noun_subject(predicate)
        if head is None or view.sentence.words[head - 1].upos not in {"NOUN", "PROPN"}:
            return None
        at = view.token_of[head]
        if at in view.covered or at > i:
            return None
        last = at
        while last + 1 < i:
            word = view.sentence.words[view.row[last + 1].first - 1]
            if view.row[last + 1].upos not in {"NOUN", "PROPN", "ADJ"} or not head <= word.head <= view.row[last].last:
                break
            last += 1
        name = self.clean.text[view.row[at].start : view.row[last].end]
        if key(name) not in self._added:
            self._added[key(name)] = len(self.entities)
            self.entities.append(Entity("unnamed", name, (name,)))
        return self._added[key(name)]

    def _attributes(self, view: View, phrase: Phrase) -> bool:
        marker = "".join(token.key for token in view.row[phrase.marker_first : phrase.first])
        office = self.entities[phrase.entities[0]].organization_kind in {"government", "ministry", "parliament"}
        if office and any(marker.startswith(word) for word in _list("reports")):
            return True
        return any(marker.startswith(word) or marker == word for word in _list("attribution"))
