"""graphbuild: Persian diplomatic news to a knowledge graph, with the sentence behind every edge."""

from importlib import import_module
from typing import TYPE_CHECKING

from graphbuild.document import Document
from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from graphbuild.graph import Graph
    from graphbuild.pipeline import Pipeline, build

__version__ = "0.1.0"
__all__ = ["Document", "Graph", "GraphbuildError", "Pipeline", "__version__", "build"]

_LATER = {"Graph": "graphbuild.graph", "Pipeline": "graphbuild.pipeline", "build": "graphbuild.pipeline"}


def __getattr__(name: str) -> object:  # these load more than `graphbuild --help` should wait for
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
