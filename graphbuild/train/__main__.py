"""``python -m graphbuild.train DATA_DIR OUT_DIR``: from folders of data to a finished model folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

DESCRIPTION = """Train the Persian model: label mapping, augmentation, encoder (unpack, trim, tune), tokenizer, mwt,
lemma, pos, depparse, ner, package. A stage that was finished on the same inputs is skipped, and a stopped tuning is
taken up where it was: run the same command again. Measure the result with `python -m graphbuild.train.scores`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and run the stages."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.train", description=DESCRIPTION)
    parser.add_argument("data", type=Path, help="the folder that holds ud-perdt, ud-seraji, parseme2-fa, iperudt, …")
    parser.add_argument("out", type=Path, help="where the model folder is written")
    parser.add_argument("--own", type=Path, help="a treebank of the domain, as tests/corpora/diplomatic-train.conllu")
    parser.add_argument("--work", type=Path, help="where intermediate files are kept (default: OUT/../work)")
    parser.add_argument("--begin", type=Path, help="tune on from this packaged model instead of from the bare encoder")
    parser.add_argument(
        "--more", action="append", default=[], choices=["deepen", "silver"], help="a further round; see the model card"
    )
    parser.add_argument("--words", type=int, help="words that joint tuning sees")
    parser.add_argument("--minutes", type=float, help="end each round of tuning after this time at the latest")
    parser.add_argument("--layers", type=int, help="layers of the encoder that the first rounds keep, of 12")
    parser.add_argument("--seed", type=int, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--until", help="stop after this stage")
    options = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", str(options.threads))  # torch reads it when it is imported

    from graphbuild.train import stages
    from graphbuild.train.joint import Options

    given = {name: getattr(options, name) for name in ("words", "minutes", "layers", "seed")}
    work: Path = options.work or options.out.parent / "work"
    planned = stages.plan(
        options.data,
        work,
        options.out,
        Options(**{name: value for name, value in given.items() if value is not None}),
        own=options.own,
        begin=options.begin,
        more=options.more,
    )
    names = [stage.name for stage in planned]
    if options.until is not None and options.until not in names:
        parser.error(f"unknown stage {options.until!r}; use one of {', '.join(names)}")
    stages.run(planned[: names.index(options.until) + 1] if options.until else planned, work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
