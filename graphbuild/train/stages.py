"""The stages from folders of data to a model folder; each is skipped when it was run on the same inputs before."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from graphbuild.train import conllu, heads, package, prepare, recover, silver, transplant, trim, tune, unpack
from graphbuild.train.joint import DEEP_READ, JointModel, Options, Task

FOLDERS = ("ud-perdt", "ud-seraji", "parseme2-fa", "iperudt", "ud-docs-examples", "ner-parstwiner")
DOMAIN_WORDS = 2_000_000
"""Words that the third round sees; a smaller run shortens it in proportion."""
DEEP_LAYERS, DEEP_WORDS = 10, 2_000_000
"""The fourth round's encoder, and the words it sees."""
MORE = ("deepen", "silver")
"""Rounds that may follow the three: a deeper encoder; self-training on what the third round and that one agree on."""
SILVER_WORDS = 1_000_000
"""Words that the round of self-training sees."""
MEASURED = {
    "encoder": 1,
    "prepare": 1,
    "tune": 37,
    "retune": 33,
    "domain": 65,
    "recover": 1,
    "deepen": 90,
    "parse raw": 15,
    "silver": 40,
    "tokenize": 9,
    "mwt": 4,
    "lemma": 8,
    "blank": 1,
    "heads": 3,
}
"""Minutes that each stage took when the shipped model was made, on two cores; those of `MORE` are estimated."""


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


def plan(
    data: Path,
    work: Path,
    out: Path,
    options: Options,
    *,
    own: Path | None = None,
    begin: Path | None = None,
    more: Sequence[str] = (),
) -> list[Stage]:
    """The stages in order; ``own`` is the domain's own treebank (`graphbuild.train.prepare.tasks`).

    ``begin`` is a packaged model: its weights stand for the first three rounds', its tokenizer, mwt and lemma are kept.
    ``more`` are rounds of `MORE` after those three; the last one of them is packaged.
    """
    sources = tuple(data / folder for folder in FOLDERS)
    encoder = work / "encoder"
    first, second, third, deeper, taught = (work / f"tuned{number}" for number in range(1, 6))
    raw_trees = work / "silver.json"
    weights = {folder: folder.with_suffix(".heads.pt") for folder in (first, second, third, deeper, taught)}
    text = tuple(work / f"tok/{name}" for name in ("train.txt", "train.toklabels", "dev.txt", "dev.toklabels"))
    trees = (work / "ud/perdt.conllu", work / "ud/dev.conllu")
    mixed = (work / "ud/mix.conllu", work / "ud/dev.conllu")
    tagged = (work / "ner/train.json", work / "ner/dev.json")
    again = replace(
        options, rate=0.75 * options.rate, head_rate=0.5 * options.head_rate, frozen=2, seed=options.seed + 1
    )
    domain = replace(again, words=DOMAIN_WORDS * options.words // Options().words, seed=options.seed + 2)
    deep = replace(
        domain, layers=DEEP_LAYERS, read=DEEP_READ, frozen=4, words=DEEP_WORDS * options.words // Options().words
    )
    deep = replace(deep, seed=options.seed + 3)
    schooled = replace(domain, frozen=5, words=SILVER_WORDS * options.words // Options().words, seed=options.seed + 4)
    mine = () if own is None else (own,)
    tuned = {"deepen": deeper, "silver": taught}.get(more[-1] if more else "", third)
    shape = deep if tuned == deeper else schooled

    def trained(name: str, trainer: heads.Trainer, files: tuple[Path, ...], folder: str = "parts") -> Stage:
        target = work / folder / f"{name}.pt"
        arguments = heads.text_options(work) if trainer is heads.TOKENIZER else heads.data_options(trainer, files)
        source = encoder if trainer.uses_encoder else None
        return Stage(
            name if folder == "parts" else f"{folder} {name}",
            files,
            (target,),
            lambda: trainer.run(*arguments, encoder=source, read=shape.read, out=target),
            " ".join((*trainer.options, *([str(shape.read)] if source else []))),
        )

    def joint(into: Path, settings: Options, start: Path | None = None, own: Path | None = None) -> None:
        train, dev = prepare.tasks(data, seed=options.seed, own=own)
        tune.tune(encoder, into, train, dev, settings, start=start)

    def deepen() -> None:
        train, dev = prepare.tasks(data, seed=options.seed, own=own, shares=prepare.DEEP_SHARES, mixed=False)
        tune.tune(encoder, deeper, train, dev, deep, start=weights[third])

    def parse_raw() -> None:
        train, _ = prepare.tasks(data, seed=options.seed, own=own, mixed=False)
        silver.write(
            raw_trees,
            silver.agree(
                [
                    _load(JointModel(encoder, train, settings), weights[folder])
                    for settings, folder in ((domain, third), (deep, deeper))
                ],
                silver.read(data, silver.SENTENCES, seed=options.seed),
            ),
        )

    def school() -> None:
        train, dev = prepare.tasks(data, seed=options.seed, own=own, shares=prepare.SILVER_SHARES, mixed=False)
        train.append(Task("silver", silver.load(raw_trees), prepare.SILVER, head=transplant.SCHEME))
        tune.tune(encoder, taught, train, dev, schooled, start=weights[third])

    def unpack_model(folder: Path) -> None:
        train, _ = prepare.tasks(data, seed=options.seed, own=own, mixed=False)
        recover.write(JointModel(encoder, train, domain), folder, weights[third])

    blanks = [
        trained("pos", heads.POS, trees, "blank"),
        trained("depparse", heads.DEPPARSE, mixed, "blank"),
        trained("ner", heads.NER, tagged, "blank"),
    ]
    texts = [
        trained("tokenize", heads.TOKENIZER, text),
        trained("mwt", heads.MWT, trees),
        trained("lemma", heads.LEMMA, trees),
    ]
    moved = {name: work / f"parts/{name}.pt" for name in ("pos", "depparse", "ner")}
    texts_made = {stage.name: stage.outputs[0] for stage in texts}
    if begin is not None:
        texts_made = {name: begin / package.LANGUAGE / name / f"{package.PACKAGE}.pt" for name in texts_made}
    made = {**texts_made, **moved}

    def move() -> None:
        train, _ = prepare.tasks(data, seed=options.seed, own=own, mixed=False)
        model = _load(JointModel(encoder, train, shape), weights[tuned])
        transplant.everything(model, conllu.read(trees[0]), work / "blank", work / "parts")

    rounds = [
        Stage(
            "tune",
            (encoder, *sources),
            (first, weights[first]),
            lambda: joint(first, options),
            _written(options),
        ),
        Stage(
            "retune",
            (weights[first],),
            (second, weights[second]),
            lambda: joint(second, again, weights[first]),
            _written(again),
        ),
        Stage(
            "domain",
            (weights[second], *mine),
            (third, weights[third]),
            lambda: joint(third, domain, weights[second], own),
            _written(domain),
        ),
    ]
    recovered = Stage("recover", (encoder, begin or work), (weights[third],), lambda: unpack_model(begin or work))

    further = [
        Stage("deepen", (weights[third], *mine), (deeper, weights[deeper]), deepen, _written(deep)),
        Stage("parse raw", (weights[third], weights[deeper]), (raw_trees,), parse_raw, str(silver.SENTENCES)),
        Stage(
            "silver",
            (weights[third], raw_trees, *mine),
            (taught, weights[taught]),
            school,
            _written(schooled),
        ),
    ]
    further = further[: {"deepen": 1, "silver": 3}[more[-1]] if more else 0]  # what silver trees need comes before them

    return [
        Stage("encoder", (unpack.find(),), (encoder,), lambda: trim.write(unpack.read(unpack.find()), encoder)),
        Stage(
            "prepare",
            sources,
            (*text, *trees, *mixed, *tagged),
            lambda: prepare.write(data, work, seed=options.seed),
            str(options.seed),
        ),
        *([*rounds, *texts] if begin is None else [recovered]),
        *further,
        *blanks,
        Stage("heads", (weights[tuned], *(stage.outputs[0] for stage in blanks)), tuple(moved.values()), move),
        Stage(
            "package", (*made.values(), tuned), (out / "resources.json",), lambda: package.assemble(made, tuned, out)
        ),
    ]


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


def _written(options: Options) -> str:
    """The settings that a round's result depends on; a limit of time is none, or a resumed run would begin anew."""
    return json.dumps({name: value for name, value in asdict(options).items() if name != "minutes"})


def _load(model: JointModel, weights: Path) -> JointModel:
    model.go_on_from(torch.load(weights, weights_only=True)["model"])
    return model


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
