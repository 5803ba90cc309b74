"""A driver that is let in, in time, by a server that we can use; and what servers refuse, in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
)

from graphbuild.errors import ConnectionFailed, GraphbuildError, QueryError, StoreError
from graphbuild.store.neo4j.login import Login

OLDEST = (5, 26)
CONNECT_SECONDS = 8  # for everything until the first answer
RETRY_SECONDS = 15  # of a transaction that another one stood in the way of

_AGENT = re.compile(r"Neo4j/(\d+)\.(\d+)")
_READ_ONLY = (
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.Database.WriteOnReadOnlyAccessDatabase",
    "Neo.TransientError.General.WriteOnReadOnlyAccessDatabase",
)
_LOCKED_OUT = "Neo.ClientError.Security.AuthenticationRateLimit"
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"
_ACCESS_MODE = "Neo.ClientError.Statement.AccessMode"
_NO_PARAMETER = "Neo.ClientError.Statement.ParameterMissing"


def connect(login: Login) -> neo4j.Driver:
    """A driver for that login, tried out. Raises ConnectionFailed within 10 s, StoreError for a server too old."""
    with translated(login):
        driver = neo4j.GraphDatabase.driver(
            login.uri,
            auth=(login.user, login.password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF",
        )
        try:
            with driver.session(database=login.database, default_access_mode=neo4j.READ_ACCESS) as session:
                session.run("RETURN 1").consume()
            check_version(driver.get_server_info().agent, login.uri)
        except BaseException:
            driver.close()
            raise
    return driver


def check_version(agent: str, uri: str) -> None:
    """StoreError for a server that is older than `OLDEST`, by what it calls itself."""
    found = _AGENT.match(agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreError(f"{uri}: Neo4j {found[1]}.{found[2]} is too old; upgrade the server to {oldest} or later")


@contextmanager
def translated(login: Login) -> Iterator[None]:
    """Say what the driver or the server raises inside as an error of ours, in one line with the mend."""
    try:
        yield
    except GraphbuildError:
        raise
    except (Neo4jError, DriverError, OSError) as error:
        raise _ours(error, login) from error


def _ours(error: Exception, login: Login) -> GraphbuildError:
    reason = _first_line(error)
    where = login.uri if login.database is None else f"{login.uri}, database {login.database}"
    code = getattr(error, "code", None)
    if code == _LOCKED_OUT:
        return ConnectionFailed(
            f"{login.uri}: too many wrong passwords in a row; wait 5 seconds and give the right one"
        )
    if isinstance(error, AuthError):
        return ConnectionFailed(
            f"{login.uri}: does not let {login.user!r} in: user or password is wrong; mend NEO4J_USERNAME and "
            "NEO4J_PASSWORD, or the file of --auth"
        )
    if code == _NO_DATABASE:
        return ConnectionFailed(f"{where}: no such database; give another with --database, or create it there")
    if code in _READ_ONLY:
        return StoreError(f"{where}: {login.user!r} may only read here; give a user and a database that can be written")
    if code == _ACCESS_MODE:
        return QueryError("the question would change the graph; ask only to read: to change it, load another graph")
    if code == _NO_PARAMETER:
        names = ", ".join(re.findall(r"[\w]+(?=[,\s]*$)|(?<=: )\w+", reason))
        return QueryError(f"the question has a parameter that has no value ({names}); give it with --param NAME=VALUE")
    if isinstance(error, ConfigurationError):
        return ConnectionFailed(f"{login.uri}: {reason}; check the scheme: bolt, or bolt+s where the server has TLS")
    if isinstance(error, DriverError | OSError):
        return ConnectionFailed(
            f"{login.uri}: no Neo4j answers ({reason}); check address, port and scheme, and that the server runs: "
            "`graphbuild neo4j up` starts a local one"
        )
    if isinstance(error, ClientError):
        return QueryError(f"{reason}; schema.cypher lists the labels, relationships and properties that there are")
    return StoreError(f"{where}: {reason}; look into the server's log and its disk, then load again: nothing is lost")


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(text).strip().splitlines()[0].rstrip(".:")
