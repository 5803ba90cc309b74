"""CoNLL-U, the form in which parses are kept and exchanged.

What we write is valid CoNLL-U: words of a multiword token under its range line, and in MISC of each token its clean
offsets (``start_char``, ``end_char``, as Stanza names them) and its entity tag (``NER=B-PER``). The comments of a
sentence are ``sent_id``, ``text``, ``block`` (the index in `Clean.blocks`) and, in a heading, ``block_kind``.

Any other CoNLL-U is read too: where its offsets are missing or do not fit, they are counted from ``# text`` and
``SpaceAfter``. XPOS, DEPS, empty nodes and other MISC fields are not kept.
Format: https://universaldependencies.org/format.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from graphbuild.document import Block, BlockKind, Clean, Document, Mention, Sentence, Word
from graphbuild.errors import InputError
from graphbuild.parse import entities

_COLUMNS = 10
_NEW_BLOCK = "\n\n"
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class _Token:
    """A surface token: its words (several in a multiword token) and where it lies, in characters."""

    form: str
    words: tuple[Word, ...]
    misc: dict[str, str]
    start: int = -1
    end: int = -1


@dataclass
class _Tree:
    """One sentence as its lines stand in the file; token offsets count from the start of `text`."""

    line: int
    comments: dict[str, str] = field(default_factory=dict)
    tokens: list[_Token] = field(default_factory=list)
    text: str = ""


def dumps(clean: Clean, sentences: Sequence[Sentence], mentions: Sequence[Mention], *, name: str = "s") -> str:
    """The parse of `clean` as CoNLL-U; the n-th sentence is called `name` + n, from 1.

    Mentions must start and end where tokens do.
    """
    held: dict[int, list[Mention]] = {}
    for mention in mentions:
        held.setdefault(mention.sentence, []).append(mention)
    lines: list[str] = []
    for index, sentence in enumerate(sentences):
        lines += [f"# sent_id = {name}{index + 1}", f"# text = {one_line(clean.text[sentence.start : sentence.end])}"]
        lines.append(f"# block = {sentence.block}")
        if clean.blocks[sentence.block].kind != "body":
            lines.append(f"# block_kind = {clean.blocks[sentence.block].kind}")
        lines += [*_token_lines(clean, sentence, held.get(index, [])), ""]
    return "".join(f"{line}\n" for line in lines)


def loads(source: str, *, path: str) -> Document:
    """Read CoNLL-U into a parsed `Document` whose text is both raw and clean; `path` names it, in errors too.

    Text between sentences is not in the format: it comes back as spaces, or as a blank line between blocks
    (``# newpar``, ``# newdoc`` or our ``# block``).

    Raises:
        InputError: a line that is no CoNLL-U, heads that make no tree, or words that are not in ``# text``.
    """
    return _document(list(_trees(source, path)), path)


def loads_each(source: str, *, path: str) -> dict[str, Document]:
    """Read each sentence as a document of its own, by ``sent_id`` (or ``s1``, ``s2`` … where it has none).

    Raises:
        InputError: as `loads`, and for a ``sent_id`` that occurs twice.
    """
    result: dict[str, Document] = {}
    for number, tree in enumerate(_trees(source, path), start=1):
        name = tree.comments.get("sent_id", f"s{number}")
        if name in result:
            raise InputError(f"{path}:{tree.line}: sent_id {name!r} occurs twice; give each sentence its own")
        result[name] = _document([replace(tree, comments=_alone(tree.comments))], f"{path}#{name}")
    return result


def one_line(text: str) -> str:
    """The text with each whitespace, control character and lone surrogate made a space; its length stays."""
    return _UNSAFE.sub(" ", text)


def _alone(comments: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in comments.items() if key not in ("block", "newpar", "newdoc")}


def _token_lines(clean: Clean, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[str]:
    tokens = [(span, list(words)) for span, words in groupby(sentence.words, key=lambda word: (word.start, word.end))]
    starts = {start: index for index, ((start, _), _) in enumerate(tokens)}
    ends = {end: index for index, ((_, end), _) in enumerate(tokens)}
    tags = entities.tags(len(tokens), [(starts[m.start], ends[m.end], m.label) for m in mentions])
    for index, ((start, end), words) in enumerate(tokens):
        misc = ["SpaceAfter=No"] if index + 1 < len(tokens) and tokens[index + 1][0][0] == end else []
        misc += [f"start_char={start}", f"end_char={end}"]
        if tags[index]:
            misc.append(f"NER={tags[index]}")
        if len(words) > 1:
            form = one_line(clean.text[start:end])
            yield "\t".join([f"{words[0].id}-{words[-1].id}", form, *["_"] * (_COLUMNS - 3), "|".join(misc)])
            misc = []
        for word in words:
            cells = [str(word.id), one_line(word.text), one_line(word.lemma), word.upos, "_", word.feats]
            yield "\t".join([*cells, str(word.head), word.deprel, "_", "|".join(misc) or "_"])


def _trees(source: str, path: str) -> Iterator[_Tree]:
    """The sentences of a file, one after the other, checked."""
    tree = _Tree(1)
    rows: list[tuple[int, list[str]]] = []
    # Not splitlines(): it would also cut at U+2028 and its like, which may stand inside a field.
    for number, line in enumerate([*source.removeprefix("\ufeff").split("\n"), ""], start=1):
        line = line.removesuffix("\r")
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            tree.comments[" ".join(key.split()[:1])] = value.strip()
        elif line.strip():
            rows.append((number, _row(line, f"{path}:{number}")))
        else:
            if rows:
                tree.tokens = list(_tokens(rows, path))
                _check_tree(tree, path)
                tree.text = tree.comments.get("text") or _spell(tree.tokens)
                tree.tokens = _place(tree, path)
                yield tree
            tree, rows = _Tree(number + 1), []


def _row(line: str, place: str) -> list[str]:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise InputError(f"{place}: {len(cells)} columns where CoNLL-U has {_COLUMNS}; separate them with tabs")
    return cells


def _tokens(rows: Sequence[tuple[int, list[str]]], path: str) -> Iterator[_Token]:
    """Group word lines under their range lines; empty nodes (``8.1``) are left out."""
    expected, last = 1, 0
    form, misc, words = "", "", list[Word]()
    for number, cells in rows:
        name, place = cells[0], f"{path}:{number}"
        if "." in name:
            continue
        first, _, end = name.partition("-")
        if not (first.isdecimal() and int(first) == expected and (end.isdecimal() or not end)):
            raise InputError(f"{place}: word id {name!r} where {expected} comes next; number the words from 1")
        if end:
            if words or int(end) < int(first):
                raise InputError(f"{place}: range {name!r} overlaps another or is empty; one range a token")
            last, form, misc = int(end), cells[1], cells[9]
            continue
        if not cells[6].isdecimal():
            raise InputError(f"{place}: head {cells[6]!r} is no number; give the id of the head, 0 for the root")
        words.append(Word(expected, cells[1], cells[2], cells[3], cells[5], int(cells[6]), cells[7], 0, 0))
        if expected >= last:
            in_range = expected == last
            yield _Token(form if in_range else cells[1], tuple(words), _misc(misc if in_range else cells[9]))
            words, last = [], 0
        expected += 1
    if words:
        raise InputError(
            f"{path}:{rows[-1][0]}: the sentence ends inside the range that ends with {last}; add its words"
        )


def _misc(cell: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in cell.split("|"))
    return {key.lower(): value for key, _, value in pairs}


def _check_tree(tree: _Tree, path: str) -> None:
    heads = [0] + [word.head for token in tree.tokens for word in token.words]
    for word in range(1, len(heads)):
        seen, at = set[int](), word
        while at:
            if at in seen or heads[at] >= len(heads):
                raise InputError(f"{path}:{tree.line}: word {word} does not lead to the root; mend its heads")
            seen.add(at)
            at = heads[at]


def _spell(tokens: Sequence[_Token]) -> str:
    return "".join(token.form + ("" if token.misc.get("spaceafter") == "No" else " ") for token in tokens).rstrip()


def _place(tree: _Tree, path: str) -> list[_Token]:
    """Find each token in the sentence's text, in order."""
    placed, cursor = list[_Token](), 0
    for token in tree.tokens:
        while cursor < len(tree.text) and tree.text[cursor].isspace() and not tree.text.startswith(token.form, cursor):
            cursor += 1
        if not tree.text.startswith(token.form, cursor):
            raise InputError(
                f"{path}:{tree.line}: {token.form!r} is not in '# text' after character {cursor}; mend either"
            )
        placed.append(replace(token, start=cursor, end=cursor + len(token.form)))
        cursor += len(token.form)
    return placed


def _document(trees: Sequence[_Tree], path: str) -> Document:
    """Lay the sentences out as one text, at their own offsets where these fit and one after the other where not."""
    indexes = _block_indexes(trees)
    starts = _own_starts(trees, indexes) or _running_starts(trees, indexes)
    text = ""
    sentences, mentions = list[Sentence](), list[Mention]()
    blocks = list[Block]()
    for number, (tree, block, base) in enumerate(zip(trees, indexes, starts, strict=True)):
        new = block >= len(blocks)
        text += (_NEW_BLOCK if new and text else "").ljust(base - len(text)) + tree.text
        if new:
            blocks += [Block(base, base, "body")] * (block - len(blocks) + 1)
        first = blocks[block].start
        kind: BlockKind = "heading" if tree.comments.get("block_kind") == "heading" else "body"
        blocks[block] = Block(first, len(text), kind)
        tokens = tree.tokens
        words = (
            replace(word, start=base + token.start, end=base + token.end) for token in tokens for word in token.words
        )
        sentences.append(Sentence(tuple(words), base + tokens[0].start, base + tokens[-1].end, block))
        for begin, last, label in entities.spans([token.misc.get("ner", "O") for token in tokens]):
            mentions.append(Mention(base + tokens[begin].start, base + tokens[last].end, label, number))
    clean = Clean(text, range(len(text) + 1), tuple(blocks))
    return Document(path=path, text=text, clean=clean, sentences=tuple(sentences), mentions=tuple(mentions))


def _block_indexes(trees: Sequence[_Tree]) -> list[int]:
    """The block of each sentence: ``# block`` where every sentence has a good one, else counted."""
    given = [tree.comments.get("block", "") for tree in trees]
    if all(index.isdecimal() for index in given):
        indexes = [int(index) for index in given]
        if indexes == sorted(indexes):
            return indexes
    indexes, current = [], 0
    for number, tree in enumerate(trees):
        current += number > 0 and not tree.comments.keys().isdisjoint(("newpar", "newdoc"))
        indexes.append(current)
    return indexes


def _own_starts(trees: Sequence[_Tree], blocks: Sequence[int]) -> list[int] | None:
    """Where the sentences' texts start by their ``start_char``, or None where these are missing or do not fit."""
    starts, end, block = list[int](), 0, 0
    for tree, index in zip(trees, blocks, strict=True):
        given = [(token.misc.get("start_char", ""), token.misc.get("end_char", "")) for token in tree.tokens]
        if not all(start.isdecimal() and stop.isdecimal() for start, stop in given):
            return None
        base = int(given[0][0]) - tree.tokens[0].start
        room = len(_NEW_BLOCK) if index > block and starts else 0
        exact = [(str(base + token.start), str(base + token.end)) for token in tree.tokens]
        if exact != given or base < end + room:
            return None
        starts.append(base)
        end, block = base + len(tree.text), index
    return starts


def _running_starts(trees: Sequence[_Tree], blocks: Sequence[int]) -> list[int]:
    starts, end, block = list[int](), 0, 0
    for tree, index in zip(trees, blocks, strict=True):
        gap = 0 if not starts else len(_NEW_BLOCK) if index > block else 1
        starts.append(end + gap)
        end, block = end + gap + len(tree.text), index
    return starts
