"""The parser with the model that graphbuild ships: what it gives for good text, and that no text breaks it."""

from __future__ import annotations

import logging
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_samples import ZWNJ

from graphbuild.document import Block, Clean, Document
from graphbuild.errors import ModelError, PipelineError
from graphbuild.parse import Parser, conllu, cut, models
from graphbuild.parse.cache import ParseCache
from graphbuild.parse.loading import Loaded

NEWS = (
    f"دیدار وزیران خارجه ایران و مصر\n\nوزیر امور خارجه ایران با همتای مصری خود تلفنی گفت{ZWNJ}وگو کرد. "
    "آرمان کاویانی کتابش را به او داد.\n\nسخنگوی وزارت خارجه این خبر را تکذیب کرد"
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def document(text: str) -> Document:
    """A document that needs no repair, with a block wherever a blank line is."""
    blocks, start = list[Block](), 0
    for part in text.split("\n\n"):
        blocks.append(Block(start, start + len(part), "body"))
        start += len(part) + 2
    return Document(path="x.txt", text=text, clean=Clean(text, range(len(text) + 1), tuple(blocks)))


def check(parsed: Document) -> None:
    """The laws of every parse: it comes back from CoNLL-U, sentences lie in their blocks, in order, and are trees."""
    assert parsed.clean is not None
    assert parsed.sentences is not None
    assert parsed.mentions is not None
    source = conllu.dumps(parsed.clean, parsed.sentences, parsed.mentions)
    again = conllu.loads(source, path="x")  # which also checks the trees
    assert again.sentences == parsed.sentences
    assert again.mentions == parsed.mentions
    source.encode()  # no lone surrogate is left
    for sentence in parsed.sentences:
        block = parsed.clean.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert len(sentence.words) <= 2 * cut.MAX_TOKENS
    assert all(one.end <= other.start for one, other in pairwise(parsed.sentences))


def test_sentences_of_a_report(parser: Parser) -> None:
    parsed = parser(document(NEWS))
    check(parsed)
    assert parsed.sentences is not None
    assert [NEWS[sentence.start : sentence.end] for sentence in parsed.sentences] == [
        "دیدار وزیران خارجه ایران و مصر",
        f"وزیر امور خارجه ایران با همتای مصری خود تلفنی گفت{ZWNJ}وگو کرد.",
        "آرمان کاویانی کتابش را به او داد.",
        "سخنگوی وزارت خارجه این خبر را تکذیب کرد",
    ]
    assert [sentence.block for sentence in parsed.sentences] == [0, 1, 1, 2]


def test_words_carry_the_offsets_of_their_tokens(parser: Parser) -> None:
    parsed = parser(document(NEWS))
    words = [word for sentence in parsed.sentences or () for word in sentence.words]
    talk = next(word for word in words if word.text == f"گفت{ZWNJ}وگو")
    assert NEWS[talk.start : talk.end] == f"گفت{ZWNJ}وگو"
    assert (talk.upos, talk.deprel) == ("NOUN", "compound:lvc")


def test_the_words_of_a_clitic_lie_where_its_token_does(parser: Parser) -> None:
    text = "وزیر خارجه سفر کرد. کتابش را به او داد. پدرش رفت. برادرش را ندیدم."
    parsed = parser(document(text))
    words = [word for sentence in parsed.sentences or () for word in sentence.words]
    clitics = [(host, clitic) for host, clitic in pairwise(words) if host.start == clitic.start]
    assert clitics
    for host, clitic in clitics:
        assert (host.end, text[host.start : host.end]) == (clitic.end, host.text + clitic.text)


def test_mentions_lie_in_their_sentences(parser: Parser) -> None:
    parsed = parser(document(NEWS))
    found = {(NEWS[mention.start : mention.end], mention.label) for mention in parsed.mentions or ()}
    assert ("آرمان کاویانی", "PER") in found
    for mention in parsed.mentions or ():
        sentence = (parsed.sentences or ())[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end


def test_one_encoder_pass_gives_the_parse_of_three(parser: Parser) -> None:
    shared = parser(document(NEWS))
    alone = Parser(parser.model)
    alone._loaded = Loaded(parser._loaded.pipeline, None)
    assert alone(document(NEWS)) == shared


def test_a_parse_does_not_depend_on_what_else_is_parsed(parser: Parser) -> None:
    texts = [document(NEWS), document("وزیر خارجه مصر سفر کرد."), document(NEWS.replace("مصر", "عمان"))]
    alone = [parser(text) for text in texts]
    assert list(parser.parse_many(reversed(texts))) == alone[::-1]


def test_only_new_text_is_parsed(parser: Parser, tmp_path: Path) -> None:
    seen = list[tuple[str, bool]]()

    def progress(document: Document, *, reused: bool) -> None:
        seen.append((document.path, reused))

    caching = Parser(parser.model, cache=ParseCache(tmp_path))
    caching._loaded = parser._loaded
    first = list(caching.parse_many([document(NEWS)], progress=progress))
    again = list(caching.parse_many([document(NEWS), document("وزیر رفت.")], progress=progress))
    assert again[0] == first[0]
    assert seen == [("x.txt", False), ("x.txt", True), ("x.txt", False)]


@pytest.mark.parametrize("text", ["", " \n\n ", "Hello world.", "12 ۱۲ 🙂"])
def test_text_without_persian_has_no_sentence(parser: Parser, text: str) -> None:
    parsed = parser(document(text))
    assert parsed.sentences == ()
    assert parsed.mentions == ()


@pytest.mark.parametrize(
    "text",
    [
        "وزیر گفت " * 300,
        "وزیر، " * 300,
        "آ" * 2000,
        "https://example.com/" + "آ1/" * 300,
        "وزیر\ud800گفت\x00که\u2028سلام\u202b«a»\ufe0f🙂",
    ],
    ids=["no full stop", "only commas", "one word", "address", "odd characters"],
)
def test_absurd_text_is_parsed_all_the_same(parser: Parser, text: str) -> None:
    parsed = parser(document(text))
    check(parsed)
    covered = sum(sentence.end - sentence.start for sentence in parsed.sentences or ())
    assert covered >= 0.8 * len(text.strip())


def test_a_paragraph_without_end_is_parsed_in_parts(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "stretches", partial(cut.stretches, limit=40))
    parsed = parser(document(NEWS))
    check(parsed)
    assert len(parsed.sentences or ()) > 4


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.sampled_from("آبپوزی گ‌.،؟()«»1۲a \n\u200f\u00ad\U0001f642"), max_size=60))
def test_no_text_breaks_the_laws(parser: Parser, text: str) -> None:
    check(parser(document(text)))


def test_loading_and_parsing_are_quiet(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Parser()(document("وزیر خارجه مصر سفر کرد."))
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_a_document_without_clean_text_is_refused(parser: Parser) -> None:
    with pytest.raises(PipelineError, match="no layer 'clean'; run repair before it"):
        parser(Document(path="x.txt", text="وزیر"))


def test_whole_files_that_stanza_cannot_load_are_named(parser: Parser, tmp_path: Path) -> None:
    source, target = parser.model.path, tmp_path / "model"
    for name in [*parser.model.md5, "resources.json"]:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((source / name).read_bytes())
    tagger = target / "fa" / "pos" / f"{parser.model.packages['pos']}.pt"
    resources = (target / "resources.json").read_text()
    before = parser.model.md5[tagger.relative_to(target).as_posix()]
    tagger.write_bytes(b"no weights")
    after = models._md5(tagger, "")
    (target / "resources.json").write_text(resources.replace(before, after))
    with pytest.raises(ModelError, match=r"model: Stanza cannot load it \(.*\); use --model builtin"):
        Parser(target)(document("وزیر رفت."))
