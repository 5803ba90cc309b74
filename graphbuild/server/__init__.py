"""A local Neo4j server for those who have none: start it, stop it, say how it stands."""

from graphbuild.server.local import VERSION, Status, default_home, down, status, up
from graphbuild.server.state import Engine

__all__ = ["VERSION", "Engine", "Status", "default_home", "down", "status", "up"]
