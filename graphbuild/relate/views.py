"""Views of a document's sentences: the phrases that its references make, their case markers, who stands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.document import Clean, Sentence
from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Links, Reference
from graphbuild.link.tokens import Token, tokens
from graphbuild.link.trees import head_of
from graphbuild.relate.grouping import coordinate
from graphbuild.relate.markers import marker_across, marker_before, marks, skip_back, words
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.verbs import tells, verb_form

_LONGEST_ADVERB = 3  # tokens of «با این همه»
_ADDRESSED = frozenset({"to", "with", "from"})  # markers of whom a talk or letter reaches


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
    _besides(view)
    _after_source(view)
    _apposed(view)
    _titled(view)
    _bracketed(view)
    _contrast(view)
    _of_none(view)
    _called(view)
    _becoming(view)
    _relatives(view)
    _dateline(view, links)
    coordinate(view)
    if said := frozenset(i for i in range(1, len(view.row)) if _is_said(view, i)):
        view.said = said
        view.row = tuple(replace(t, upos="VERB") if i in said else t for i, t in enumerate(view.row))
        view.phrases = [replace(p, genitive=p.genitive and p.first - 1 not in said) for p in view.phrases]
    return view


def _name_some(view: View) -> None:
    """«با مقامات X (هم) از جمله (با) A و B», «با C و شماری از همتایان خود، از جمله A»: the whole is A, the group is
    nobody.
    """
    for n in reversed(range(1, len(view.phrases))):
        group, named = view.phrases[n - 1], view.phrases[n]
        again = named.marker == group.marker != ""
        between = view.row[group.last + 1 : named.marker_first if again else named.first]
        between = [t for t in between if t.text not in marks("comma") and t.key not in words("also")]
        several = group.plural and group.kind in {"unnamed", "position"}
        if several and "".join(t.key for t in between) in words("among"):
            first = group.first if group.marker else group.marker_first
            view.phrases[n - 1 : n + 1] = [
                replace(
                    named, first=first, marker=group.marker, marker_first=group.marker_first, genitive=group.genitive
                )
            ]


def _besides(view: View) -> None:
    """«علاوه بر A با B گفت‌وگو کرد»: A, with whom he talked as well."""
    for n in range(1, len(view.phrases)):
        one, other = view.phrases[n - 1], view.phrases[n]
        between = view.row[one.last + 1 : other.marker_first]
        beside = all(t.text in marks("comma") or t.key in words("own") for t in between)
        if beside and other.marker == "with" and view.marker_key(one) in words("besides"):
            view.phrases[n - 1] = replace(one, marker="with")


def _apposed(view: View) -> None:
    """«با X یکی از مقامات پیشین دیدار کرد», «X، کارشناس مسائل Y، گفت»: who stands right after a name is called so,
    whatever the tree says.
    """
    for n in range(1, len(view.phrases)):
        name, called = view.phrases[n - 1], view.phrases[n]
        comma = name.bare and name.last + 2 == called.first and view.row[name.last + 1].text in marks("comma")
        comma = comma and all(token.upos != "CCONJ" for token in view.row[called.last + 1 : called.last + 2])
        beside = called.bare and (comma or called.first == name.last + 1) and not called.plural
        if beside and (name.kind, called.kind) == ("person", "unnamed"):
            view.phrases[n] = replace(called, marker="other")


def _titled(view: View) -> None:
    """«X و Y وزرای خارجه A و B»: the offices after the names are part of the phrase, to which more may be joined."""
    for n in reversed(range(1, len(view.phrases))):
        names, offices = view.phrases[n - 1], view.phrases[n]
        before = {e for p in view.phrases[:n] for e in p.entities}
        if offices.plural and offices.bare and offices.first == names.last + 1 and before.issuperset(offices.entities):
            view.phrases[n - 1] = replace(names, last=offices.last)
            del view.phrases[n]


def _bracketed(view: View) -> None:
    """«X و Y (رؤسای جمهور A و B)»: who stands in brackets after the names of the same people."""
    for n, phrase in enumerate(view.phrases):
        before = {e for p in view.phrases[:n] for e in p.entities}
        if phrase.first and view.row[phrase.first - 1].text == "(" and before.issuperset(phrase.entities):
            view.phrases[n] = replace(phrase, marker="other", genitive=False)


def _contrast(view: View) -> None:
    """«در مقابل، X گفت», without its comma: who stands after it at the head of a sentence is marked by nothing."""
    first = view.phrases[0] if view.phrases else None
    if first is None or not first.marker or first.kind not in ACTORS:
        return
    if "".join(token.key for token in view.row[: first.first]) in words("contrasts"):
        view.phrases[0] = replace(first, marker="", marker_first=first.first)


def _of_none(view: View) -> None:
    """«هیچ رئیس‌جمهور X»: nobody."""
    for n, phrase in enumerate(view.phrases):
        if phrase.kind in ACTORS and phrase.first and view.row[phrase.first - 1].key in words("every"):
            view.phrases[n] = replace(phrase, marker="other")


def _becoming(view: View) -> None:
    """«اگر رئیس‌جمهور شود»: an office that somebody takes is nobody."""
    for n, phrase in enumerate(view.phrases):
        after = view.row[phrase.last + 1] if phrase.last + 1 < len(view.row) else None
        form = verb_form(after.text) if after is not None else None
        if phrase.kind == "position" and phrase.bare and form is not None and form.infinitive in words("becoming"):
            view.phrases[n] = replace(phrase, marker="other")


def _called(view: View) -> None:
    """«با همسایه همیشگی‌مان، X»: the whole is X, who stands where the noun does that it is called by."""
    for n, phrase in enumerate(view.phrases):
        i = phrase.first - 2
        if phrase.kind != "state" or i < 0 or view.row[i + 1].text not in marks("comma"):
            continue
        while i > 0 and i not in view.covered and view.row[i].upos in {"ADJ", "PRON", "NOUN"}:
            if view.row[i].key in words("neighbours"):
                marker, first = marker_before(view.row, i)
                view.phrases[n] = replace(
                    phrase, first=i, head=view.row[i].first, marker=marker, marker_first=first, genitive=not marker
                )
                break
            i -= 1


def _after_source(view: View) -> None:
    """«به گزارش X Y …», without a comma: Y is nobody of X's."""
    for n in range(1, len(view.phrases)):
        source, phrase = view.phrases[n - 1], view.phrases[n]
        after = source.marker == "attribution" and source.kind == "organization" and source.last + 1 == phrase.first
        if after and phrase.kind in ACTORS:
            view.phrases[n] = replace(phrase, genitive=False)


def _relatives(view: View) -> None:
    """«همکارش X»: the whole is X, whom the tree has beside what he is of somebody."""
    for n, phrase in enumerate(view.phrases):
        if phrase.kind != "person" or not phrase.bare or not phrase.first:
            continue
        i = phrase.first - 1
        i -= i > 0 and i in view.covered and view.phrases[view.covered[i]].genitive  # «همکار او X»
        noun = view.sentence.words[view.row[i].first - 1]
        owned = i < phrase.first - 1 or view.sentence.words[view.row[i].last - 1].upos == "PRON"
        name = view.sentence.words[phrase.head - 1]
        beside = name.head == noun.id or (name.deprel, name.head) == (noun.deprel, noun.head)
        if i not in view.covered and noun.upos == "NOUN" and owned and beside:
            marker, first = marker_before(view.row, i)
            view.phrases[n] = replace(phrase, first=i, head=noun.id, marker=marker, marker_first=first)
    for stale in ("covered", "starts"):
        view.__dict__.pop(stale, None)


def _dateline(view: View, links: Links) -> None:
    """«باکو - X …», ««ایکس»؛ X …»: the capital or medium that opens a report is where it comes from."""
    first = view.phrases[0] if view.phrases else None
    if first is None or any(token.text not in marks("passable") for token in view.row[: first.first]):
        return
    after = first.last + 1
    after += after < len(view.row) and view.row[after].text in words("closing")
    stop = view.row[after].text if after + 1 < len(view.row) else ""
    if links.entities[first.entities[0]].organization_kind == "media":
        opens = stop in words("dashes") | words("semicolon")
    elif not first.first and first.kind == "state" and lexicon().is_capital(view.row, 0):
        n = view.starts.get(after + 1)
        opens = stop in words("dashes") and (n is None or view.phrases[n].kind != "state")  # not «تهران - پکن»
    else:
        return
    if opens:
        view.phrases[0] = replace(first, marker="at")


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


def _phrase(view: View, links: Links, first_word: int, last_word: int, found: Sequence[Reference]) -> Phrase:
    first, last = view.token_of[first_word], view.token_of[last_word]
    head = head_of(view.sentence, found[0])
    start = skip_back(view.row, first)
    name = view.sentence.words[head - 1]
    ranked = start > 0 and view.row[start - 1].key in words("ranks") and view.token_of.get(name.head) == start - 1
    if ranked and name.deprel.startswith("flat"):
        head, start = name.head, start - 1  # «سلطان X», where only X is known for a name
    start -= start > 0 and view.row[start - 1].key in words("own")  # «به خود او»
    counted = start > 1 and view.row[start - 1].key in words("all") | words("one")
    start -= counted and bool(marker_before(view.row, start - 1)[0])  # «به تمام میانجی‌ها», not «با این همه X»
    marker, marker_first = marker_before(view.row, start)
    if not marker and links.entities[found[0].entity].kind == "organization":
        marker, marker_first = marker_across(view.row, start)
    if not marker and start and view.row[start - 1].key in words("bureau"):
        reached = marker_before(view.row, start - 1)
        marker, marker_first = reached if reached[0] in _ADDRESSED else ("", start)
    some = marker_first - 1
    some -= some > 0 and view.row[some].upos == "ADJ" and view.row[some - 1].key in words("some")  # «شمار زیادی از X»
    if marker == "from" and some >= 0 and view.row[some].key in words("some"):
        some -= some > 0 and view.row[some - 1].key in words("every")
        marker, marker_first = marker_before(view.row, some)  # «با هیئتی از X», «با هیچ یک از X» are «با X»
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
        and not _is_closed(view.row, start)
        and not _opens_with_among(view.row, start)
        and not _goes_on(view.row, start, last)
        and before.key not in words("meanwhile")
        and not (start > 1 and before.key in words("closings") and view.row[start - 2].upos == "ADP")
    )
    after = _after_post(view, first, last)
    after += after < len(view.row) and view.row[after].text in marks("comma")  # «X، سفیر Y، را»
    after = _after_company(view.row, after)
    followed = view.row[after].key if after < len(view.row) else ""
    return Phrase(
        first, last, tuple(dict.fromkeys(r.entity for r in found)), links.entities[found[0].entity].kind, head,
        marker, marker_first, genitive, followed in words("object"), any(r.plural for r in found),
    )  # fmt: skip


def _after_post(view: View, first: int, last: int) -> int:
    """The token after a phrase, and after the city that the tree hangs on it («سرکنسول X در اربیل را»)."""
    at = last + 2
    if at >= len(view.row) or view.row[last + 1].upos != "ADP" or view.row[at].upos != "PROPN":
        return last + 1
    word = view.sentence.words[view.row[at].first - 1]
    inside = view.row[first].first <= word.head <= view.row[last].last
    return at + 1 if inside and word.deprel.startswith("nmod") else last + 1


def _after_company(row: Sequence[Token], i: int) -> int:
    """The token after «و هیئت همراه (وی)», which stands between somebody and «را»."""
    j = i + 2
    if j >= len(row) or row[i].key not in words("and") or row[i + 1].key not in words("delegations"):
        return i
    if row[j].key not in words("escort"):
        return i
    return j + 1 + (j + 1 < len(row) and row[j + 1].upos == "PRON")


def _goes_on(row: Sequence[Token], start: int, last: int) -> bool:
    """«در ادامه این دیدار X هم گفت»: whether somebody follows a noun that points back, and «هم» follows him."""
    after = row[last + 1 : last + 2]
    return start > 1 and row[start - 2].upos == "DET" and bool(after) and after[0].key in words("too")


def _opens_with_among(row: Sequence[Token], i: int) -> bool:
    """«از جمله X با Y دیدار کرد»: whether the words before token `i` open a clause, and name nobody's part of it."""
    among = i > 1 and row[i - 2].key + row[i - 1].key in words("among")
    return among and all(token.upos in {"PUNCT", "SCONJ", "VERB"} for token in row[max(0, i - 3) : i - 2])


def _is_closed(row: Sequence[Token], i: int) -> bool:
    """Whether nothing can hang on the words before token `i`: «به طور تلفنی X», «در اقدامی متقابل X»."""
    noun = i - 1 - (row[i - 1].upos == "ADJ")
    said = "".join(token.key for token in row[max(0, i - _LONGEST_ADVERB) : i])
    if any(said.endswith(adverb) for adverb in words("however")):
        return True  # «با این همه X …»
    if tells(row, i - 1):
        return True
    manner = noun > 0 and row[noun].key in words("manner") and row[noun - 1].upos == "ADP"
    needed = row[i - 1].key in words("if_needed") and row[i - 2].key in words("case")  # «در صورت نیاز X …»
    return manner or needed or row[noun].key in words("indefinite")


def _is_time(row: Sequence[Token], i: int) -> bool:
    """Whether token `i` ends a time of day («فردا عصر X»), on which no name hangs."""
    return i > 0 and row[i].key in words("time") and row[i - 1].key in words("time")
