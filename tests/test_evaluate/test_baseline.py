"""The baseline on hand-written parses: persons of a sentence with a talk word, and nobody else."""

from __future__ import annotations

import pytest

from graphbuild.document import Block, Clean, Document, Mention, MentionLabel, Sentence, Word
from graphbuild.errors import PipelineError
from graphbuild.evaluate.baseline import baseline

PERSONS = {"نیک‌پندار": "PER", "کامران نیک‌پندار": "PER", "الفرضی": "PER", "داستانی": "PER", "مصر": "LOC"}


def parsed(*sentences: tuple[str, tuple[str, ...]], lemmas: dict[str, str] | None = None) -> Document:
    """A document of one sentence a line, cut at spaces, with the names that each holds."""
    text = "\n\n".join(words for words, _ in sentences)
    found: list[Sentence] = []
    mentions: list[Mention] = []
    start = 0
    for number, (line, names) in enumerate(sentences):
        words = []
        at = start
        for position, word in enumerate(line.split(" "), 1):
            lemma = (lemmas or {}).get(word, word)
            head, relation = (0, "root") if position == 1 else (1, "dep")
            words.append(Word(position, word, lemma, "X", "_", head, relation, at, at + len(word)))
            at += len(word) + 1
        found.append(Sentence(tuple(words), start, start + len(line), number))
        for name in names:
            begin = start + line.index(name)
            label: MentionLabel = "LOC" if PERSONS[name] == "LOC" else "PER"
            mentions.append(Mention(begin, begin + len(name), label, number))
        start += len(line) + 2
    blocks = tuple(Block(sentence.start, sentence.end, "body") for sentence in found)
    clean = Clean(text, tuple(range(len(text) + 1)), blocks)
    return Document(path="a.txt", text=text, clean=clean, sentences=tuple(found), mentions=tuple(mentions))


def names(row: dict[str, object]) -> list[str]:
    participants = row["participants"]
    assert isinstance(participants, list)
    return [participant["name"] for participant in participants]


def test_two_persons_and_a_talk_word() -> None:
    line = "کامران نیک‌پندار با الفرضی در مصر گفت‌وگوی تلفنی داشت"
    rows = baseline([parsed((line, ("کامران نیک‌پندار", "الفرضی", "مصر")))])
    assert [names(talk) for talk in rows.talks] == [["کامران نیک‌پندار", "الفرضی"]]
    evidence = rows.talks[0]["evidence"]
    assert isinstance(evidence, list)
    assert evidence[0]["text"] == line


def test_no_talk_word_no_talk() -> None:
    assert baseline([parsed(("نیک‌پندار و الفرضی در مصر هستند", ("نیک‌پندار", "الفرضی")))]).talks == []


def test_a_set_of_persons_counts_once_a_document_under_its_first_names() -> None:
    document = parsed(
        ("دیدار کامران نیک‌پندار با الفرضی", ("کامران نیک‌پندار", "الفرضی")),
        ("الفرضی در دیدار نیک‌پندار", ("الفرضی", "نیک‌پندار")),
        ("نیک‌پندار در دیدار الفرضی و داستانی", ("نیک‌پندار", "الفرضی", "داستانی")),
        ("دیدار نیک‌پندار با کامران نیک‌پندار", ("نیک‌پندار",)),
    )
    assert [names(talk) for talk in baseline([document]).talks] == [
        ["کامران نیک‌پندار", "الفرضی"],
        ["کامران نیک‌پندار", "الفرضی", "داستانی"],
    ]


def test_the_first_person_speaks_and_goes_on_speaking() -> None:
    document = parsed(
        ("هوا خوب بود گفت", ()),
        ("الفرضی به داستانی می‌گوید نه", ("الفرضی", "داستانی")),
        ("وی افزود که هوا خوب است", ()),
        lemmas={"می‌گوید": "گفت#گو"},
    )
    assert [row["speaker"] for row in baseline([document]).statements] == [{"id": "الفرضی", "name": "الفرضی"}] * 2


def test_a_document_without_parse_is_refused() -> None:
    with pytest.raises(PipelineError, match=r"a\.txt: the baseline needs sentences"):
        baseline([Document(path="a.txt", text="متن")])
