"""What graphbuild knows of the world: states, organizations, titles of offices, and who held which office when."""

from graphbuild.kb.model import KnowledgeBase, OfficeHolder, Organization, PersonName, Seat, State, Title
from graphbuild.kb.reader import (
    given_names,
    honorifics,
    keys,
    load,
    office_holders,
    organizations,
    states,
    surname_endings,
    titles,
)

__all__ = [
    "KnowledgeBase",
    "OfficeHolder",
    "Organization",
    "PersonName",
    "Seat",
    "State",
    "Title",
    "given_names",
    "honorifics",
    "keys",
    "load",
    "office_holders",
    "organizations",
    "states",
    "surname_endings",
    "titles",
]
