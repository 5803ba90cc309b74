"""Several counterparts in one sentence: whether each of them had a talk of his own («با A و B تلفنی گفت‌وگو کرد»)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity
from graphbuild.relate.frames import SUMMONS, TRIP, Frames
from graphbuild.relate.markers import OCCASION, is_plural, marker_before, words
from graphbuild.relate.model import Party
from graphbuild.relate.phrases import NAMED, Phrase, View
from graphbuild.relate.places import is_beside
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start

_ACTING = ("subject", "control")
_CALL = "contact.take"  # rule of «با X تماس گرفت»
_FEW = 3  # whom one phrase names together, each met on his own
_SPEAKER, _MINISTER = "speaker", "minister"  # kinds of office
_SEVERAL = 2
_JOINED = 4  # tokens from one pair to the next («… B خود، C با D»)
_ONE_BY_ONE = frozenset({"person", "position", "organization"})


def parted(
    view: View,
    slots: Slots,
    wanted: Sequence[str],
    parties: Sequence[Party],
    entities: Sequence[Entity],
    frames: Frames,
) -> list[tuple[Party, ...]]:
    """The parties of each talk that filled slots tell of: of one, or of one for each of several counterparts."""
    if "with" in wanted and (pairs := _paired(view, slots)):
        return [tuple(map(Party, pair)) for pair in pairs]
    apart = _is_apart(view, frames)
    if _are_together(view, slots, frames) and not apart:
        return [tuple(parties)]
    apart |= slots.trigger.noun in frames.each or _is_plural(view, slots, frames) or _call(slots, entities)
    apart |= any(view.marker_key(p) in words("besides") for p in slots.found.get("with", []))
    several_letters = slots.trigger.kind == "letter" and _is_counted(view, slots.trigger.first)
    visiting = slots.trigger.kind == "meeting" and _is_programme(view, slots, frames)
    others = _counterparts(view, slots, wanted, entities, frames, apart=apart or visiting)
    if visiting and len(others) > 1:  # «با همتای خود و برخی دیگر از مقام‌ها»
        groups = {i for i in others if entities[i].kind == "unnamed"}
        others = [other for other in others if other not in groups]
        parties = [p for p in parties if p.entity not in groups]
    if len(others) < 2 and (apart or several_letters or slots.trigger.noun.startswith(SUMMONS)):
        others = _each(slots, wanted, parties)  # «A و B سفیر C را احضار کردند»
    if len(others) < 2:
        return [tuple(parties)]
    shared = tuple(p for p in parties if p.entity not in others)
    return [(*shared, Party(other)) for other in others]


def _is_apart(view: View, frames: Frames) -> bool:
    """Whether the text says that there was a talk with each («جداگانه»), and not of one that it was none of the others
    («در نشستی جداگانه با A، B و C»).
    """
    one = (
        i + 1
        for i, token in enumerate(view.row[:-1])
        if frames.trigger(view.row, i) is not None and not is_plural(token)
    )
    skipped = {i for i in one if view.row[i].key in frames.apart and not _is_counted(view, i - 1)}
    return _says(view, frames.apart, skipped)


def _is_programme(view: View, slots: Slots, frames: Frames) -> bool:
    """«در این سفر با A و B دیدار می‌کند», «طی دو روز با A، B و C …»: whether a visitor goes round to each of them."""
    first = slots.trigger.first
    for i in range(1, first if slots.construction == "verbal" else 0):
        trigger, counted = frames.trigger(view.row, i), view.row[i - 1].upos in {"DET", "NUM"}
        during = trigger is not None and trigger.noun == TRIP
        during |= view.row[i].key in words("a_day") and view.row[i - 1].upos == "NUM"
        if during and marker_before(view.row, i - counted)[0] in OCCASION:
            return True
    return False


def _is_plural(view: View, slots: Slots, frames: Frames) -> bool:
    """«گفت‌وگوهای X با همتایان A و B خود»: whether talks of one official with others are told of as several."""
    several = is_plural(view.row[slots.trigger.first])
    company = slots.found.get("with", [])
    one_by_one = bool(company) and all(p.kind == "position" for p in company)
    one_by_one &= all(p.kind in NAMED for p in slots.found.get("genitive", []))  # not «گفت‌وگوهای نمایندگان X با …»
    return several and one_by_one and slots.construction == "nominal" and slots.trigger.noun in frames.listed


def _call(slots: Slots, entities: Sequence[Entity]) -> bool:
    """«رئیس‌جمهور A، امیر B و نخست‌وزیر C با X تماس گرفتند»: whether those of several states call somebody."""
    states = [entities[e].state for e in _acting(slots)]
    return slots.trigger.noun == _CALL and len(states) == len({*states} - {None}) > 1 and bool(slots.found.get("with"))


def _is_counted(view: View, i: int) -> bool:
    """«در دو تماس جداگانه»: whether a number stands before the noun at token `i`, which has no plural then."""
    return i > 0 and view.row[i - 1].upos == "NUM" and view.row[i - 1].key not in words("one")


def _are_together(view: View, slots: Slots, frames: Frames) -> bool:
    """Whether the text says that it was one talk of all («با A و B یک تماس تصویری داریم»)."""
    first = slots.trigger.first
    one = first > 0 and view.row[first - 1].key in words("one")
    return one or slots.trigger.noun in frames.joint or _says(view, frames.jointly)


def _paired(view: View, slots: Slots) -> list[tuple[int, ...]]:
    """The entities of each pair of «A با B، C با D و E با F گفت‌وگو کردند», «گفت‌وگوی A با B و C با D»; [] for fewer than
    two, or where somebody is met with who stands after none of his own.
    """
    verbal, first = slots.construction == "verbal", slots.trigger.first
    span = range(clause_start(view, first), first) if verbal else range(first, len(view.row))
    pairs: list[tuple[list[Phrase], list[Phrase]]] = []
    for g, members in enumerate(view.groups):
        company = [view.phrases[n] for n in members]
        if company[0].marker != "with" or company[0].first not in span:
            continue
        own = [view.phrases[n] for n in view.groups[g - 1]] if g else []
        apart = not own or own[0].marker or own[-1].last + 1 != company[0].marker_first
        apart = apart or (verbal and own[0].genitive)  # «درباره مرزهای X با Y»
        if apart and (verbal or not pairs):
            return []
        if apart or (pairs and not verbal and own[0].first - pairs[-1][1][-1].last > _JOINED):
            break
        pairs.append((own, company))
    return [tuple(e for p in (*own, *company) for e in p.entities) for own, company in pairs] if len(pairs) > 1 else []


def _counterparts(
    view: View, slots: Slots, wanted: Sequence[str], entities: Sequence[Entity], frames: Frames, *, apart: bool
) -> list[int]:
    """The persons and offices that one party talked with, each on its own; empty for a joint talk.

    Officials of the first party's own state come together, and groups do, and those that are counted, unless the text
    says «جداگانه».
    """
    if not set(_ACTING) & set(wanted) and "with" not in wanted:
        return []
    several = {"with", "complement", "object"} | ({"genitive"} if "with" not in wanted else set())
    several |= {"of_matter"} if slots.trigger.kind == "meeting" else set()  # «استوارنامه A و B را دریافت کرد»
    several |= {"to"} if slots.construction == "verbal" and _is_by_phone(view, frames) else set()
    company = [p for slot in wanted if slot in several for p in slots.found.get(slot, [])]
    found = [e for p in company for e in p.entities]
    kinds, states = ({getattr(entities[e], field) for e in found} for field in ("kind", "state"))
    acting = _acting(slots)
    own = {entities[e].state for e in acting}
    together = states - {None} == own != {None} or not kinds <= _ONE_BY_ONE
    together |= len(acting) > 1 < len(set(found))  # «A و B با C و D»
    of_one = len(states) == 1 and None not in states and not _says(view, frames.in_turn)
    bodies = {role.organization for e in found for role in entities[e].roles}
    one_by_one = kinds != {"person"} or len(bodies) > 1  # of two offices, or of Hamas and of Fatah
    one_by_one |= _head_bodies(found, entities)
    together |= of_one and (slots.trigger.noun in frames.of_states or not one_by_one)  # «مذاکره با A و B»
    together |= any(_are_counted(view, p) for p in company)
    whole = (p for p in slots.found.get("with", []) if not _names_one_each(view, p))
    many = any(len(p.entities) > _FEW or _is_of_several_states(p, entities) for p in whole)
    aside = is_beside(view, slots) and len(acting) == 1
    together |= many and not (_is_by_phone(view, frames) or aside)  # «با رهبران A، B، C و D», «با همتایان A و B خود»
    return [] if together and not apart else list(dict.fromkeys(found))


def _head_bodies(found: Sequence[int], entities: Sequence[Entity]) -> bool:
    """Whether each heads a body of his own («با X رئیس مجلس و Y وزیر خارجه»); ministers of one state come together."""
    offices = [next((role.kind for role in entities[e].roles), "") for e in dict.fromkeys(found)]
    heads = [kind in lexicon().principals | {_SPEAKER} or kind.endswith(_MINISTER) for kind in offices]
    ministers = sum(kind.endswith(_MINISTER) and not kind.startswith("prime") for kind in offices)
    return all(heads) and len(set(offices)) == len(offices) and ministers < _SEVERAL


def _names_one_each(view: View, phrase: Phrase) -> bool:
    """«وزیر خارجه A، B و C»: whether a phrase has the title in the singular, so that it is said of each."""
    title = lexicon().title(view.row, phrase.first)
    return title is not None and not title[1]


def _is_of_several_states(phrase: Phrase, entities: Sequence[Entity]) -> bool:
    """Whether one phrase names officials of more than one state: who sees them together has no host to go round at."""
    return len({entities[e].state for e in phrase.entities} - {None}) > 1


def _are_counted(view: View, phrase: Phrase) -> bool:
    """Whether an apposition counts those that the phrase is the last of («با A و B، دو فرستاده X، دیدار کرد»)."""
    after = view.row[phrase.last + 1 : phrase.last + 3]
    return len(after) > 1 and after[0].text in words("comma") and after[1].upos == "NUM"


def _is_by_phone(view: View, frames: Frames) -> bool:
    """Whether the sentence says that it was by telephone, where each of several is called."""
    return any(frames.means.get(t.key) == "phone_call" for i, t in enumerate(view.row) if i not in view.covered)


def _each(slots: Slots, wanted: Sequence[str], parties: Sequence[Party]) -> list[int]:
    """Those who met one each for himself («X و Y، جداگانه، با Z دیدار کردند»), or were written to so.

    «دو وزیر» are the parties that no other phrase names.
    """
    named = {e for found in slots.found.values() for p in found for e in p.entities}
    acting = _acting(slots)
    for slot in (*_ACTING, "genitive", "to", "with"):
        found = [e for p in slots.found.get(slot, []) for e in p.entities] if slot in wanted else []
        if slot not in _ACTING:  # «X به وزارت خارجه احضار و یادداشت به وی تسلیم شد»
            found = [e for e in found if e not in acting]
        if slot in wanted and any(p.kind == "sides" for p in slots.found.get(slot, [])):
            found = [p.entity for p in parties if p.entity not in named]
        if len(set(found)) > 1:
            return list(dict.fromkeys(found))
    return []


def _acting(slots: Slots) -> set[int]:
    """The entities in whose clause or on whose occasion the talk is."""
    return {e for slot in _ACTING for p in slots.found.get(slot, []) for e in p.entities}


def _says(view: View, said: AbstractSet[str], skipped: AbstractSet[int] = frozenset()) -> bool:
    """Whether the sentence has one of the words, or two that make one («سه جانبه»), outside names."""
    keys = [token.key for i, token in enumerate(view.row) if i not in view.covered and i not in skipped]
    return not said.isdisjoint({*keys, *(a + b for a, b in pairwise(keys))})
