"""What a build costs beside the bare parse: seconds a stage, and the share of everything else.

python benchmarks/build_share.py PATH...
"""

from __future__ import annotations

import resource
import sys
import tempfile

from rich.console import Console
from rich.table import Table

from graphbuild import build


def main(paths: list[str]) -> None:
    """Build twice into an empty folder and print the table."""
    table = Table("build", "parse s", "all else s", "all else / parse", "peak memory MB")
    bare = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first", "again"):
            seconds = build(paths, graph=f"{folder}/bench.graph").seconds
            bare = bare or seconds["parse"]
            rest = sum(value for stage, value in seconds.items() if stage != "parse")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            table.add_row(name, f"{seconds['parse']:.1f}", f"{rest:.1f}", f"{rest / bare:.0%}", f"{peak:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:] or ["tests/news", "tests/gold"])
