"""What a name, state or topic that is asked with matches in a graph, and what is nearest where it matches nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from graphbuild.folding import fold
from graphbuild.store.base import Store

PARTIES = ("Official", "Position", "State", "Organization")
_LIKE = 60  # percent from which a name is near enough to be meant


def nobody(store: Store, name: str) -> str | None:
    """Why no party of the graph has that part of a name, in any spelling; None when one has."""
    wanted = fold(name)
    names: list[str] = []
    for label in PARTIES:
        for display, search in store.query(f"MATCH (n:{label}) RETURN n.name, n.search ORDER BY n.id").rows:
            if wanted in search:
                return None
            names.append(display)
    hint = _hint(name, names, "`graphbuild query most-central` lists who is")
    return f"nobody in this graph is named «{name}»; {hint}"


def state_code(store: Store, name: str) -> str | None:
    """ISO code of a state in the graph, by any spelling of its name or by its code."""
    wanted = f"|{fold(name)}|"
    found = store.query("MATCH (s:State) RETURN s.id, s.search ORDER BY s.id").rows
    return next((str(code) for code, search in found if wanted in search), None)


def no_state(store: Store, name: str) -> str | None:
    """Why the graph has no state of that name or code; None when it has."""
    if state_code(store, name) is not None:
        return None
    rows = store.query("MATCH (s:State) RETURN s.name, s.name_en, s.id ORDER BY s.id").rows
    hint = _hint(name, (one for row in rows for one in row if one), "`graphbuild query states` has them")
    return f"no state «{name}» in this graph; {hint}"


def no_topic(store: Store, name: str) -> str | None:
    """Why no topic of the graph has that part, in any spelling or way to say it; None when one has."""
    from graphbuild.resolve.topics import topic_key  # here: the stage is not needed to ask of anything else

    wanted, key = fold(name), topic_key(name)
    names: list[str] = []
    for display, search, own in store.query("MATCH (n:Topic) RETURN n.name, n.search, n.key ORDER BY n.id").rows:
        if wanted in search or key in own:
            return None
        names.append(display)
    hint = _hint(name, names, "`MATCH (t:Topic) RETURN t.name` lists them")
    return f"no topic «{name}» in this graph; {hint}"


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """The name of which some words, as many as are wanted, are most like them; None when none is like them."""
    found = process.extractOne(fold(wanted), list(names), processor=fold, scorer=_likeness, score_cutoff=_LIKE)
    return found[0] if found else None


def _likeness(wanted: str, name: str, *, score_cutoff: float | None = None) -> float:
    words, several = name.split(), len(wanted.split())
    lengths = range(max(1, several - 1), several + 2)  # a half-space that is written as a space makes two words of one
    parts = (" ".join(words[i : i + length]) for length in lengths for i in range(len(words) - length + 1))
    likeness = max(fuzz.ratio(wanted, part) for part in (name, *parts))
    return likeness if likeness >= (score_cutoff or 0) else 0


def _hint(wanted: str, names: Iterable[str], otherwise: str) -> str:
    found = nearest(wanted, names)
    return f"did you mean «{found}»?" if found else otherwise
