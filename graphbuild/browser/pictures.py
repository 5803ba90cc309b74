"""The questions as pictures: Cypher that gives nodes and relationships, with values in place of its parameters.

A file ``questions/NAME.cypher`` has the form of the named questions (`graphbuild.query.library`) and the name of one of
them. Browser has no parameters in its addresses and saved scripts, so they are written out, as literals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from graphbuild.query.library import Question, find, parse
from graphbuild.store.neo4j import Login

_NAME = re.compile(r"\w[\w-]*")
_PARAMETER = re.compile(r"\$(\w+)")


@cache
def pictures() -> Mapping[str, Question]:
    """All questions that there is a picture for, by name."""
    folder = files("graphbuild.browser") / "questions"
    return parse({path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()})


def cypher(question: str, parameters: Mapping[str, Any] | None = None) -> str:
    """The Cypher to run in Browser for a named question, as a picture where there is one, or for free Cypher.

    Names that must be given stand for everybody when they are not. Raises QueryError.
    """
    if not _NAME.fullmatch(question.strip()):
        return question.strip()
    name = question.strip()
    known = pictures().get(name) or find(name)
    missing = {p.name: "" for p in known.parameters if p.default is None}
    values = known.bind({**missing, **(parameters or {})})
    return _PARAMETER.sub(lambda match: _literal(values[match[1]]), known.for_store("neo4j")).strip()


def address(page: str, login: Login, question: str | None, parameters: Mapping[str, Any] | None = None) -> str:
    """The address that opens Browser's `page` with the server, the user and the question filled in.

    The question waits in the editor: Browser runs none by itself. The password is typed there, and is not in it.
    """
    scheme, _, rest = login.uri.partition("://")
    options = {"dbms": f"{scheme}://{login.user}@{rest}"}
    if login.database or question is not None:
        options["db"] = login.database or "neo4j"
    if question is not None:
        options |= {"cmd": "edit", "arg": cypher(question, parameters)}
    return f"{page}?{urlencode(options, quote_via=quote)}"


def page_of(login: Login) -> str:
    """Where Browser's page is: the local server's own, else where a server's is by default."""
    from graphbuild import server

    status = server.status()
    if status.uri and urlsplit(status.uri).port == urlsplit(login.uri).port:
        return status.browser
    return f"http://{urlsplit(login.uri).hostname}:7474/browser/"


def _literal(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"
