"""Verb forms: tense, person and negation of simple Persian verbs, from their stems.

The tagger's features are right most of the time; the conjugation is regular all of the time. Forms of the verbs in
`lang/fa/verbs.tsv` are generated once and looked up folded, so that lost half-spaces («میکند») do not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.link.tokens import Token, key
from graphbuild.relate import markers

Tense = Literal["past", "imperfect", "perfect", "present", "subjunctive", "stem"]

_COLUMNS = ("infinitive", "past", "present", "extra")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A finite or participial form; `person` is 1–3 with number, as ``3s``; ``perfect`` is the participle («کرده»)."""

    infinitive: str
    tense: Tense
    person: str
    negated: bool


@cache
def _forms() -> dict[str, VerbForm]:
    words = lang.toml("verbs.toml")
    style = words["style"]
    forms: dict[str, VerbForm] = {}

    def add(form: str, infinitive: str, tense: Tense, person: str, *, negated: bool) -> None:
        forms.setdefault(key(form), VerbForm(style.get(infinitive, infinitive), tense, person, negated))

    for row in lang.table("verbs.tsv", _COLUMNS):
        infinitive, past, present = row["infinitive"], row["past"], row["present"]
        for item in row.split("extra"):
            form, _, person = item.partition("=")
            if person.removeprefix("-") not in words["past_endings"]:
                raise LexiconError(
                    f"{row.place}: {item!r} names no person; write FORM=3s, or FORM=-3s for a negated one"
                )
            tense: Tense = "subjunctive" if _is_subjunctive(form, infinitive) else "present"
            add(form, infinitive, tense, person.removeprefix("-"), negated=person.startswith("-"))
        for person, ending in words["past_endings"].items():
            for prefix, tense, negated in words["past_prefixes"]:
                add(_joined(prefix, past) + ending, infinitive, tense, person, negated=negated)
        for prefix, negated in words["participle_prefixes"]:
            participle = _joined(prefix, past) + words["participle_ending"]
            add(participle, infinitive, "perfect", "3s", negated=negated)
            for person, ending in words["perfect_endings"].items():
                add(participle + ending, infinitive, "perfect", person, negated=negated)
        for person, ending in words["present_endings"].items():
            for prefix, tense, negated in words["present_prefixes"]:
                add(_joined(prefix, present) + ending, infinitive, tense, person, negated=negated)
        spoken = words["colloquial"]
        short = spoken["stems"].get(infinitive)
        for prefix, tense, negated in spoken["prefixes"]:
            for person, ending in spoken["endings"].items():
                add(_joined(prefix, short or present) + ending, infinitive, tense, person, negated=negated)
            for person in ("1s", "1p") if short else ():
                ending = words["present_endings"][person]
                add(_joined(prefix, short) + ending, infinitive, tense, person, negated=negated)
    return forms


@cache
def infinitives() -> frozenset[str]:
    """The folded infinitives of all verbs."""
    return frozenset(key(row["infinitive"]) for row in lang.table("verbs.tsv", _COLUMNS))


def _is_subjunctive(form: str, infinitive: str) -> bool:
    """Whether a form has the prefix «ب» («بگوید»), which is not the first letter of its verb."""
    prefix = str(lang.toml("verbs.toml")["subjunctive_prefix"])
    return form.startswith(prefix) and not infinitive.startswith(prefix)


def _joined(prefix: str, stem: str) -> str:
    words = lang.toml("verbs.toml")
    if prefix in words["joined_prefixes"]:
        for first, instead in words["joined_stems"]:
            if stem.startswith(first):
                return str(prefix + instead + stem.removeprefix(first))
    return prefix + stem


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(key(form.infinitive) for form in _forms().values())


def ends_clause(text: str) -> bool:
    """Whether what the tagger calls a verb can be finite: no infinitive («کردن»), no participle that is an adjective
    («باقی‌مانده»).
    """
    participle = key(text).endswith(lang.toml("verbs.toml")["participle_ending"]) and verb_form(text) is None
    return key(text) not in _infinitives() and not participle


def verb_form(text: str) -> VerbForm | None:
    """The analysis of a form, or None for what is no form of a listed verb."""
    return _forms().get(key(text))


def tells(row: Sequence[Token], i: int) -> bool:
    """Whether token `i` is a participle that stands for its verb («X در بیانیه‌ای گفته Y …»), whatever its tag."""
    form = verb_form(row[i].text)
    if i == 0 or form is None or form.tense != "perfect" or form.infinitive not in markers.words("saying"):
        return False
    return row[i - 1].upos not in {"ADP", "DET"}  # «به گفته X»


def is_pluperfect(row: Sequence[Token], i: int) -> bool:
    """Whether the participle at token `i` goes on with «بود»."""
    after = next((verb_form(token.text) for token in row[i + 1 : i + 2] if token.upos == "AUX"), None)
    return after is not None and after.tense == "past"


@cache
def _future() -> dict[str, tuple[str, bool]]:
    words = lang.toml("verbs.toml")
    return {
        key(prefix + words["future_auxiliary"] + ending): (person, bool(prefix))
        for person, ending in words["present_endings"].items()
        for prefix in ("", words["negation"])
    }


def future_auxiliary(text: str) -> tuple[str, bool] | None:
    """(person, negated) of «خواهد», «نخواهند» …"""
    return _future().get(key(text))
