"""Whose talk somebody tells of: «دستیار رئیس‌جمهور … افزود: دیدار با X قطعی است» is that of the one who travels, and «C
می‌تواند میزبان نشست با B باشد» that of who says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from graphbuild import lang
from graphbuild.link.model import Entity
from graphbuild.relate.cast import own_state
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.journeys import journeys_of
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.phrases import ACTORS, NAMED, View
from graphbuild.relate.slots import Slots, triggers

_BODIES = frozenset({"mission", "ministry"})  # kinds of organizations
_NEAR = 4  # tokens from «سفر» to who goes («سفر فردای X»)
_OTHERS = ("genitive", "between", "from", "to", "attended")  # slots of those who talk without him


@cache
def _kinds() -> frozenset[str]:
    return frozenset(lang.toml("frames.toml")["aides"]["kinds"])


def traveller(view: View) -> tuple[int, ...]:
    """The one official whose journey the sentence tells of; nobody where it tells of none, or of several."""
    who = {e for journey in journeys_of(view) for e in journey.who}
    for trigger in triggers(view, frames()):
        if trigger.noun == TRIP and not who:
            near = (p for p in view.phrases if trigger.last < p.first <= trigger.last + _NEAR and p.genitive)
            whose = next(near, None)
            who = set(whose.entities) if whose is not None and whose.kind in ACTORS else who
    return tuple(who) if len(who) == 1 else ()


def _is_aide(entity: Entity) -> bool:
    """Whether somebody tells what others do: a spokesman, a deputy of an office, an embassy; no other office of his."""
    named = entity.kind in NAMED and all(role.kind in _kinds() for role in entity.roles)
    return named or entity.organization_kind in _BODIES


def give_way(
    view: View, slots: Slots, tellers: Collection[int], principal: Sequence[int], entities: Sequence[Entity]
) -> None:
    """Put the principal, of whose journey was told before, in the place of an aide who tells of a talk «با X».

    `tellers`: in whose words it is told. Not where the talk is the aide's own («در دیدار با X گفت», «با X دیدار کردم»).
    """
    company = slots.found.get("with", [])
    if not principal or slots.construction != "nominal" or slots.first_person or not company:
        return
    met = {e for p in company for e in p.entities}
    unnamed = any(p.kind not in NAMED for p in company)
    if unnamed or met & set(principal) or any(map(slots.found.get, _OTHERS)):
        return
    control = [e for p in slots.found.get("control", []) for e in p.entities]
    inside = view.row[slots.trigger.last + 1 : company[0].first]
    own = marker_before(view.row, slots.trigger.first)[0] in OCCASION and bool(control)
    own = own or any(token.key in frames().reflexives for token in inside)  # «دیدار پنجشنبه خود با X»
    acting = set(slots.speakers or control or tellers)
    if own or len(acting) != 1 or acting & set(principal) or not all(_is_aide(entities[e]) for e in acting):
        return
    slots.found["control"], slots.speakers = [], tuple(principal)


def hosted(view: View, slots: Slots, tellers: Collection[int], entities: list[Entity]) -> None:
    """«A: C می‌تواند میزبان نشست با B باشد»: put the state of an official who says where it may talk in C's place."""
    hosts, company = (slots.found.get(slot, []) for slot in ("control", "with"))
    before = view.row[slots.trigger.first - 1].key if slots.trigger.first else ""
    if before not in words("hosting") or not company or {p.kind for p in hosts} != {"state"}:
        return
    states = {entities[e].state for p in (*hosts, *company) for e in p.entities}
    speakers = {entities[e].state for e in tellers if entities[e].kind in NAMED} - {None}
    if len(speakers) == 1 == len(tellers) and not speakers & states:
        ours = (own_state(entities, e) for e in tellers)
        slots.found["control"], slots.speakers = [], tuple(e for e in ours if e is not None)


def is_of_caller(view: View, slots: Slots) -> bool:
    """«سخنگو: تماسی از سوی X با Y برقرار شد»: whether the text says whose call it was: not his who tells of it."""
    callers = any(view.marker_key(p) in words("caller") for p in slots.found.get("from", []))
    return callers and bool(slots.found.get("with"))
