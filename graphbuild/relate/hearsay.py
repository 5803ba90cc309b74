"""Talks that are told on hearsay: in the words of a source without a name, or of a medium that nobody bears out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.model import Entity, Links
from graphbuild.link.tokens import key
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.markers import marker_before
from graphbuild.relate.model import StatementMention, TalkMention
from graphbuild.relate.phrases import View

_NOUN = "talk.nominal"  # how the names of rules over nouns begin: that there was a talk is taken for granted
_OF_WHAT_IS_KNOWN = frozenset({"at", "about"})  # markers
_NEXT = 2  # sentences between what a medium tells and who says nothing to it


def on_hearsay(
    talks: Sequence[TalkMention],
    statements: Sequence[StatementMention],
    links: Links,
    text: str,
    views: Sequence[View],
) -> tuple[TalkMention, ...]:
    """A talk that is told in the words of a source without a name («منابع آگاه: …») is alleged; so is one that a medium
    tells in those of an official without a name («روزنامه X به نقل از یک مقام امنیتی نوشت …»), or that one tells who
    does not want to be named; what a medium says of it elsewhere («X: A و B دیدار کرده‌اند») is no more.
    """
    hiding = cues().lists["alleged.unnamed"]
    sources, quoted, official = (cues().lists[f"alleged.{name}"] for name in ("sources", "quoted", "official"))
    told = list(talks)
    media = {(s.sentence, s.start) for s in statements if links.entities[s.speaker].organization_kind == "media"}
    for i, talk in enumerate(told):
        for s in statements:
            speaker = links.entities[s.speaker]
            inside = s.sentence == talk.sentence and s.content[0] <= talk.trigger[0] < s.content[1]
            called = {key(word) for word in speaker.name.split()}
            told_by = (s.sentence, s.start) in media and not talk.rule.startswith(_NOUN)  # «X: تماس اخیر A و B …»
            heads = sources | quoted if told_by else sources
            hidden = inside and any(cue in key(text[s.start : s.content[0]]) for cue in hiding)
            anonymous = hidden or (not called.isdisjoint(heads) and called.isdisjoint(official))
            anonymous &= speaker.kind == "unnamed"
            anonymous &= not _is_given(talk, views[talk.sentence])
            if inside and anonymous and talk.factuality == "asserted" and s.act != "deny":
                told[i] = replace(talk, factuality="alleged")
    alleged = {t.who for t in told if t.factuality == "alleged" and not t.back}
    for i, talk in enumerate(told):
        by_medium = any(n == talk.sentence and start <= talk.trigger[0] for n, start in media)
        if by_medium and talk.factuality == "asserted" and talk.who in alleged:
            told[i] = replace(talk, factuality="alleged")
    return tuple(told)


def _is_given(talk: TalkMention, view: View) -> bool:
    """«X در مذاکرات با Y امتیاز داده است», «مذاکرات A و B پیش می‌رود»: whether there is a talk is taken for granted.

    A source that tells how negotiations go does not tell that there are any.
    """
    at = view.token_from(talk.trigger[0])
    clause = view.sentence.words[view.predicate(view.row[at].first) - 1]
    if clause.deprel.startswith("acl") and "Tense=Past" in clause.feats:
        return True  # «به گفته منابع، X که ماه گذشته با Y دیدار داشت، …»
    if not talk.rule.startswith(_NOUN):
        return False
    if marker_before(view.row, at)[0] in _OF_WHAT_IS_KNOWN:
        return True
    held = complex_predicate(view, view.predicate(view.row[at].first))
    return talk.kind == "negotiation" and not cues().names_it("denied.happening", held)


def told_by_media(talk: TalkMention, statements: Sequence[StatementMention], entities: Sequence[Entity]) -> bool:
    """«به نوشته روزنامه X، …»: whether the text gives the talk in the words of a medium, which anybody can deny."""
    return any(
        s.sentence == talk.sentence
        and s.content[0] <= talk.trigger[0] < s.content[1]
        and entities[s.speaker].organization_kind == "media"
        for s in statements
    )


def left_open(
    talks: Sequence[TalkMention],
    views: Sequence[View],
    statements: Sequence[StatementMention],
    entities: Sequence[Entity],
) -> tuple[TalkMention, ...]:
    """«… این خبر را نه تأیید و نه رد کرد», «از اظهار نظر خودداری کرد»: what a medium tells is only its claim."""
    told = list(talks)
    for view in views:
        said = "".join(token.key for token in view.row)
        if any(cue in said for cue in cues().lists["alleged.unconfirmed"]):
            near = [i for i, t in enumerate(told) if not t.back and 0 <= view.index - t.sentence <= _NEXT]
            for i in near[-1:]:
                news = any(t.key in cues().lists["denied.news"] for t in view.row if t.end <= told[i].trigger[0])
                of_news = news and told[i].sentence == view.index  # «حاضر نشد خبر X مبنی بر دیدار Y را تأیید یا رد کند»
                by_media = of_news or told_by_media(told[i], statements, entities)
                if told[i].factuality == "asserted" and by_media:
                    told[i] = replace(told[i], factuality="alleged")
    return tuple(told)
