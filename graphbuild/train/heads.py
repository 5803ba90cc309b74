"""Run Stanza's own trainers: tokenizer, mwt and lemma in earnest; pos, depparse and ner for one step (see `POS`)."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SHORTHAND = "fa_graphbuild"
FROZEN = ("--no_pretrain", "--no_bert_finetune")


@dataclass(frozen=True, slots=True)
class Trainer:
    """One of Stanza's training programs and the options that made the shipped model."""

    module: str
    options: tuple[str, ...]
    uses_encoder: bool = False

    def run(self, *paths: str, encoder: Path | None = None, read: int = 0, out: Path) -> None:
        """Train and save to ``out``; ``paths`` are the program's data options, ``read`` the layers it mixes."""
        out.parent.mkdir(parents=True, exist_ok=True)
        arguments = [
            "--mode",
            "train",
            "--shorthand",
            SHORTHAND,
            "--save_dir",
            str(out.parent),
            "--save_name",
            out.name,
        ]
        arguments += [*self.options, *paths]
        if encoder is not None:
            arguments += [*FROZEN, "--bert_hidden_layers", str(read), "--bert_model", str(encoder)]
        importlib.import_module(self.module).main(args=arguments)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TOKENIZER = Trainer(
    "stanza.models.tokenizer",
    _words("--lang fa --max_seqlen 200 --steps 1500 --eval_steps 150 --lr0 0.003 --use_mwt"),
)
MWT = Trainer("stanza.models.mwt_expander", _words("--lang fa --num_epoch 12"))
LEMMA = Trainer("stanza.models.lemmatizer", _words("--num_epoch 1 --hidden_dim 100 --batch_size 50"))
# The last three are blanks for `graphbuild.train.transplant`: their trainers run one step, for vocabularies and shapes.
BLANK = "--no_char --word_emb_dim 0 --eval_interval 1 --max_steps 1"
POS = Trainer(
    "stanza.models.tagger",
    _words(f"--lang fa {BLANK} --share_hid --hidden_dim 192 --num_layers 1 --deep_biaff_hidden_dim 128 --batch_size 8"),
    uses_encoder=True,
)
DEPPARSE = Trainer(
    "stanza.models.parser",
    _words(
        f"--lang fa {BLANK} --no_upos --no_xpos --no_ufeats --tag_emb_dim 0 --hidden_dim 192 --num_layers 1"
        " --deep_biaff_hidden_dim 256 --no_linearization --no_distance --optim adam --no_second_optim"
        " --batch_size 200 --no_checkpoint"
    ),
    uses_encoder=True,
)
NER = Trainer(
    "stanza.models.ner_tagger", _words(f"{BLANK} --optim adam --hidden_dim 16 --batch_size 4"), uses_encoder=True
)


def data_options(trainer: Trainer, files: Sequence[Path]) -> list[str]:
    """``--train_file A --eval_file B`` for the programs that take a pair of files."""
    train, dev = files
    options = ["--train_file", str(train), "--eval_file", str(dev)]
    if trainer is MWT:
        options += ["--gold_file", str(dev), "--output_file", str(dev.with_suffix(".mwt.out"))]
    if trainer is LEMMA:
        options += ["--output_file", str(dev.with_suffix(".lemma.out"))]
    return options


def text_options(work: Path) -> list[str]:
    """The tokenizer's data options for the files of `graphbuild.train.prepare`."""
    text = work / "tok"
    return [
        *("--txt_file", str(text / "train.txt"), "--label_file", str(text / "train.toklabels")),
        *("--dev_txt_file", str(text / "dev.txt"), "--dev_label_file", str(text / "dev.toklabels")),
        *("--mwt_json_file", str(text / "dev-mwt.json"), "--dev_conll_gold", str(work / "ud/tokdev.conllu")),
        *("--conll_file", str(text / "dev.out.conllu")),
    ]
