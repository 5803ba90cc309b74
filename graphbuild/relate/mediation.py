"""Who mediated in a talk that another sentence tells of: «X میان دو طرف میانجیگری کرد», «X میانجی این دیدار بود»,
«X پیام‌ها را رد و بدل می‌کرد».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from graphbuild import lang
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.frames import frames, variants
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import Phrase, View

_NEAR = 6  # sentences between a talk and what tells of its mediator


@cache
def _list(name: str) -> frozenset[str]:
    data = lang.toml("frames.toml")["mediation"][name]
    return frozenset(map(key, data))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(k for noun in lang.toml("frames.toml")["mediation"]["nouns"] for k in variants(noun))


def with_mediators(
    talks: Sequence[TalkMention], views: Sequence[View], entities: Sequence[Entity]
) -> tuple[TalkMention, ...]:
    """Give the talk told last the mediators that a clause of their own names.

    Where the clause says between whom, those must be its parties; «با میانجیگری X» beside «این دیدار» counts too.
    """
    told = list(talks)
    for view in views:
        for at, mediators, sides in _mediations(view):
            i = _meant(told, view, at, sides, entities)
            if i is None:
                continue
            known = told[i].who
            states = {entities[e].state for e in known}
            own = {
                e for p in mediators for e in p.entities if entities[e].kind == "state" and entities[e].state in states
            }
            new = dict.fromkeys(e for p in mediators for e in p.entities if e not in known | own)
            told[i] = replace(told[i], parties=(*told[i].parties, *(Party(e, "mediator") for e in new)))
    return tuple(told)


def _meant(
    told: Sequence[TalkMention], view: View, at: int, sides: Sequence[Phrase], entities: Sequence[Entity]
) -> int | None:
    start = view.row[at].start
    for i in range(len(told) - 1, -1, -1):
        talk = told[i]
        if talk.back or talk.trigger[0] >= start or view.index - talk.sentence > _NEAR:
            continue
        states = {entities[p.entity].state for p in talk.parties}
        ids = talk.who
        named = [e for p in sides if p.kind != "sides" for e in p.entities]
        fits = all(e in ids or (entities[e].state is not None and entities[e].state in states) for e in named)
        return i if fits else None
    return None


def _mediations(view: View) -> Iterator[tuple[int, list[Phrase], list[Phrase]]]:
    """(token, who mediates, between whom) for each clause that tells of mediation."""
    for at, token in enumerate(view.row):
        somebody = at in view.covered and (at == 0 or view.row[at - 1].key not in _list("roles"))
        if token.key not in _nouns() or somebody or not _predicates(view, at):
            continue
        predicate = view.predicate(token.first)
        form = view.form(predicate)
        if form is None or view.is_negated(predicate) or key(form.infinitive) not in _list("verbs"):
            continue
        if any(_is_between_others(view, i) for i in range(at)):
            continue
        mediators = [p for p in view.subject(predicate) if p.kind != "sides"]
        yield at, mediators, [p for p in view.phrases if p.marker == "between" and view.predicate(p.head) == predicate]
    yield from ((len(view.row) - 1, mediators, []) for mediators in _called(view))
    through = [p for p in view.phrases if p.marker == "mediator"]
    back = [p for p in through if view.marker_key(p) not in _list("ways")]
    if back and any(frames().trigger(view.row, i) is not None for i in range(len(view.row))):
        yield back[0].first, back, []
    carried = _carried(view)
    if carried is not None:
        predicate = view.predicate(view.row[carried].first)
        carriers = [p for p in through or view.subject(predicate) if p.kind != "sides"]
        yield view.token_of[predicate], carriers, [p for p in view.phrases if p.marker == "between"]


def _is_between_others(view: View, i: int) -> bool:
    """«میان جریان‌های X میانجیگری کرد»: whether token `i` is between whom, and they are nobody known."""
    word = view.sentence.words[view.row[i].first - 1]
    between = view.row[i].key in _list("between") and word.deprel == "case"
    return between and view.token_of[word.head] not in view.covered


def _called(view: View) -> Iterator[list[Phrase]]:
    """«مذاکرات A و B با حضور X به عنوان میانجی»: X, who is called so."""
    for at in (at for at, token in enumerate(view.row) if token.key in _nouns()):
        said = ((j, "".join(token.key for token in view.row[j:at])) for j in (at - 1, at - 2) if j > 0)
        first = next((j for j, words_before in said if words_before in _list("as")), 0)
        n = view.covered.get(first - 1)
        if n is not None:
            yield view.group(n)


def _carried(view: View) -> int | None:
    """The token of what is carried to and fro, in a clause that says so («پیام‌ها از طریق X رد و بدل شد»)."""
    at = next((i for i, t in enumerate(view.row) if t.key in _list("carried") and i not in view.covered), None)
    if at is None or any(p.marker == "to" and p.first > at for p in view.phrases):
        return None
    said = "".join(t.key for t in view.row[at + 1 :])
    between = any(p.marker == "between" for p in view.phrases)
    return at if between or any(way in said for way in _list("carrying")) else None


def _predicates(view: View, at: int) -> bool:
    """Whether the noun is what its verb says («میانجیگری کرد», «نقش میانجی داشت»), and no object of a wish."""
    before = view.row[at - 1] if at else None
    if before is not None and (before.upos == "ADP" or before.key in _list("wishes")):
        return before.key in _list("to") and before.upos == "ADP"
    word = view.sentence.words[view.row[at].first - 1]
    predicate = view.predicate(word.id)
    above = view.sentence.words[word.head - 1] if word.head else word
    direct = predicate in (word.id, word.head)
    return direct or (above.head == predicate and key(above.text) in _list("roles"))
