"""The frames of communication, read from `lang/fa/frames.toml` and validated: which words tell of a talk, and where its
parties stand.

A rule has a *construction* – ``verbal`` (the noun with a light verb: «دیدار کرد»), ``nominal`` (the noun with its
own complements: «دیدار X با Y») or a listed verb – and *slots*, the places where parties are looked for:

- ``subject``: the subject of the clause; ``with``/``between``/``to``/``from``/``mediator``: phrases with that marker
- ``genitive``: the phrase that hangs on the noun («دیدار X»); ``control``: the subject of the clause around the noun
- ``object``: the phrase with «را»; ``complement``: an unmarked phrase after the noun («میزبان X»)
- ``to_media``: a medium with «به» («به X گفت»)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.link.tokens import Token, key
from graphbuild.records import TalkKind
from graphbuild.relate.phrases import words
from graphbuild.relate.verbs import verb_form

SLOTS = (
    "subject", "with", "between", "to", "from", "mediator", "genitive", "control", "object", "complement", "to_media",
    "genitive_of_verb", "host",
)  # fmt: skip
CONSTRUCTIONS = ("verbal", "nominal")
_LONGEST_NOUN = 4  # tokens


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over talk nouns: all `slots` must be filled (`actors`: by persons or offices), none of `without`."""

    id: str
    construction: str
    nouns: frozenset[str]
    slots: tuple[str, ...]
    without: frozenset[str]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A rule over a verb, with the noun that goes with it (if any) and the words that its clause must hold."""

    id: str
    kind: TalkKind
    nouns: frozenset[str]
    verbs: frozenset[str]
    needs: frozenset[str]
    slots: tuple[str, ...]


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
    kinds: dict[str, TalkKind]
    means: dict[str, TalkKind]
    light: frozenset[str]
    light_phrases: frozenset[str]
    passive: frozenset[str]
    prepositional: frozenset[str]
    having: frozenset[str]
    rules: tuple[Rule, ...]
    verbs: tuple[VerbRule, ...]
    determiners: frozenset[str]
    joint: frozenset[str]
    venues: frozenset[str]
    matches: frozenset[str]
    sport: frozenset[str]
    jointly: frozenset[str]
    occasioned: frozenset[str]

    def trigger(self, row: Sequence[Token], i: int) -> Trigger | None:
        """The longest talk noun at token `i`."""
        if not row[i].key:
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


def variants(form: str, endings: list[str]) -> list[str]:
    """A noun with its plural, ezafe, indefinite and possessive endings, as folded keys."""
    return [key(form + ending) for ending in endings]


@cache
def frames() -> Frames:
    """The shipped frames, read once. Raises LexiconError for a rule that names what is not there."""
    data = lang.toml("frames.toml")
    endings = lang.toml("markers.toml")["endings"]["noun"]
    nouns: dict[str, str] = {}
    kinds: dict[str, TalkKind] = {}
    for name, entry in data["nouns"].items():
        kinds[name] = _kind(entry["kind"])
        for form in entry["forms"]:
            head, _, rest = form.partition(" ")
            for ending in endings:
                nouns.setdefault(key(form + ending), name)
                if rest:
                    nouns.setdefault(key(f"{head}{ending} {rest}"), name)
                    nouns.setdefault(key(f"{head}{ending} {rest}{endings[1]}"), name)
    rules = []
    for rule in data["rule"]:
        unknown = [noun for noun in rule["nouns"] if noun not in kinds]
        if unknown or rule["construction"] not in CONSTRUCTIONS:
            raise _fail(f"rule {rule['id']}: unknown noun or construction; see the head of the file")
        without, actors = frozenset(rule.get("without", ())), frozenset(rule.get("actors", ()))
        rules.append(Rule(rule["id"], rule["construction"], frozenset(rule["nouns"]), _slots(rule), without, actors))
    verbs = []
    for rule in data["verb"]:
        forms = frozenset(k for noun in rule["nouns"] for k in variants(noun, endings))
        needs = frozenset(k for noun in rule.get("needs", []) for k in variants(noun, endings))
        verbs.append(VerbRule(rule["id"], _kind(rule["kind"]), forms, frozenset(rule["verbs"]), needs, _slots(rule)))
    light = data["light"]
    anaphora = data["anaphora"]
    return Frames(
        nouns=nouns,
        kinds=kinds,
        means={key(word): _kind(kind) for kind, entry in data["means"].items() for word in entry["words"]},
        light=frozenset(light["default"]),
        light_phrases=frozenset(light["phrases"]),
        passive=frozenset(light["passive"]),
        prepositional=frozenset(light["with_preposition"]),
        having=frozenset(light["having"]),
        rules=tuple(rules),
        verbs=tuple(verbs),
        determiners=frozenset(map(key, anaphora["determiners"])),
        joint=frozenset(data["joint"]["nouns"]),
        venues=frozenset(data["venues"]["nouns"]),
        matches=frozenset(data["sport"]["nouns"]),
        sport=frozenset(map(key, data["sport"]["words"])),
        jointly=frozenset(map(key, data["joint"]["words"])),
        occasioned=frozenset(data["occasioned"]["nouns"]),
    )


def _of_kind(token: Token) -> bool:
    """Whether an adjective only says of what kind the talk was («دیدار جداگانه‌ای داشت»)."""
    return token.key in words("talk_adjectives")


def _completes(row: Sequence[Token], j: int, data: Frames) -> bool:
    """Whether the word and the verb after it are a light verb («برگزار کردند»)."""
    form = verb_form(row[j + 1].text) if j + 1 < len(row) else None
    return form is not None and f"{row[j].text} {form.infinitive}" in data.light_phrases | data.passive


def light_verb(row: Sequence[Token], end: int, data: Frames) -> tuple[int, str] | None:
    """(token of the verb, "active" or "passive") when the noun that ends at token `end` makes a predicate with it.

    Between the two may stand coordinated talk nouns, «را», an auxiliary, adverbs and the noun of a longer light verb
    («دیدار و گفت‌وگو خواهد کرد», «دیدار به عمل آورد»).
    """
    passable = words("and") | words("object") | words("adverbs")
    j, noun, described = end + 1, "", False
    while j < len(row) and j <= end + 7:
        trigger = data.trigger(row, j)
        form = verb_form(row[j].text)
        if row[j].key in passable or (row[j].upos == "AUX" and j + 1 < len(row) and verb_form(row[j + 1].text)):
            j += 1
        elif trigger is not None:
            j, noun = trigger.last + 1, ""
        elif form is not None and row[j].upos in {"VERB", "AUX"}:
            verb = f"{noun} {form.infinitive}".strip()
            if described and form.infinitive not in data.having:
                return None
            if verb in data.passive:
                return j, "passive"
            if verb in data.light_phrases or (not noun and form.infinitive in data.light | data.prepositional):
                return j, "active"
            return None
        elif not noun and (_of_kind(row[j]) or (row[j].upos == "ADJ" and not _completes(row, j, data))):
            described = described or not _of_kind(row[j])
            j += 1
        elif row[j].upos in {"NOUN", "ADJ", "ADP"}:
            noun = f"{noun} {row[j].text}".strip()
            if len(noun.split()) > 2:
                return None
            j += 1
        else:
            return None
    return None
