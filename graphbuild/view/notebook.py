"""How objects show themselves in a notebook: HTML without scripts or style sheets, all text escaped.

Colours are written on the elements, since notebooks strip style sheets, and are see-through, so that they suit dark and
light alike; each coloured word also says in its title what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from graphbuild.view.marks import Mark, clean_marks, marks
from graphbuild.view.words import Language, words

if TYPE_CHECKING:
    from graphbuild.document import Document
    from graphbuild.graph import Graph
    from graphbuild.records import Evidence, Talk

_LANGUAGE: Language = "fa"  # the language of the texts, whose direction the boxes have
_ROWS = 10  # talks that a graph shows
_COLOURS = {"party": "59, 130, 246", "topic": "34, 170, 94", "trigger": "245, 158, 11"}
_FACTUALITY_LINES = {
    "asserted": "solid #6b7280",
    "planned": "dashed #0891b2",
    "possible": "dotted #7c3aed",
    "alleged": "dashed #d97706",
    "denied": "double #dc2626",
}
_BOX = "line-height:1.9;border:1px solid rgba(128,128,128,.35);border-radius:6px;padding:.4em .8em;margin:.3em 0"
_QUIET = "opacity:.7;font-size:.85em"


def talk(record: Talk) -> str:
    """A talk: what it was, on whose word, and its sentences with parties, topics and talk words coloured.

    Parties and topics are found by their names, since records keep the sentence but not the place of each word in it: a
    pronoun stays without colour.
    """
    say = words()[_LANGUAGE]
    names = [party.entity.name for party in record.participants]
    titles = [party.position for party in record.participants if party.position]
    topics = [topic.name for topic in record.topics]
    head = [_badge(record.factuality), f"<b>{_kind(record.kind)}</b>", _bdi(record.date or say["no.date"])]
    if record.place:
        head.append(escape(record.place.name))
    lines = [
        f"<div>{' · '.join(head)}</div>",
        f"<div><b>{' – '.join(_bdi(party.entity.name) for party in record.participants)}</b></div>",
    ]
    if topics:
        lines.append(f"<div>{escape(say['about'])} {say['comma'].join(map(_bdi, topics))}</div>")
    told = {(claim.source.name, claim.stance): None for claim in record.claims}
    lines += [f"<div>{_bdi(source)} {escape(say[f'stance.{stance}'])}</div>" for source, stance in told]
    for item in dict.fromkeys((*record.evidence, *(claim.evidence for claim in record.claims))):
        lines.append(_quote(item, marks(item.text, parties=names, titles=titles, topics=topics)))
    return _box(lines)


def document(text: Document) -> str:
    """A document: where it is from, and its text with what the stages found so far.

    After `Pipeline.document`, the sentences that tell of talks have their parties, topics and trigger coloured; before
    it, the text is shown as it is.
    """
    published = text.published.isoformat() if text.published else None
    lines = [f"<div><b>{_bdi(text.title or text.path)}</b></div>"]
    lines.append(
        f'<div style="{_QUIET}">{" · ".join(_bdi(part) for part in (text.source, published, text.path) if part)}</div>'
    )
    body = text.clean.text if text.clean is not None else text.text
    coloured = _coloured(body, clean_marks(text))
    lines.append(f'<div style="white-space:pre-wrap;max-height:30em;overflow:auto">{coloured}</div>')
    for mention in text.talks or ():
        entities = text.links.entities if text.links else ()
        parties = " – ".join(_bdi(entities[party.entity].name) for party in mention.parties)
        rule = f'<code style="{_QUIET}">{escape(mention.rule)}</code>'
        lines.append(f"<div>{_badge(mention.factuality)} {_kind(mention.kind)} · {parties} {rule}</div>")
    return _box(lines)


def graph(shown: Graph) -> str:
    """A graph: how much there is, how sure, from when to when, and its latest talks."""
    frames = {"talks": shown.talks(), "officials": shown.officials(), "statements": shown.statements()}
    frames["documents"] = shown.documents()
    talks = frames["talks"]
    counts = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    sure = Counter(talks["factuality"])
    days = talks["date"].dropna()
    period = f" · {days.min():%Y-%m-%d} – {days.max():%Y-%m-%d}" if len(days) else ""
    where = escape(shown.folder.as_posix() if shown.folder else shown.store.kind)
    parts = [f"<b>Graph</b> <code>{where}</code>: {counts}{period}<br>"]
    parts.append(" ".join(f"{_badge(name)} {sure[name]}" for name in _FACTUALITY_LINES))
    latest = talks[talks["date"].notna()].tail(_ROWS).iloc[::-1]
    columns = ("date", "parties", "kind", "factuality", "topics", "place")
    rows = [_row(row) for row in latest.to_dict("records")]
    if rows:
        parts.append(_table(columns, rows))
    return f'<div dir="ltr">{"".join(parts)}</div>'


def _row(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    """A talk of the frame as cells of HTML."""
    return (
        f'<span style="white-space:nowrap">{row["date"]:%Y-%m-%d}</span>',
        escape(" – ".join(row["parties"])),
        _kind(row["kind"]),
        _badge(row["factuality"]),
        escape(words()[_LANGUAGE]["comma"].join(row["topics"])),
        escape(row["place"]) if isinstance(row["place"], str) else "",
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f'<th scope="col" style="text-align:start">{escape(name)}</th>' for name in columns)
    cell = '<td style="text-align:start;vertical-align:top" dir="auto">'
    body = "".join(f"<tr>{''.join(f'{cell}{content}</td>' for content in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _quote(item: Evidence, found: Sequence[Mark]) -> str:
    where = f'<bdi style="{_QUIET}" dir="ltr">{escape(item.document)}:{item.start}–{item.end} {escape(item.rule)}</bdi>'
    return f'<blockquote dir="auto" style="margin:.4em 1em">{_coloured(item.text, found)}<br>{where}</blockquote>'


def _coloured(text: str, found: Sequence[Mark]) -> str:
    parts, at = [], 0
    for mark in sorted(found):
        if mark.start < at:
            continue  # two things at one place: the first says what is seen
        style = f"background:rgba({_COLOURS[mark.kind]},.28);color:inherit;border-radius:3px"
        said = escape(text[mark.start : mark.end])
        parts += [escape(text[at : mark.start]), f'<mark style="{style}" title="{escape(mark.title)}">{said}</mark>']
        at = mark.end
    return "".join([*parts, escape(text[at:])])


def _box(lines: Iterable[str]) -> str:
    return f'<div dir="{words()[_LANGUAGE]["direction"]}" lang="{_LANGUAGE}" style="{_BOX}">{"".join(lines)}</div>'


def _kind(name: str) -> str:
    return _said("kind", name)


def _badge(name: str) -> str:
    style = f"border:2px {_FACTUALITY_LINES[name]};border-radius:1em;padding:0 .5em"
    return f'<span style="{style}">{_said("factuality", name)}</span>'


def _said(prefix: str, name: str) -> str:
    return f'<span title="{escape(name)}">{escape(words()[_LANGUAGE][f"{prefix}.{name}"])}</span>'


def _bdi(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"
