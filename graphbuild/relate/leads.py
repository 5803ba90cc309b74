"""What stands before the colon: «X: …», «ادعای X: …», «A به نقل از B: …», «خبرگزاری A: …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.markers import marker_before
from graphbuild.relate.nouns import quotes, words
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.verbs import verb_form

_LONGEST_LEAD = 20  # tokens before the colon of a headline
_LONGEST_TITLE = 24  # of one that begins with the name of a document («پیام X در آستانه …:»)


@dataclass(frozen=True, slots=True)
class Lead:
    """`colon`: its token. `speakers`: entities whose words follow; empty for a label («ترجمه ماشین:»). `at`: the token
    of a noun that the link stage does not know and that speaks. `outlet`: a medium opens the line; `dateline`: an
    agency does, with its full name, and may only pass on; `own`: it is the one that published the text.
    """

    colon: int
    speakers: tuple[int, ...]
    at: int | None = None
    outlet: bool = False
    dateline: bool = False
    own: bool = False


def lead(view: View, entities: Sequence[Entity], publisher: str | None = None) -> Lead | None:
    """The lead of a sentence that opens a block; None when it has none, or has a verb before its colon."""
    colon = _colon(view)
    if colon is None:
        return None
    source = _source(view, colon)
    if source is not None:
        return source
    asked = _interviewed(view, colon, entities)
    if asked is not None:
        return Lead(colon, _group(view, asked, colon))
    parts = (i for i in range(colon - 1, 0, -1) if view.row[i].text in words("parts_of_headline"))
    start = next(parts, 0)  # «واکنش A به سخن B؛ X: …» is X's
    inside = [p for p in view.phrases if start <= p.first and p.last < colon and not p.marker]
    phrases = [p for p in inside if not p.genitive or _of_speech(view, p)]
    place = phrases and phrases[0].kind == "state" and len(phrases) > 1 and phrases[0].first > 0
    if phrases and (phrases[0].genitive or not place):
        outlet = _is_outlet(view, phrases[0], entities)
        agency = view.row[phrases[0].first].key in words("agencies")
        dateline = outlet and agency
        own = dateline and publisher is not None and key(publisher) in key(entities[phrases[0].entities[0]].name)
        return Lead(colon, _group(view, phrases[0], colon), outlet=outlet, dateline=dateline, own=own)
    first = _first_noun(view, colon)
    known = first is not None and (view.row[first].key in words("people") or _is_name(view, first, colon))
    if first is None and colon == 1 and not lexicon().is_word(view.row[0].text):
        first, known = 0, True  # a name of one word that the tagger takes for an adjective
    return Lead(colon, (), first if known and not phrases else None)


def quoted_line(view: View) -> tuple[int, tuple[int, ...]] | None:
    """««…»؛ X در پایان دیدار با Y»: the token after the quote, and X, whose words they are; None for another line."""
    row = view.row
    first = next((i for i, token in enumerate(row) if token.key or token.text in quotes()), len(row))
    if first >= len(row) or row[first].text not in quotes():
        return None
    closing = next((i for i in range(first, len(row)) if row[i].text == quotes()[row[first].text]), len(row))
    n = view.starts.get(closing + 2)
    parted = closing + 2 < len(row) and row[closing + 1].text in words("parts_of_headline")
    if not parted or n is None or view.phrases[n].kind not in ACTORS or view.phrases[n].marker:
        return None
    rest = row[view.phrases[n].last + 1 :]
    told = any(t.upos in {"VERB", "AUX"} for t in rest)
    return None if told else (closing + 1, _group(view, view.phrases[n], len(row)))


def further(view: View, opening: Lead | None) -> Iterator[tuple[int, tuple[int, ...]]]:
    """«X: … / Y: …», «X … شد؛ Y: …», «X: Y: …»: the colons of the further leads of a line, and whose words follow."""
    start = opening.colon if opening is not None else 1
    for i in range(start, len(view.row) - 2):
        parts = view.row[i].text in words("parts_of_headline") or (opening is not None and i == start)
        n = view.starts.get(i + 1) if parts else None
        members = view.group(n) if n is not None and not view.phrases[n].marker else []
        colon = members[-1].last + 1 if members else len(view.row)
        if colon < len(view.row) and view.row[colon].text in words("colon"):
            yield colon, tuple(e for p in members for e in p.entities)


def is_second_lead(view: View, first: int, end: int) -> bool:
    """«X: در گفت‌وگو با Y: …», «X: … | گفت‌وگو با Y»: a second lead, from token `first` to the one before `end`."""
    before = view.row[first - 1].text if first > 0 else ""
    closes = end >= len(view.row) or (end == len(view.row) - 1 and not view.row[end].key)
    return (end < len(view.row) and before == view.row[end].text == ":") or (closes and before in words("slashes"))


def _is_name(view: View, first: int, colon: int) -> bool:
    """Whether nothing but a name stands before the colon («الساعه: …»)."""
    return all(view.row[j].upos == "PROPN" for j in range(first, colon) if view.row[j].key)


def _colon(view: View) -> int | None:
    document = bool(view.row) and view.row[0].key in words("documents") | words("speeches")
    for i, token in enumerate(view.row[: (_LONGEST_TITLE if document else _LONGEST_LEAD) + 1]):
        if token.upos in {"VERB", "AUX"} and i not in view.covered and verb_form(token.text) is not None:
            if document and i + 1 < len(view.row) and view.row[i + 1].text in words("colon"):
                continue  # «متن بیانیه X به این شرح است:»
            return None
        if token.text in words("colon"):
            return i if i else None
    return None


def _source(view: View, colon: int) -> Lead | None:
    """«A به نقل از B:»: B's words."""
    for i in range(1, colon):
        marker, first = marker_before(view.row, i)
        if marker != "attribution" or "".join(t.key for t in view.row[first:i]) not in words("quoting"):
            continue
        n = view.starts.get(i)
        outlet = next((p for p in view.phrases if p.last < first and not p.marker), None)
        said = _group(view, outlet, first) if outlet is not None else ()
        if n is not None:
            return Lead(colon, (*_group(view, view.phrases[n], colon), *said))
        return Lead(colon, said, i)
    return None


def _interviewed(view: View, colon: int, entities: Sequence[Entity]) -> Phrase | None:
    """«مصاحبه اختصاصی MEDIUM با X: …», «گفت‌وگوی X با MEDIUM: …»: X, who answers."""
    before = [p for p in view.phrases if p.last < colon]
    other = next((p for p in before if p.marker == "with"), None)
    if other is None or before[0].marker:
        return None
    noun = _noun_before(view, before[0])
    sides = (before[0], other)
    media = [p for p in sides if entities[p.entities[0]].organization_kind == "media"]
    answering = [p for p in sides if p not in media and p.kind in ACTORS]
    interview = noun >= 0 and lexicon().word("interviews", view.row, noun) == noun + 1
    return answering[0] if interview and len(media) == len(answering) == 1 else None


def _of_speech(view: View, phrase: Phrase) -> bool:
    """«پست X»، «ادعای X»، «سخنان ضد ایرانی X»: the phrase hangs on a word for what somebody wrote or said."""
    head = view.token_of.get(view.sentence.words[phrase.head - 1].head)
    if head is not None and head < phrase.first and view.row[head].key in words("documents") | words("speeches"):
        return True
    before = _noun_before(view, phrase)
    return before >= 0 and view.row[before].key in words("documents") | words("speeches")


def _noun_before(view: View, phrase: Phrase) -> int:
    """The token before a phrase and its noun's adjectives («سخنان ضد ایرانی X»); -1 where it opens the sentence."""
    before = phrase.first - 1
    while before > 0 and view.row[before].upos == "ADJ":
        before -= 1
    return before


def _is_outlet(view: View, phrase: Phrase, entities: Sequence[Entity]) -> bool:
    opens = all(not view.row[j].key for j in range(phrase.first))
    return opens and entities[phrase.entities[0]].organization_kind == "media"


def _group(view: View, phrase: Phrase, end: int) -> tuple[int, ...]:
    return tuple(e for p in view.group(view.phrases.index(phrase)) if p.last < end for e in p.entities)


def _first_noun(view: View, colon: int) -> int | None:
    return next((j for j in range(colon) if view.row[j].upos in {"NOUN", "PROPN"}), None)


def announced(view: View) -> tuple[int, ...]:
    """«سخنان X در سفر هند»: a heading that gives notice of somebody's words; empty for any other."""
    if not view.row or view.row[0].key not in words("documents") | words("speeches"):
        return ()
    phrase = next((p for p in view.phrases if p.genitive and _of_speech(view, p)), None)
    if phrase is None or any(view.is_verb(w.id) for w in view.sentence.words):
        return ()
    return _group(view, phrase, len(view.row))
