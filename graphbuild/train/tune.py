"""Tune the shared encoder on trees and names at once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn

from graphbuild.train.augment import ZWNJ, strip_zwnj
from graphbuild.train.conllu import Tree
from graphbuild.train.joint import MIXED, Example, JointModel, Options, Task
from graphbuild.train.names import TaggedSentence, bioes
from graphbuild.train.progress import Progress

MIX_RATE = 10  # the few weights that mix the layers move so much faster than the heads
LONGEST = 100  # words; longer sentences are left out of tuning, longer tagged ones cut


def tree_examples(trees: Sequence[Tree]) -> list[Example]:
    """Trees as tuning examples."""
    return [
        Example(
            tuple(row.form for row in words),
            tuple(row.upos for row in words),
            tuple(row.head for row in words),
            tuple(row.deprel for row in words),
        )
        for words in (tree.words for tree in trees)
        if len(words) <= LONGEST
    ]


def tag_examples(sentences: Sequence[TaggedSentence]) -> list[Example]:
    """Tagged sentences as tuning examples."""
    return [
        Example(tuple(word for word, _ in sentence[:LONGEST]), tuple(bioes([tag for _, tag in sentence[:LONGEST]])))
        for sentence in sentences
        if sentence
    ]


def tune(
    source: Path, out: Path, tasks: Sequence[Task], dev: Sequence[Task], options: Options, *, start: Path | None = None
) -> None:
    """Train the encoder found in ``source`` and write it to ``out``; a stopped run is taken up from its checkpoint.

    ``start`` is the ``.heads.pt`` file of an earlier round: its weights are gone on from (`JointModel.go_on_from`).
    """
    torch.manual_seed(options.seed)
    model = JointModel(source, tasks, options)
    encoder = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    groups = [
        {"params": encoder, "base": options.rate},
        {"params": model.heads.parameters(), "base": options.head_rate},
        {"params": [model.mix], "base": MIX_RATE * options.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    checkpoint = out.with_suffix(".checkpoint.pt")
    if start is not None:
        model.go_on_from(torch.load(start, weights_only=True)["model"])
    seen, step, spent = 0, 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        seen, step, spent = state["seen"], state["step"], state["spent"]
    progress = Progress("tune", options.words, done=seen)
    saved = reported = time.monotonic()
    begun = saved - spent
    average = 0.0
    for name, examples in _batches(tasks, options, skip=step):
        share = seen / options.words
        if options.minutes:
            share = max(share, (time.monotonic() - begun) / (60 * options.minutes))
        if share >= 1:
            break
        scale = min(1.0, (share + 1e-4) / options.warmup) * max(0.01, 1 - share)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * scale
        model.train()
        loss = model.loss(name, examples)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        seen += sum(len(example.words) for example in examples)
        average = 0.98 * average + 0.02 * loss.item() if step > 1 else loss.item()
        progress.at(seen, f"loss {average:.3f}, {_ends(begun, share, options)}")
        if time.monotonic() - saved > options.checkpoint_seconds:
            saved = time.monotonic()
            weights = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save({**weights, "seen": seen, "step": step, "spent": saved - begun}, checkpoint)
        if time.monotonic() - reported > options.report_seconds:
            progress.note(report(model, dev))
            reported = time.monotonic()
    progress.note(report(model, dev))
    out.mkdir(parents=True, exist_ok=True)
    model.encoder.save_pretrained(out)
    model.tokenizer.save_pretrained(out)
    torch.save({"model": model.state_dict(), "seen": seen, "step": step}, out.with_suffix(".heads.pt"))
    checkpoint.unlink(missing_ok=True)


def _ends(begun: float, share: float, options: Options) -> str:
    """When the schedule is used up, if it goes on as it went."""
    spent = time.monotonic() - begun
    return f"ends in {max(0.0, spent / max(share, 1e-3) - spent) / 60:.0f} min"


def report(model: JointModel, dev: Sequence[Task]) -> str:
    """Accuracy on the development sets, on gold words: tags, and for trees unlabelled and labelled arcs."""
    model.eval()
    parts = []
    for task, name in [(one, name) for one in dev for name in (one.name, MIXED) if name == one.name or one.mixed]:
        total = tags = arcs = both = 0
        for start in range(0, len(task.examples), 16):
            gold = task.examples[start : start + 16]
            for want, got in zip(gold, model.predict(name, [example.words for example in gold]), strict=True):
                total += len(want.words)
                tags += sum(a == b for a, b in zip(want.tags, got.tags, strict=True))
                hits = [a == b for a, b in zip(want.heads, got.heads, strict=True)]
                arcs += sum(hits)
                both += sum(h and a == b for h, a, b in zip(hits, want.labels, got.labels, strict=True))
        score = f"{task.name} by {name}: tags {100 * tags / total:.2f}"
        parts.append(score + (f" UAS {100 * arcs / total:.2f} LAS {100 * both / total:.2f}" if arcs else ""))
    return "; ".join(parts)


def _batches(tasks: Sequence[Task], options: Options, *, skip: int) -> Iterator[tuple[str, list[Example]]]:
    """Endless batches; each of its own seed, so that a resumed run goes on where the stopped one was."""
    streams = {task.name: _stream(task, options, random.Random(f"{options.seed} {task.name}")) for task in tasks}
    rng = random.Random(options.seed)
    number = 0
    while True:
        task = rng.choices(tasks, [task.share for task in tasks])[0]
        examples = next(streams[task.name])
        number += 1
        if number > skip:
            yield task.head or task.name, examples


def _stream(task: Task, options: Options, rng: random.Random) -> Iterator[list[Example]]:
    while True:
        batches: list[list[Example]] = [[]]
        size = 0
        for example in sorted(task.examples, key=lambda one: len(one.words) + 4 * rng.random()):
            batches[-1].append(_damaged(example, rng))
            size += len(example.words)
            if size >= options.batch_words:
                batches.append([])
                size = 0
        filled = [batch for batch in batches if batch]
        rng.shuffle(filled)
        yield from filled


def _damaged(example: Example, rng: random.Random) -> Example:
    """Half of the sentences lose all their half-spaces, a few lose some."""
    luck = rng.random()
    if luck > 0.6 or not any(ZWNJ in word for word in example.words):
        return example
    words = tuple(strip_zwnj(word) if luck < 0.5 or rng.random() < 0.5 else word for word in example.words)
    return Example(words, example.tags, example.heads, example.labels)
