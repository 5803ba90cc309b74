"""A local Neo4j server for those who have none: start it, stop it, say how it stands."""

from graphbuild.server.local import VERSION, Status, default_home, down, status, up

__all__ = ["VERSION", "Status", "default_home", "down", "status", "up"]
