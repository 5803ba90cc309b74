"""Invented news: its gold, and rows of an export that speak of it."""

from __future__ import annotations

Row = dict[str, object]

TEXT = "\n".join(
    (
        "وزیر خارجه ایران با همتای مصری خود تلفنی گفت‌وگو کرد",
        "کامران نیک‌پندار وزیر امور خارجه ایران روز پنجشنبه با سامح الفرضی درباره تحولات منطقه گفت‌وگو کرد.",
        "نیک‌پندار افزود که دیدار با پیتر نمونه‌پور در ژنو برنامه‌ریزی شده است.",
        "سامح الفرضی گفتگو با لیلا داستانی را تکذیب کرد.",
    )
)
MINISTER, EGYPTIAN, SWISS, DENIER = "کامران نیک‌پندار", "سامح الفرضی", "پیتر نمونه‌پور", "لیلا داستانی"


def gold_talk(slug: str, *parties: str, **changes: object) -> Row:
    """A required, asserted call of day and topic unknown between parties of one alias each, on line 2."""
    talk: Row = {"id": slug, "participants": [[party] for party in parties], "kind": ["phone_call"]}
    talk |= {"factuality": ["asserted"], "date": None, "place": None, "topics": [], "lines": [2], "optional": False}
    return talk | changes


def found_talk(*parties: str, **changes: object) -> Row:
    """A row of ``talks.jsonl`` for an asserted call, quoting line 1 of ``invented.txt``."""
    talk: Row = {"id": "talk:" + "+".join(parties), "participants": [{"id": p, "name": p} for p in parties]}
    talk |= {"kind": "phone_call", "factuality": "asserted", "date": None, "place": None, "topics": []}
    return talk | {"evidence": [quote(TEXT.split("\n")[0])]} | changes


def found_statement(speaker: str, words: str) -> Row:
    """A row of ``statements.jsonl`` quoting words of ``invented.txt``."""
    return {"id": f"statement:{speaker}", "speaker": {"id": speaker, "name": speaker}, "evidence": [quote(words)]}


def quote(words: str, *, text: str = TEXT, document: str = "news/invented.txt") -> Row:
    """Evidence for words of a text."""
    start = text.index(words)
    return {"document": document, "start": start, "end": start + len(words), "text": words, "rule": "test"}


def topics(*names: str) -> list[Row]:
    """Topics of a row of ``talks.jsonl``."""
    return [{"id": name, "name": name} for name in names]
