"""Cut the multilingual encoder down to Persian: 250,000 word pieces to about 23,000, as a Hugging Face folder."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from graphbuild.train.unpack import Packed

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # the first four pieces, in this order
MASK = "<mask>"
SPACE = "\u2581"  # sentencepiece's mark of a word's start
LATIN_KEPT = 12_000  # of the pieces before this index (the frequent ones), those in plain ASCII stay
INVISIBLE = "[\u200b-\u200f\u202a-\u202e\ufeff\u00ad]"  # ZWNJ among them: read as a space inside a word
ARABIC_LETTERS = {"\u064a": "\u06cc", "\u0643": "\u06a9"}  # yeh, kaf → the Persian letters


def keep(index: int, piece: str) -> bool:
    """Whether Persian text can need the piece: Arabic script, punctuation, single Latin letters, frequent ASCII."""
    if index < len(SPECIAL) or piece == MASK:
        return True
    text = piece.replace(SPACE, "")
    if any("\u0600" <= char <= "\u06ff" for char in text):
        return all(_beside_arabic(char) for char in text)
    if len(text) <= 1:
        return not text or ord(text) < 0x250 or "\u2000" <= text <= "\u22ff"
    if text.isascii():
        return index < LATIN_KEPT or not any(char.isalpha() for char in text)
    return False


def write(packed: Packed, out: Path) -> None:
    """Write the trimmed encoder and its tokenizer to ``out``."""
    kept = [index for index, piece in enumerate(packed.pieces) if keep(index, piece)]
    ids = {packed.pieces[index]: new for new, index in enumerate(kept)}
    vocabulary = [(packed.pieces[index], packed.scores[index]) for index in kept]
    out.mkdir(parents=True, exist_ok=True)
    _tokenizer(vocabulary, ids, packed.positions).save_pretrained(out)
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.inner,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        pad_token_id=ids["<pad>"],
        bos_token_id=ids["<s>"],
        eos_token_id=ids["</s>"],
    )
    model = BertModel(config, add_pooling_layer=False)
    name = "embeddings.word_embeddings.weight"
    model.load_state_dict({**packed.weights, name: packed.weights[name][torch.tensor(kept)]})
    model.save_pretrained(out)


def _tokenizer(vocabulary: list[tuple[str, float]], ids: dict[str, int], longest: int) -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=ids["<unk>"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(INVISIBLE), " "),
            *(normalizers.Replace(arabic, persian) for arabic, persian in ARABIC_LETTERS.items()),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=SPACE, prepend_scheme="always")
    ends = [(name, ids[name]) for name in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token=MASK,
        model_max_length=longest,
    )


def _beside_arabic(char: str) -> bool:
    """Characters that a piece in Arabic script may hold: no other alphabet beside it."""
    point = ord(char)
    return point < 0x370 or 0x600 <= point < 0x900 or 0x2000 <= point <= 0x22FF or 0xFB50 <= point <= 0xFEFF
