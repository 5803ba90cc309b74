"""The frames of communication, read from `lang/fa/frames.toml` and validated: which words tell of a talk, and where its
parties stand.

A rule has a *construction* – ``verbal`` (the noun with a light verb: «دیدار کرد»), ``nominal`` (the noun with its
own complements: «دیدار X با Y») or a listed verb – and *slots*, the places where parties are looked for:

- ``subject``: the subject of the clause; ``with``/``between``/``to``/``from``/``mediator``: phrases with that marker
- ``genitive``: the phrase that hangs on the noun («دیدار X»); ``control``: the subject of the clause around the noun
- ``object``: the phrase with «را»; ``complement``: an unmarked phrase after the noun («میزبان X»)
- ``attended``, ``chair``: who sits in a session («با حضور X»), and who presides, if it is said («به ریاست X»)
- ``to_media``: a medium with «به» («به X گفت»); ``at_media``: one that broadcasts with «در» («در شبکه X گفت»)
- ``of_matter``: who hangs on what was sent («پاسخ X … منتقل شد»)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, get_args

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.link.tokens import Token, key
from graphbuild.records import TalkKind
from graphbuild.relate.cues import folded
from graphbuild.relate.verbs import verb_form

SLOTS = (
    "subject", "with", "between", "to", "from", "mediator", "genitive", "control", "object", "complement", "to_media",
    "at_media", "genitive_of_verb", "of_matter", "host", "attended", "chair",
)  # fmt: skip
CONSTRUCTIONS = ("verbal", "nominal")
_LONGEST_NOUN = 5  # tokens


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over talk nouns: all `slots` must be filled (`actors`: by persons or offices; `media`: by media), none of
    `without`; with `occasion` the noun must be that of its clause («در تماس تلفنی …»), with `shared` so, and of those
    who act («در نشست خود», «پس از دو ساعت مذاکره»); with `answer` what is answered («در پاسخ به نامه X …»);
    `predicates` are those of its clause, if it tells of a talk only with some.
    """

    id: str
    construction: str
    nouns: frozenset[str]
    slots: tuple[str, ...]
    without: frozenset[str]
    actors: frozenset[str]
    media: frozenset[str]
    occasion: bool
    shared: bool
    answer: bool
    predicates: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A rule over a verb, with the noun that goes with it (if any) and the words that its clause must hold.

    One slot beside the subject must be filled, unless it is `mutual`: several do it together. `actors` are the slots
    that only persons and offices fill. A `mere` word to somebody counts where nothing else of its sentence tells of a
    talk with him; one of `states` only where states fill all slots, or somebody who stands for one is told something; a
    `foreign` one not where a state calls its own official back. The noun of a `far` one may stand anywhere in its
    clause; between that of a `close` one and the verb stand only names, times and prepositions. An `affirmed` one is no
    talk where its verb is negated or in the subjunctive.
    """

    id: str
    kind: TalkKind
    nouns: frozenset[str]
    verbs: frozenset[str]
    needs: frozenset[str]
    slots: tuple[str, ...]
    actors: frozenset[str]
    mutual: bool
    mere: bool
    far: bool
    close: bool
    states: bool
    foreign: bool
    affirmed: bool


TRIP = "visit"  # family of the nouns of journeys
HOST = "host"  # family of «میزبان», and how the names of its rules begin
SUMMONS = "summon"  # how the names of the rules of summonses begin


@dataclass(frozen=True, slots=True)
class Trigger:
    """A talk noun in a sentence: token range, its family in `frames.toml`, its kind."""

    first: int
    last: int
    noun: str
    kind: TalkKind


@dataclass(frozen=True)
class Frames:
    """All of it, ready for matching."""

    nouns: dict[str, str]
    whose: dict[str, str]  # form of a talk noun with a possessive ending → "mine", "ours" or "his"
    kinds: dict[str, TalkKind]
    means: dict[str, TalkKind]
    light: frozenset[str]
    light_phrases: frozenset[str]
    passive: frozenset[str]
    prepositional: frozenset[str]
    having: frozenset[str]
    underway: frozenset[str]
    engaged: frozenset[str]
    holding: frozenset[str]
    entering: frozenset[str]
    entered: frozenset[str]
    rules: tuple[Rule, ...]
    verbs: tuple[VerbRule, ...]
    determiners: frozenset[str]
    superlatives: tuple[str, ...]
    joint: frozenset[str]
    venues: frozenset[str]
    ruled: frozenset[str]
    matches: frozenset[str]
    sport: frozenset[str]
    jointly: frozenset[str]
    each: frozenset[str]
    listed: frozenset[str]
    in_turn: frozenset[str]
    ceremonial: frozenset[str]
    apart: frozenset[str]
    occasioned: frozenset[str]
    sources: frozenset[str]
    journalists: frozenset[str]
    reflexives: frozenset[str]
    peoples: frozenset[str]
    of_states: frozenset[str]
    spoken_of: frozenset[str]
    published: frozenset[str]
    anew: frozenset[str]
    bare: frozenset[str]
    of_any_office: frozenset[str]
    of_anybody: frozenset[str]
    again: frozenset[str]
    pointed: frozenset[str]
    unmarked: frozenset[str]
    implied: frozenset[str]
    hosts: frozenset[str]

    def points_back(self, row: Sequence[Token], i: int) -> bool:
        """Whether the noun at token `i` points back («این دیدار»)."""
        return i > 0 and row[i - 1].key in self.determiners

    def recalls(self, row: Sequence[Token], i: int) -> bool:
        """Whether the noun at token `i` says which of its kind a talk told before was («این مهم‌ترین دیدار X و Y»)."""
        return i > 1 and row[i - 1].key.endswith(self.superlatives) and row[i - 2].key in self.determiners

    def sport_words(self, row: Sequence[Token]) -> set[str]:
        """The words of sport among tokens, two that make one included."""
        keys = [token.key for token in row]
        return {*keys, *(a + b for a, b in pairwise(keys))} & self.sport

    def trigger(self, row: Sequence[Token], i: int) -> Trigger | None:
        """The longest talk noun at token `i`."""
        if i >= len(row) or not row[i].key:
            return None
        joined, best = "", None
        for j in range(i, min(i + _LONGEST_NOUN, len(row))):
            joined += row[j].key
            if row[j].key and joined in self.nouns:
                best = Trigger(i, j, self.nouns[joined], self.kinds[self.nouns[joined]])
        return best


def _fail(what: str) -> LexiconError:
    return LexiconError(f"{lang.FOLDER / 'frames.toml'}: {what}")


def _kind(value: str) -> TalkKind:
    if value not in get_args(TalkKind):
        raise _fail(f"unknown kind {value!r}; use one of {', '.join(get_args(TalkKind))}")
    return value  # type: ignore[return-value]


def _slots(rule: dict[str, Any]) -> tuple[str, ...]:
    unknown = [slot for slot in rule["slots"] if slot not in SLOTS]
    if unknown:
        raise _fail(f"rule {rule['id']}: unknown slot {unknown[0]!r}; use some of {', '.join(SLOTS)}")
    return tuple(rule["slots"])


def variants(form: str) -> list[str]:
    """A noun with its plural, ezafe, indefinite and possessive endings, as folded keys."""
    return [key(form + ending) for endings in lang.toml("markers.toml")["endings"].values() for ending in endings]


@cache
def frames() -> Frames:
    """The shipped frames, read once. Raises LexiconError for a rule that names what is not there."""
    data = lang.toml("frames.toml")
    endings = dict(lang.toml("markers.toml")["endings"])
    plain = endings.pop("noun")
    nouns: dict[str, str] = {}
    whose: dict[str, str] = {}
    kinds: dict[str, TalkKind] = {}
    for name, entry in data["nouns"].items():
        kinds[name] = _kind(entry["kind"])
        for form in entry["forms"]:
            head, _, rest = form.partition(" ")
            for owner, owned in ((owner, form + ending) for owner, found in endings.items() for ending in found):
                if verb_form(owned) is None:  # «نشستم» is a verb
                    nouns.setdefault(key(owned), name)
                    whose.setdefault(key(owned), owner)
            for ending in plain:
                nouns.setdefault(key(form + ending), name)
                if rest:
                    nouns.setdefault(key(f"{head}{ending} {rest}"), name)
                    nouns.setdefault(key(f"{head}{ending} {rest}{plain[1]}"), name)
    means = {key(word): _kind(kind) for kind, entry in data["means"].items() for word in entry["words"]}
    listed = {key(form) for entry in data["nouns"].values() for form in entry["forms"]}
    for word in means.keys() & nouns.keys() - listed:
        del nouns[word]  # «تلفنی» says how, and is no «تلفن» of somebody
    rules = []
    for rule in data["rule"]:
        unknown = [noun for noun in rule["nouns"] if noun not in kinds]
        if unknown or rule["construction"] not in CONSTRUCTIONS:
            raise _fail(f"rule {rule['id']}: unknown noun or construction; see the head of the file")
        rules.append(
            Rule(
                id=rule["id"],
                construction=rule["construction"],
                nouns=frozenset(rule["nouns"]),
                slots=_slots(rule),
                without=frozenset(rule.get("without", ())),
                actors=frozenset(rule.get("actors", ())),
                media=frozenset(rule.get("media", ())),
                occasion=rule.get("occasion", False),
                shared=rule.get("shared", False),
                answer=rule.get("answer", False),
                predicates=frozenset(map(folded, rule.get("predicates", ()))),
            )
        )
    verbs = []
    for rule in data["verb"]:
        forms = frozenset(k for noun in rule["nouns"] for k in variants(noun))
        needs = frozenset(k for noun in rule.get("needs", []) for k in variants(noun))
        verbs.append(
            VerbRule(
                rule["id"],
                _kind(rule["kind"]),
                forms,
                frozenset(rule["verbs"]),
                needs,
                _slots(rule),
                frozenset(rule.get("actors", ())),
                rule.get("mutual", False),
                rule.get("mere", False),
                rule.get("far", False),
                rule.get("close", False),
                rule.get("states", False),
                rule.get("foreign", False),
                rule.get("affirmed", False),
            )
        )
    light = data["light"]
    anaphora = data["anaphora"]
    return Frames(
        nouns=nouns,
        whose=whose,
        kinds=kinds,
        means=means,
        light=frozenset(light["default"]),
        light_phrases=frozenset(light["phrases"]),
        passive=frozenset(light["passive"]),
        prepositional=frozenset(light["with_preposition"]),
        having=frozenset(light["having"]),
        underway=frozenset(map(key, light["underway"])),
        engaged=frozenset(light["engaged"]),
        holding=frozenset(map(key, light["holding"])),
        entering=frozenset(map(key, light["entering"])),
        entered=frozenset(light["entered"]),
        rules=tuple(rules),
        verbs=tuple(verbs),
        determiners=frozenset(map(key, anaphora["determiners"])),
        superlatives=tuple(map(key, anaphora["superlatives"])),
        joint=frozenset(data["joint"]["nouns"]),
        venues=frozenset(data["venues"]["nouns"]),
        ruled=frozenset(data["ruled"]["nouns"]),
        matches=frozenset(data["sport"]["nouns"]),
        sport=frozenset(map(key, data["sport"]["words"])),
        jointly=frozenset(map(key, data["joint"]["words"])),
        each=frozenset(data["joint"]["each"]),
        listed=frozenset(data["joint"]["listed"]),
        in_turn=frozenset(map(key, data["joint"]["in_turn"])),
        ceremonial=frozenset(map(key, data["ceremonial"]["words"])),
        apart=frozenset(map(key, data["joint"]["apart"])),
        occasioned=frozenset(data["occasioned"]["nouns"]),
        sources=frozenset(map(key, data["sources"]["words"])),
        reflexives=frozenset(map(key, lang.toml("link.toml")["reflexives"])),
        peoples=frozenset(map(key, lang.toml("link.toml")["peoples"])),
        spoken_of=frozenset(data["of_states"]["spoken_of"]),
        published=frozenset(data["interviews"]["nouns"]),
        of_states=frozenset(data["of_states"]["nouns"]),
        anew=frozenset(anaphora["anew"]),
        of_any_office=frozenset(anaphora["of_any_office"]),
        of_anybody=frozenset(anaphora["of_anybody"]),
        bare=frozenset(key(form) for noun in anaphora["bare"] for form in data["nouns"][noun]["forms"]),
        again=frozenset(map(key, anaphora["again"])),
        pointed=frozenset(anaphora["pointed"]),
        unmarked=frozenset(data["unmarked"]["nouns"]),
        implied=frozenset(map(key, data["implied"]["words"])),
        hosts=frozenset(data["implied"]["hosts"]),
        journalists=frozenset(map(key, data["journalists"]["words"])),
    )
