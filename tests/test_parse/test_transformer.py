"""Our own BERT and word pieces give what those of `transformers` give, and spare what those bring in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from parse_samples import ZWNJ
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

from graphbuild.parse import models, transformer

SENTENCES = [
    ["وزیر", "امور", "خارجه", "ایران", "با", "همتای", "مصری", f"گفت{ZWNJ}وگو", "کرد", "."],
    ["دیدار", "«", "a-b", "😀", "»", "۱۴۰۳/۰۴/۰۱"],
    ["بله"],
]
SENSELESS = ("torch._dynamo", "torch.distributed.tensor", "transformers", "sympy")
LOAD = """
import resource, sys, time
begun = time.process_time()
import torch
torch_alone, memory = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from graphbuild.parse.loading import load
from graphbuild.parse.models import resolve
load(resolve())
print(time.process_time() - begun, torch_alone, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, memory)
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def folder() -> Path:
    found = models.resolve().encoder
    assert found is not None
    return found


def test_the_builtin_encoder_is_read_here(folder: Path) -> None:
    assert transformer.can_read(folder)


def test_pieces_are_those_of_transformers(folder: Path) -> None:
    theirs = AutoTokenizer.from_pretrained(str(folder), add_prefix_space=True)
    ours = transformer.Pieces(folder)
    expected = theirs(SENTENCES, is_split_into_words=True, padding="longest")
    found = ours(SENTENCES, is_split_into_words=True, padding="longest", return_attention_mask=True)
    assert found["input_ids"] == expected["input_ids"]
    assert found["attention_mask"] == expected["attention_mask"]
    for row in range(len(SENTENCES)):
        assert found.word_ids(batch_index=row) == expected.word_ids(batch_index=row)
    for words in SENTENCES:
        assert ours(words, is_split_into_words=False).input_ids == theirs(words, is_split_into_words=False).input_ids
    assert ours.model_max_length == theirs.model_max_length


def test_hidden_states_are_those_of_transformers(folder: Path) -> None:
    theirs = AutoModel.from_pretrained(str(folder), dtype=torch.float32, add_pooling_layer=False).eval()
    ours = transformer.Bert(folder).eval()
    cut = transformer.Pieces(folder)(SENTENCES, is_split_into_words=True, padding="longest")
    ids, mask = torch.tensor(cut["input_ids"]), torch.tensor(cut["attention_mask"])
    with torch.no_grad():
        expected = theirs(ids, attention_mask=mask, output_hidden_states=True).hidden_states
        found = ours(ids, attention_mask=mask, output_hidden_states=True).hidden_states
    assert len(found) == len(expected)
    real = mask.bool()
    for one, other in zip(found, expected, strict=True):
        assert torch.allclose(one[real], other[real], atol=1e-5)
    assert not list(ours.parameters())


@pytest.mark.parametrize(
    "change",
    [{"hidden_act": "relu"}, {"is_decoder": True}, {"model_type": "roberta"}, {"position_embedding_type": "x"}],
)
def test_what_is_not_known_is_left_to_transformers(tmp_path: Path, change: dict[str, object]) -> None:
    config = BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=10)
    BertModel(config).save_pretrained(tmp_path)
    tokenizer = {"tokenizer_class": "TokenizersBackend", "backend": "tokenizers"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    assert not transformer.can_read(tmp_path)  # no tokenizer.json yet
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert transformer.can_read(tmp_path)
    written = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(written | change), encoding="utf-8")
    assert not transformer.can_read(tmp_path)


def test_loading_costs_little_more_than_torch() -> None:
    """Ratios of processor time and memory: of two fresh imports in one process, so that no clock is needed."""
    found = subprocess.run(
        [sys.executable, "-c", LOAD],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    figures, modules = found.stdout.splitlines()
    load, torch_alone, memory, torch_memory = map(float, figures.split())
    assert not {*modules.split()} & {*SENSELESS}
    assert load < 2.5 * torch_alone
    assert memory < torch_memory + 400_000  # kB
