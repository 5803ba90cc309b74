"""Statements without a verb of speech: what documents say («در بیانیه X آمده است»), and attributions («به گفته X»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.markers import marker_before
from graphbuild.relate.nouns import noun_at, words
from graphbuild.relate.phrases import Phrase, View
from graphbuild.relate.speakers import Speakers
from graphbuild.relate.speech import spoken
from graphbuild.relate.verbs import verb_form

_NEAR = 4  # tokens between what is an answer and what it answers


@dataclass(frozen=True, slots=True)
class Said:
    """Speakers, act, verb, the token that tells of it, rule; `singular` by the verb's ending."""

    speakers: tuple[int, ...]
    act: str
    verb: str
    at: int
    rule: str
    singular: bool = True


def group(view: View, phrase: Phrase, end: int) -> tuple[int, ...]:
    """The entities of a phrase and of those that stand with it, as far as they end before token `end`."""
    return tuple(e for p in view.group(view.phrases.index(phrase)) if p.last < end for e in p.entities)


@dataclass(frozen=True)
class Attributions:
    """Reads whose words a sentence gives by other means than a verb of speech; `who` are the document's speakers."""

    clean: Clean
    entities: Sequence[Entity]
    who: Speakers

    def read(self, view: View, before: tuple[int, ...], *, spoke: bool) -> Iterator[Said]:
        """What documents and attributions say; `before`: who had spoken last, `spoke`: a verb told of words here."""
        yield from self._in_document(view, before)
        yield from self._attributed(view)
        yield from self._claimed(view)
        yield from self._in_pointed(view, before) if not spoke else ()
        yield from self._reported(view) if not spoke else ()
        yield from self._issued(view) if not spoke else ()

    def _in_document(self, view: View, before: tuple[int, ...]) -> Iterator[Said]:
        """«در بیانیه X آمده است»: X says it; «در این بیانیه آمده است»: whose it was, else who spoke last."""
        forms = [(i, verb_form(t.text)) for i, t in enumerate(view.row) if t.upos != "ADP"]
        found = [(i, f.infinitive) for i, f in forms if f is not None and not f.negated]
        for i, infinitive in sorted(found, key=lambda f: (key(f[1]) not in words("appear"), f[0])):
            if not self._appears(view, i, infinitive):
                continue
            for j in range(i - 1, 0, -1):
                if view.row[j].key in words("documents") and marker_before(view.row, j)[0] == "at":
                    yield Said(self._owner(view, j + 1, i) or before, "say", "", i, "say.document")
                    return
                back = view.row[j].key in words("documents") and view.row[j - 1].key in words("back")
                if back and j > 1 and marker_before(view.row, j - 1)[0] == "at":
                    yield Said(self.who.written.get(view.row[j].key, before), "say", "", i, "say.document")
                    return

    @staticmethod
    def _issued(view: View) -> Iterator[Said]:
        """«X با انتشار پیامی مسئولیت حمله را بر عهده گرفت»: X says so, whatever the verb."""
        for j in range(2, len(view.row)):
            issued = view.row[j].key in words("documents") and view.row[j - 1].key in words("issuing")
            if not issued or marker_before(view.row, j - 1)[0] != "with":
                continue
            speakers = [
                e for p in view.subject(view.predicate(view.row[j - 1].first)) if p.last < j for e in p.entities
            ]
            if speakers:
                yield Said(tuple(speakers), "say", "", j, "say.document")
            return

    def _appears(self, view: View, i: int, infinitive: str) -> bool:
        """«آمده است», or the passive of a verb of speech («تأکید شده است», «خواسته شده است»)."""
        if key(infinitive) in words("appear"):
            return True
        before = verb_form(view.row[i - 1].text) if i else None
        asked = before is not None and before.tense == "perfect" and spoken(view, i - 1, before.infinitive) is not None
        listed = asked or spoken(view, i, lang.toml("speech.toml")["active"]) is not None
        return key(infinitive) in words("passive") and listed

    def _owner(self, view: View, at: int, until: int) -> tuple[int, ...]:
        """Whose document it is: the phrase right after it, or after «منتشرشده از سوی»."""
        start = at
        while start < until and (view.row[start].upos == "ADJ" or view.row[start].key in words("sessions")):
            start += 1  # «بیانیه پایانی نشست X»
        n = view.starts.get(at, view.starts.get(start))
        if n is not None:
            return group(view, view.phrases[n], until)
        for j in range(at, min(at + 5, until)):
            longer = j + 2 < until and marker_before(view.row, j + 2)[0] == "from"
            if marker_before(view.row, j + 1)[0] == "from" and not longer:
                return self.somebody(view, j + 1, until)
            if view.row[j].text in words("commas") or view.row[j].upos == "VERB":
                break
        return ()

    def somebody(self, view: View, at: int, until: int) -> tuple[int, ...]:
        """The linked phrase at a token, else the noun phrase there."""
        n = view.starts.get(at)
        if n is not None:
            return group(view, view.phrases[n], until)
        while at < until and (view.row[at].key in words("determiners") or view.row[at].upos in {"NUM", "DET"}):
            at += 1
            if at in view.covered:
                return ()
        if at >= until or at in view.covered:
            return ()
        noun = noun_at(view, self.clean, at, until=until)
        return self.who.noun(view, noun) if noun is not None else ()

    def _attributed(self, view: View) -> Iterator[Said]:
        """«به گفته X»: X says it; «بر اساس بیانیه منتشرشده از سوی X»."""
        for phrase in view.phrases:
            if phrase.marker == "attribution" and phrase.kind != "sides" and self._attributes(view, phrase):
                yield Said(phrase.entities, "say", "", phrase.last, "say.attribution")
        for i in range(1, len(view.row)):
            if i in view.covered:
                continue
            marker, first = marker_before(view.row, i)
            said = "".join(token.key for token in view.row[first:i])
            answered = any(token.key in words("answers") for token in view.row[max(0, first - _NEAR) : first])
            data = first < i and view.row[i - 1].key in words("data")  # «بر اساس اطلاعات افشاشده» is nobody's
            if marker == "attribution" and said in words("attribution") and not (answered or data):
                speakers = self.somebody(view, i, len(view.row))
                if speakers:
                    yield Said(speakers, "say", "", i, "say.attribution")
            elif view.row[i].key in words("documents") and self._by(view, i):
                speakers = self._owner(view, i + 1, len(view.row))
                if speakers:
                    yield Said(speakers, "say", "", i, "say.attribution")

    def _claimed(self, view: View) -> Iterator[Said]:
        """«ادعای X مبنی بر …»: X says so."""
        for phrase in view.phrases:
            noun, after = phrase.first - 1, phrase.last + 1
            while noun > 0 and view.row[noun].upos == "ADJ" and noun not in view.covered:
                noun -= 1  # «ادعای اخیر X»
            keys = [token.key for token in view.row[after : after + 2]]
            based = "".join(keys) in words("based") or "".join(keys[:1]) in words("based")
            if based and noun >= 0 and view.row[noun].key in words("claims"):
                yield Said(phrase.entities, "claim", "", phrase.last, "say.attribution")

    def _in_pointed(self, view: View, before: tuple[int, ...]) -> Iterator[Said]:
        """«بر پایه این بیانیه», «بر پایه بیانیه، …»: who spoke last; «بر اساس این گزارش»: which body reported."""
        reported = [e for e in before if self.entities[e].kind == "organization"] or list(self.who.reported)
        for i in range(1, len(view.row)):
            back = view.row[i - 1].key in words("back")
            alone = i + 1 < len(view.row) and view.row[i + 1].text in words("commas")
            if view.row[i].key not in words("documents") or not (back or alone):
                continue
            speakers = tuple(reported) if view.row[i].key in words("reporting") else before
            if speakers and self._by(view, i - back):
                yield Said(speakers, "say", "", i, "say.attribution")

    def _reported(self, view: View) -> Iterator[Said]:
        """«طبق گزارش X، …»: the medium X says it; «به گزارش X» may only tell whose text this is, where X writes Persian
        and has not spoken before.
        """
        own = {None, *lang.toml("speech.toml")["own_press"]}
        for phrase in view.phrases:
            marker = view.marker_key(phrase)
            medium = self.entities[phrase.entities[0]]
            if medium.organization_kind != "media" or marker not in words("reports"):
                continue
            known = medium.state not in own or phrase.entities[0] in self.who.reported
            if known or marker not in words("datelines"):
                yield Said(phrase.entities, "say", "", phrase.last, "say.attribution")

    def _by(self, view: View, i: int) -> bool:
        """Whether «بر اساس», «طبق» stands before token `i`."""
        return any("".join(t.key for t in view.row[j:i]) in words("according") for j in range(max(0, i - 2), i))

    def _attributes(self, view: View, phrase: Phrase) -> bool:
        marker = view.marker_key(phrase)
        office = self.entities[phrase.entities[0]].organization_kind in {"government", "ministry", "parliament"}
        if office and any(marker.startswith(word) for word in words("reports")):
            return True
        return any(marker.startswith(word) for word in words("attribution")) or marker in words("announcing")
