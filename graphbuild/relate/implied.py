"""Negotiations whose sides the text leaves unsaid: «مذاکرات» is told of, and two states are what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity, Links
from graphbuild.link.salience import COLON
from graphbuild.link.tokens import key
from graphbuild.relate.cast import own_state
from graphbuild.relate.cues import cues
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import OCCASION, is_plural, marker_before, words
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.nouns import words as speech_words
from graphbuild.relate.phrases import NAMED, Phrase, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start

RULE = "negotiation.implied"
HALF = "negotiation.half"
_ASIDE = frozenset({"at", "mediator", "host", "chair"})
_OF_STATES = frozenset({"state", "position", "person", "unnamed"})
_CALLED = ("subjunctive", "2p")  # tense and person of «بخوانید»
_KINDS_OF_BODIES = frozenset({"negotiation", "conversation"})  # families of nouns of talks with a body
_KINDS = frozenset({"negotiation", "talk"})
_OF_PAIR, _OF_TWO = 0.4, 0.7  # of all that is named of states, for two that are named together, or apart
_WITH_THEM = _KINDS | {"meeting", "contact", "phone_call"}


def with_implied(
    talks: Sequence[TalkMention], unsaid: Sequence[TalkMention], seen: Sequence[View], entities: list[Entity]
) -> tuple[TalkMention, ...]:
    """The talks, with one of the two states that the text names most where it tells of negotiations without sides.

    `unsaid` are the mentions of negotiations without parties; `by` are those that go with the noun. Talks without
    parties, where no talk but an interview is told, are such, too. Nothing where a negotiation with parties is told or
    another talk of the two states, or where somebody of neither, who is not where they are held, goes with the noun.
    """
    pointing = [t for t in talks if t.rule == "anaphor" and t.kind in _KINDS and _is_open(seen[t.sentence], t)]
    alone = all(t.back or t.kind == "interview" for t in talks)
    mentions = [*unsaid, *(pointing if alone else ())]
    if not mentions:
        return tuple(talks)
    named = _named(seen, entities)
    there = _only_of_talks(seen, entities, named)
    sides = _sides(seen, entities, Counter({code: n for code, n in named.items() if code not in there}))
    if not sides:
        return tuple(talks)
    states = {entities[side].state for side in sides}
    venues = {entities[e].state for view in seen for p in view.phrases if _is_venue(view, p) for e in p.entities}
    venues |= there & frames().hosts
    company = {entities[e].state for mention in unsaid for e in mention.by} - {None, *(venues - states)}
    told = min(mentions, key=lambda m: (m.factuality != "asserted", m.factuality == "possible"))
    held = [t for t in talks if not t.back and (t.factuality != "denied" or told.factuality == "denied")]
    told_of = [{entities[p.entity].state for p in t.parties} for t in held]  # «دیدار لغو شد، اما مذاکرات ادامه دارد»
    if (
        not company <= states
        or any(t.kind == "negotiation" and not t.back for t in talks)
        or any(map(states.issubset, told_of))
    ):
        return tuple(talks)
    found = replace(told, rule=RULE, parties=tuple(map(Party, sides)), back=False, by=())
    return (*(t for t in talks if t.trigger != told.trigger), found)


def with_other_side(
    talks: Sequence[TalkMention],
    half: Sequence[TalkMention],
    seen: Sequence[View],
    entities: list[Entity],
    home: str | None,
) -> tuple[TalkMention, ...]:
    """The talks, with the negotiations of which the text says one side («گفت‌وگوها با X در جریان است»), where no talk of
    that state is told: the other one is the source's own state (`home`), where it is named, else the one named most; it
    alone is «ما» where nobody is known to speak («مذاکرات ما با X»).
    """
    found = list(talks)
    for mention in half:
        side = entities[mention.by[0]].state
        parties = {p.entity for t in found if not t.back for p in t.parties}
        told = side in {entities[e].state for e in parties} - {None} or mention.by[0] in parties
        named = _named((v for v in seen if v.index != mention.sentence), entities)
        here = seen[mention.sentence]
        before = (p for p in here.phrases if here.row[p.last].end < mention.trigger[0])
        named.update(_code(entities[e]) for p in before for e in p.entities)
        del named[side], named[None]
        most = [(home, named[home])] if named[home] else named.most_common(2)
        tied = len(most) == 2 and most[0][1] == most[1][1]
        if told or not most or tied or (mention.back and most[0][0] != home):
            continue
        other = next((own_state(entities, i) for i, e in enumerate(entities) if _code(e) == most[0][0]), None)
        if other is not None:
            two = (Party(other), Party(mention.by[0]))
            found = [t for t in found if t.trigger != mention.trigger]
            found.append(replace(mention, rule=HALF, parties=two, back=False, by=()))
    return tuple(found)


def is_half(view: View, slots: Slots, ours: Sequence[int], entities: Sequence[Entity], links: Links | None) -> bool:
    """«گفت‌وگوها با X در جریان است»: whether of a negotiation that goes on, or does not, only one side is said; `ours`:
    who says «ما», if it is known.
    """
    company = slots.found.get("with", [])
    alone = not any(slots.found.get(slot) for slot in ("genitive", "between", "control", "subject", "attended"))
    side = company[0] if len(company) == 1 and len(company[0].entities) == 1 else None
    known = side is not None and _is_side(slots.trigger.noun, entities[side.entities[0]])
    first = slots.trigger.first
    before = view.row[first - 1] if first else None  # not «خطوط قرمز در قبال مذاکرات با X»
    under_way = before is not None and cues().has("planned.under_way", before.key)
    apart = before is not None and not under_way and before.upos in {"ADP", "NOUN", "ADJ"}
    clause = view.row[first : max(first, view.token_of[slots.predicate])]
    apart |= any(token.upos == "SCONJ" for token in clause)  # «مذاکراتی که او با X در جریان دارد»
    home = links is not None and side is not None and entities[side.entities[0]].state == links.home
    whose = bool(ours) or (bool(slots.first_person) and home)  # «مذاکرات ما با X»: of whom, if X is at home?
    return slots.trigger.noun in frames().spoken_of and alone and known and not (apart or whose)


def _is_side(noun: str, entity: Entity) -> bool:
    """Whether somebody with whom there are talks, by the family of their noun, is a side of negotiations."""
    if entity.kind == "organization":
        return entity.organization_kind != "media" and noun in _KINDS_OF_BODIES
    return entity.kind == "state" or (entity.kind in NAMED and noun == "negotiation")


def beside(view: View, slots: Slots) -> list[int]:
    """The entities that go with the noun of a negotiation: in its slots, or hanging on it."""
    word = view.row[slots.trigger.first].first
    hanging = [p for p in view.phrases if word in view.ancestors(p.head)]
    return [e for found in (hanging, *slots.found.values()) for p in found for e in p.entities]


def is_others(view: View, slots: Slots) -> bool:
    """Whether others are said to talk, whom no phrase names («مذاکره با هیچ طرفی», «مذاکراتی توسط بخش خصوصی»), or it is
    only what the reader is called to read of («خبرهای مذاکره را اینجا بخوانید»), or a means («از راه مذاکره»).
    """
    form = view.form(slots.predicate)
    if form is not None and (form.tense, form.person) == _CALLED:
        return True
    first, last = slots.trigger.first, slots.trigger.last
    if first > 0 and view.row[first - 1].key in words("except"):
        return True  # «راهی جز مذاکره ندارد»
    if first > 1 and view.row[first - 2].key + view.row[first - 1].key in words("by_way_of"):
        return True
    company = range(last + 1, len(view.row) - 1) if slots.construction == "nominal" else range(max(0, first - 2), first)
    for i in company:
        if view.row[i].upos == "ADP":
            after = view.row[i + 1]  # one of several, not «با اشاره به X»
            several = is_plural(after) or after.key in words("no_one")
            unnamed = several and i + 1 not in view.covered and after.key not in words("they") | words("other_side")
            return view.row[i].key in words("agent") or (unnamed and marker_before(view.row, i + 1)[0] == "with")
        if view.row[i].upos not in {"ADJ", "ADV"}:
            return False
    return False


def is_ours(view: View, slots: Slots) -> bool:
    """«ما مشغول مذاکره هستیم»، «با آن‌ها صحبت می‌کنیم», «در مذاکرات … درست کردیم»: whether who speaks talks with nobody
    who is named.
    """
    during = slots.trigger.kind == "negotiation" and marker_before(view.row, slots.trigger.first)[0] in OCCASION
    if not (slots.construction == "verbal" or during) or slots.first_person != "1p":
        return False
    clause = range(clause_start(view, slots.trigger.first), slots.trigger.first + 1)
    beside = [i for i in clause if marker_before(view.row, i)[0] in {"with", "between"}]
    them = bool(beside) and all(view.row[i].key in words("they") for i in beside)
    return (them and slots.trigger.kind in _WITH_THEM) or (slots.trigger.kind == "negotiation" and not beside)


def _sides(seen: Sequence[View], entities: list[Entity], named: Counter[str | None]) -> tuple[int, ...]:
    """The two states that are named together most often, else most often, themselves or by their officials; none when
    they do not stand out among all that are named. `named`: how often each is, but for what is no side.
    """
    together = Counter(pair for view in seen for pair in _pairs(view, entities)).most_common(2)
    together = [(pair, n) for pair, n in together if _share(pair, named) >= _OF_PAIR]
    if together and (len(together) == 1 or together[0][1] > together[1][1]):
        named = Counter(dict.fromkeys(together[0][0], 1))  # «تفاهم میان X و Y»
    most = named.most_common(3)
    if len(most) < 2 or (len(most) == 3 and most[1][1] == most[2][1]):
        return ()
    if _share([code for code, _ in most[:2]], named) < _OF_TWO:
        return ()
    first = {code: i for i, e in reversed(list(enumerate(entities))) if (code := _code(e)) is not None}
    found = [own_state(entities, first[code]) for code, _ in most[:2] if code is not None]
    return tuple(sorted(i for i in found if i is not None)) if None not in found else ()


def _share(codes: Iterable[str | None], named: Counter[str | None]) -> float:
    """How much of all that is named of states is of these."""
    return sum(named[code] for code in codes) / max(1, named.total())


def _named(seen: Iterable[View], entities: Sequence[Entity]) -> Counter[str | None]:
    """How often each state is named, itself or by its officials, but for where something takes place, by whom it is
    mediated or hosted, and of what is spoken.
    """
    phrases = (phrase for view in seen for phrase in view.phrases if not _is_aside(view, phrase))
    named = Counter(_code(entities[entity]) for phrase in phrases for entity in phrase.entities)
    del named[None]
    return named


def _only_of_talks(seen: Sequence[View], entities: Sequence[Entity], named: Counter[str | None]) -> set[str | None]:
    """«مذاکرات X», of which nothing else is told, are in X."""
    after = {_code(entities[e]) for view in seen for p in view.phrases if _is_of_talks(view, p) for e in p.entities}
    return {code for code in after if named[code] == 1}


def _is_aside(view: View, phrase: Phrase) -> bool:
    """«شروط X درباره Y», «موضوع Y», «پیشنهاد X و Y»: whether a phrase names no side.

    «X درباره Y: …» opens a text about Y.
    """
    opens = phrase.last + 1 < len(view.row) and view.row[phrase.last + 1].text == COLON
    first, *others = view.group(view.phrases.index(phrase))
    matter = phrase.genitive and phrase.first > 0 and view.row[phrase.first - 1].key in words("matters")
    matter |= bool(others) and first.genitive and first.first > 0 and view.row[first.first - 1].key in words("offers")
    return phrase.marker in _ASIDE or matter or _is_target(view, phrase) or (phrase.marker == "about" and not opens)


def _is_target(view: View, phrase: Phrase) -> bool:
    """«پایان حملات به X»: whether a phrase names whom something is directed against."""
    before = phrase.marker_first - 1
    return phrase.marker == "to" and before >= 0 and view.row[before].key in words("directed")


def _pairs(view: View, entities: Sequence[Entity]) -> Iterator[tuple[str, ...]]:
    """The states that a sentence names two by two («ایران و آمریکا»)."""
    for members in view.groups:
        phrases = [view.phrases[n] for n in members]
        named = [entities[e].state for p in phrases for e in p.entities if p.kind == "state"]
        codes = {code for code in named if code is not None}
        of_attack = phrases[0].first > 0 and view.row[phrases[0].first - 1].key in words("directed")
        if len(phrases) == len(codes) == 2 and not (_is_aside(view, phrases[0]) or of_attack):
            yield tuple(sorted(codes))


def _is_venue(view: View, phrase: Phrase) -> bool:
    """«مذاکرات اسلام‌آباد»، «مذاکرات در دوحه»: whether a capital is where negotiations are held."""
    return lexicon().is_capital(view.row, phrase.first) and (phrase.marker == "at" or _is_of_talks(view, phrase))


def _is_open(view: View, told: TalkMention) -> bool:
    """Whether a talk without parties does not say itself that it was told before («این گفت‌وگو», «دو طرف»)."""
    back = told.kind != "negotiation" and frames().points_back(view.row, view.token_from(told.trigger[0]))
    return not back and all(phrase.kind != "sides" for phrase in view.phrases)


def _is_of_talks(view: View, phrase: Phrase) -> bool:
    """Whether a state stands right after the word for negotiations («مذاکرات X»)."""
    before = view.row[phrase.first - 1].key if phrase.first else ""
    return phrase.kind == "state" and phrase.genitive and before in frames().implied


def _code(entity: Entity) -> str | None:
    """The state that an entity is, or is an official of; none for the sources and people of a medium."""
    if entity.kind == "unnamed" and (entity.organization or key(entity.name.split()[0]) in speech_words("media")):
        return None
    return entity.state if entity.kind in _OF_STATES else None
