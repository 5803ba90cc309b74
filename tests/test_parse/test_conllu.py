"""CoNLL-U: what is written comes back; what others wrote is read; what is wrong is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from parse_samples import ZWNJ, call, parsed

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.parse import conllu

FOREIGN = f"""\
# newdoc id = d
# newpar
# sent_id = a
# text = وزیر کتابش را داد.
1\tوزیر\tوزیر\tNOUN\tN\tNumber=Sing\t5\tnsubj\t5:nsubj\tner=S-pers
2-3\tکتابش\t_\t_\t_\t_\t_\t_\t_\t_
2\tکتاب\tکتاب\tNOUN\tN\t_\t5\tobj\t_\t_
3\tش\tاو\tPRON\tP\t_\t2\tnmod\t_\t_
4\tرا\tرا\tADP\tP\t_\t2\tcase\t_\t_
4.1\tداد\tداد\tVERB\t_\t_\t_\t_\t_\t_
5\tداد\tداد\tVERB\tV\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\tP\t_\t5\tpunct\t_\t_

# newpar
1\tگفت{ZWNJ}وگو\tگفت{ZWNJ}وگو\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_
"""


def written(document: Document) -> str:
    assert document.clean is not None
    assert document.sentences is not None
    assert document.mentions is not None
    return conllu.dumps(document.clean, document.sentences, document.mentions)


def test_words_of_a_clitic_stand_under_the_range_of_their_token() -> None:
    assert written(call()).split("\n\n")[1].splitlines() == [
        "# sent_id = s2",
        "# text = وزیر خارجه کتابش را داد.",
        "# block = 1",
        "1\tوزیر\tوزیر\tNOUN\t_\t_\t6\tdep\t_\tstart_char=12|end_char=16|NER=B-PER",
        "2\tخارجه\tخارجه\tNOUN\t_\t_\t1\tdep\t_\tstart_char=17|end_char=22|NER=I-PER",
        "3-4\tکتابش\t_\t_\t_\t_\t_\t_\t_\tstart_char=23|end_char=28",
        "3\tکتاب\tکتاب\tNOUN\t_\t_\t6\tdep\t_\t_",
        "4\tش\tاو\tPRON\t_\tPerson=3|PronType=Prs\t3\tdep\t_\t_",
        "5\tرا\tرا\tNOUN\t_\t_\t3\tdep\t_\tstart_char=29|end_char=31",
        "6\tداد\tداد\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No|start_char=32|end_char=35",
        "7\t.\t.\tNOUN\t_\t_\t6\tdep\t_\tstart_char=35|end_char=36",
    ]


def test_a_heading_stays_a_heading() -> None:
    document = call()
    again = conllu.loads(written(document), path="call.conllu")
    assert again.clean is not None
    assert document.clean is not None
    assert again.clean.blocks == document.clean.blocks
    assert again.clean.text == document.clean.text


@given(parsed())
def test_what_is_written_comes_back_and_is_written_the_same(document: Document) -> None:
    source = written(document)
    again = conllu.loads(source, path="any")
    assert again.sentences == document.sentences
    assert again.mentions == document.mentions
    assert written(again) == source


def test_foreign_offsets_are_counted_from_the_text() -> None:
    document = conllu.loads(FOREIGN, path="foreign.conllu")
    assert document.clean is not None
    assert document.clean.text == document.text == f"وزیر کتابش را داد.\n\nگفت{ZWNJ}وگو."
    assert document.sentences is not None
    spans = [(word.text, document.text[word.start : word.end]) for word in document.sentences[0].words]
    assert spans[:3] == [("وزیر", "وزیر"), ("کتاب", "کتابش"), ("ش", "کتابش")]
    assert spans[3:] == [("را", "را"), ("داد", "داد"), (".", ".")]
    assert [sentence.block for sentence in document.sentences] == [0, 1]
    assert [(m.start, m.end, m.label, m.sentence) for m in document.mentions or ()] == [(0, 4, "PER", 0)]


def test_each_sentence_can_be_read_as_a_document() -> None:
    found = conllu.loads_each(FOREIGN, path="foreign.conllu")
    assert list(found) == ["a", "s2"]
    assert found["s2"].text == f"گفت{ZWNJ}وگو."
    assert found["s2"].path == "foreign.conllu#s2"


def test_offsets_that_do_not_fit_are_counted_again() -> None:
    source = written(call()).replace("end_char=22", "end_char=21")
    document = conllu.loads(source, path="call.conllu")
    assert [sentence.start for sentence in document.sentences or ()] == [0, 12]


def test_windows_line_ends_and_a_byte_order_mark_are_no_matter() -> None:
    source = written(call())
    assert conllu.loads("\ufeff" + source.replace("\n", "\r\n"), path="x").sentences == call().sentences


def test_nothing_is_an_empty_parse() -> None:
    document = conllu.loads("", path="x")
    assert document.sentences == ()
    assert document.mentions == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2\tکتاب\tکتاب\t", "2\tکتاب\t", r"c:7: 9 columns where CoNLL-U has 10; separate them with tabs"),
        ("5\tداد", "7\tداد", r"c:11: word id '7' where 5 comes next"),
        ("\tVERB\tV\t_\t0\t", "\tVERB\tV\t_\tx\t", r"c:11: head 'x' is no number"),
        ("\tVERB\tV\t_\t0\t", "\tVERB\tV\t_\t6\t", r"c:1: word 1 does not lead to the root"),
        ("\tVERB\tV\t_\t0\t", "\tVERB\tV\t_\t9\t", r"c:1: word 1 does not lead to the root"),
        ("2-3\t", "2-9\t", r"c:12: the sentence ends inside the range that ends with 9"),
        ("2-3\t", "2-1\t", r"c:6: range '2-1' overlaps another or is empty"),
        ("# text = وزیر", "# text = رئیس", r"c:1: 'وزیر' is not in '# text' after character 0; mend either"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        conllu.loads(FOREIGN.replace(old, new, 1), path="c")


def test_a_name_that_occurs_twice_is_refused() -> None:
    with pytest.raises(InputError, match="sent_id 'a' occurs twice"):
        conllu.loads_each(FOREIGN + "\n" + FOREIGN, path="c")
