"""The stages from folders of data to a model folder; each is skipped when it was run on the same inputs before."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from graphbuild.train import heads, package, prepare, trim, tune, unpack
from graphbuild.train.features import FeatureCache
from graphbuild.train.joint import Options

FOLDERS = ("ud-perdt", "ud-seraji", "parseme2-fa", "iperudt", "ud-docs-examples", "ner-parstwiner")
MEASURED = {
    "encoder": 1,
    "prepare": 1,
    "tune": 40,
    "tokenize": 12,
    "mwt": 1,
    "lemma": 4,
    "pos": 5,
    "depparse": 9,
    "ner": 9,
}
"""Minutes that each stage took when the shipped model was made (two shared cores): the source of the estimate."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: what it reads, what it writes, and the function that does it."""

    name: str
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    run: Callable[[], None]
    settings: str = ""

    def fingerprint(self) -> str:
        """Hash of the settings and of every input file's content."""
        digest = hashlib.sha256(self.settings.encode())
        for path in _files(self.inputs):
            digest.update(f"{path.name} ".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def plan(data: Path, work: Path, out: Path, options: Options) -> list[Stage]:
    """The stages in order."""
    cache = FeatureCache()
    parts = work / "parts"
    sources = tuple(data / folder for folder in FOLDERS)
    encoder, tuned = work / "encoder", work / "tuned"
    trees = (work / "ud/perdt.conllu", work / "ud/dev.conllu")
    mixed = (work / "ud/mix.conllu", work / "ud/mixdev.conllu")
    tagged = (work / "ner/train.json", work / "ner/dev.json")

    def head(name: str, trainer: heads.Trainer, files: tuple[Path, ...], arguments: list[str]) -> Stage:
        target = parts / f"{name}.pt"
        frozen = tuned if trainer.uses_encoder else None
        inputs = (*files, tuned) if trainer.uses_encoder else files
        return Stage(
            name,
            inputs,
            (target,),
            lambda: trainer.run(*arguments, encoder=frozen, out=target, cache=cache),
            " ".join(trainer.options),
        )

    def pair(name: str, trainer: heads.Trainer, files: tuple[Path, Path]) -> Stage:
        return head(name, trainer, files, heads.data_options(trainer, files))

    def joint() -> None:
        train, dev = prepare.tasks(data, seed=options.seed)
        tune.tune(encoder, tuned, train, dev, options)

    text = tuple(work / f"tok/{name}" for name in ("train.txt", "train.toklabels", "dev.txt", "dev.toklabels"))
    stages = [
        Stage("encoder", (unpack.find(),), (encoder,), lambda: trim.write(unpack.read(unpack.find()), encoder)),
        Stage(
            "prepare",
            sources,
            (*text, *trees, *mixed, *tagged),
            lambda: prepare.write(data, work, seed=options.seed),
            str(options.seed),
        ),
        Stage("tune", (encoder, *sources), (tuned,), joint, json.dumps(asdict(options))),
        head("tokenize", heads.TOKENIZER, text, heads.text_options(work)),
        pair("mwt", heads.MWT, trees),
        pair("lemma", heads.LEMMA, trees),
        pair("pos", heads.POS, trees),
        pair("depparse", heads.DEPPARSE, mixed),
        pair("ner", heads.NER, tagged),
    ]
    made = {stage.name: stage.outputs[0] for stage in stages[3:]}
    finish = Stage(
        "package", (*made.values(), tuned), (out / "resources.json",), lambda: package.assemble(made, tuned, out)
    )
    return [*stages, finish]


def run(stages: list[Stage], work: Path) -> None:
    """Run the stages that are not done; what is done is remembered in ``work/done.json``."""
    record = work / "done.json"
    done: dict[str, str] = json.loads(record.read_text("utf-8")) if record.exists() else {}
    for number, stage in enumerate(stages, 1):
        mark = stage.fingerprint()
        if done.get(stage.name) == mark and all(path.exists() for path in stage.outputs):
            _say(f"{number}/{len(stages)} {stage.name}: done before")
            continue
        left = sum(MEASURED.get(later.name, 0) for later in stages[number - 1 :])
        _say(f"{number}/{len(stages)} {stage.name}: starting; about {left} min left in all")
        begun = time.monotonic()
        stage.run()
        _say(f"{number}/{len(stages)} {stage.name}: {(time.monotonic() - begun) / 60:.1f} min")
        done[stage.name] = mark
        work.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
