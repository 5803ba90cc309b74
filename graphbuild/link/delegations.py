"""Who leads a delegation: «X در رأس هیئتی», «هیئتی به ریاست X», «X و هیئت همراه»."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Reference
from graphbuild.link.spoken import Scanned

_NEAR = 4  # tokens from the noun of a delegation to «به ریاست»


def leads(item: Scanned, lexicon: Lexicon) -> bool:
    """Whether the sentence says that who it is about comes «در رأس هیأتی»."""
    heads = (lexicon.word("at_head", item.row, i) for i in range(len(item.row)))
    led = (lexicon.word("one", item.row, i) or i for i in heads if i is not None)
    return any(lexicon.word("delegations", item.row, i) is not None for i in led)


def leader(item: Scanned, references: Sequence[Reference], lexicon: Lexicon) -> int | None:
    """The one whom the sentence names as the head of a delegation, or with his («X و هیئت همراه»); an entity."""
    row, found = item.row, None
    nouns = {i: end for i in range(len(row)) if (end := lexicon.word("delegations", row, i)) is not None}
    if not nouns:
        return None
    starts = {token.start: i for i, token in enumerate(row)}
    ends = {token.end: i for i, token in enumerate(row)}
    for reference in references:
        first, last = starts.get(reference.start, 0), ends.get(reference.end, 0)
        company = nouns.get(lexicon.word("and", row, last + 1) or -1)
        with_his = company is not None and lexicon.word("along", row, company) is not None
        headed = next((i for i in range(max(0, first - _NEAR), first) if lexicon.word("headed_by", row, i) == first), 0)
        of_his = any(i in nouns for i in range(max(0, headed - _NEAR), headed))
        if with_his or of_his:
            found = reference.entity
    return found
