"""The analyst's word: read, checked, applied last at every build, and still meant after the texts have changed."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from filelock import FileLock

from graphbuild import Graph, build
from graphbuild.errors import CorrectionsError, InputError, LexiconError, StoreError
from graphbuild.records import Records, Talk
from graphbuild.report import BuildReport
from graphbuild.resolve.corrections import Corrections, parse, read
from graphbuild.store.check import check, faults
from graphbuild.store.records import digest, load

NEWS = Path(__file__).parents[1] / "news"
SAMPLES = ("01-tehran-cairo-call", "04-secret-muscat-claim", "05-spokesman-denies", "10-jeddah-correction")


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``news`` and ``news.graph``, to be copied."""
    folder = tmp_path_factory.mktemp("corrections")
    (folder / "news").mkdir()
    for name in SAMPLES:
        for suffix in (".txt", ".meta.json"):
            shutil.copy(NEWS / f"{name}{suffix}", folder / "news")
    build(folder / "news", graph=folder / "news.graph")
    return folder


@pytest.fixture
def work(parsed: Path, tmp_path: Path) -> Path:
    shutil.copytree(parsed, tmp_path, dirs_exist_ok=True)
    build(tmp_path / "news", graph=tmp_path / "news.graph")  # by its own paths; the folder it came from is forgotten
    shutil.rmtree(tmp_path / "news.graph" / "records")
    build(tmp_path / "news", graph=tmp_path / "news.graph")
    return tmp_path


def corrected(work: Path, text: str) -> tuple[Records, BuildReport]:
    (work / "news.graph" / "corrections.toml").write_text(text, encoding="utf-8")
    return again(work)


def again(work: Path) -> tuple[Records, BuildReport]:
    report = build(work / "news", graph=work / "news.graph")
    assert report.parsed in (0, 1)  # a changed text only
    return load(work / "news.graph"), report


def documents(talk: Talk) -> set[str]:
    return {Path(item.document).stem for item in talk.evidence}


def muscat(records: Records) -> list[Talk]:
    return [talk for talk in records.talks if documents(talk) & {"04-secret-muscat-claim", "05-spokesman-denies"}]


def call(records: Records) -> Talk:
    (found,) = (talk for talk in records.talks if documents(talk) == {"01-tehran-cairo-call"})
    return found


def test_a_merge_is_a_judgement_with_both_quotes(work: Path) -> None:
    records = load(work / "news.graph")
    (talk,) = muscat(records)
    assert documents(talk) == {"04-secret-muscat-claim", "05-spokesman-denies"}
    (judgement,) = (
        j for j in records.judgements if j.kind == "talk" and len({e.document for e in j.evidence}) == 2 and j.same
    )
    assert judgement.nodes == (talk.id,)
    assert {judgement.left, judgement.right} <= set(talk.anchors)
    assert 0.5 < judgement.score < 1
    assert "the same parties" in judgement.reason
    texts = {d.path: d.text for d in records.documents}
    assert all(texts[e.document][e.start : e.end] == e.text for e in judgement.evidence)
    with Graph.open(work / "news.graph") as graph:
        (reason,) = graph.why("ژرف‌نگر", "اشتاینمور")
    assert judgement in reason.judgements


def test_not_the_same_parts_them_and_the_same_joins_them_again(work: Path) -> None:
    with Graph.open(work / "news.graph") as graph:
        (doubt,) = (d for d in graph.review(everything=True) if len({e.document for e in d.judgement.evidence}) == 2
                    and d.judgement.kind == "talk" and d.judgement.same)  # fmt: skip
        (written,) = graph.settle(reject=[doubt.judgement.id], everything=True)
    assert written.startswith("[[not_same]]")
    records, report = again(work)
    assert (report.corrections, report.unknown) == (1, ())
    assert [documents(talk) for talk in sorted(muscat(records), key=lambda t: t.evidence[0].document)] == [
        {"04-secret-muscat-claim"}, {"05-spokesman-denies"},
    ]  # fmt: skip
    ruled = next(j for j in records.judgements if j.id == doubt.judgement.id)
    assert (ruled.same, ruled.by) == (False, "analyst")
    both = ", ".join(f'"{talk.id}"' for talk in muscat(records))
    records, report = corrected(work, f"[[same]]\ntalks = [{both}]\n")  # of ids that only that correction had made
    assert (len(muscat(records)), report.unknown) == (1, ())


def test_twice_is_once(work: Path) -> None:
    talk = call(load(work / "news.graph"))
    corrected(work, f'[[right]]\ntalk = "{talk.id}"\nkind = "meeting"\ndate = "2025-01"\n')
    before = digest(work / "news.graph")
    lock = (work / "news.graph" / "corrections.lock.json").read_bytes()
    again(work)
    assert digest(work / "news.graph") == before
    assert (work / "news.graph" / "corrections.lock.json").read_bytes() == lock
    assert check(work / "news.graph") == []


def test_right_values_are_the_analysts_and_the_id_stays(work: Path) -> None:
    talk = call(load(work / "news.graph"))
    records, report = corrected(
        work,
        f'[[right]]\ntalk = "{talk.id}"\nkind = "meeting"\nfactuality = "planned"\ndate = 2025-02-03\nplace = "مسکو"\n'
        f'topics = ["گذرگاه رفح"]\nparticipants = ["بهرام نیک سیرت", "QA"]\n',
    )
    found = next(t for t in records.talks if t.id == talk.id)
    assert report.unknown == ()
    assert (found.kind, found.factuality, found.date, found.date_precision) == (
        "meeting",
        "planned",
        "2025-02-03",
        "day",
    )
    assert [ref.name for ref in found.topics] == ["گذرگاه رفح"]
    assert found.place is not None
    assert found.place.name == "مسکو"
    assert {party.entity.label for party in found.participants} == {"Official", "State"}
    assert (found.cameo, found.plover) == ("036", "AGREE")
    assert found.evidence == talk.evidence
    records, report = corrected(work, "")
    assert call(records) == talk
    assert not (work / "news.graph" / "corrections.lock.json").exists()


def test_what_is_wrong_is_gone(work: Path) -> None:
    records = load(work / "news.graph")
    talk, statement = call(records), records.statements[0]
    text = f'[[wrong]]\ntalk = "{talk.id}"\nwhy = "they never called"\n[[wrong]]\nstatement = "{statement.id}"\n'
    records, report = corrected(work, text)
    assert (report.corrections, report.unknown) == (2, ())
    assert talk.id not in {t.id for t in records.talks}
    assert statement.id not in {s.id for s in records.statements}
    assert list(faults(records)) == []
    assert talk.topics[0].id not in {topic.id for topic in records.topics}


def test_ids_are_meant_after_the_texts_have_changed(work: Path) -> None:
    records = load(work / "news.graph")
    talk = call(records)
    statement = next(s for s in records.statements if Path(s.evidence[0].document).stem == "01-tehran-cairo-call")
    text = f'[[right]]\ntalk = "{talk.id}"\nkind = "meeting"\n[[wrong]]\nstatement = "{statement.id}"\n'
    corrected(work, text)
    path = work / "news" / "01-tehran-cairo-call.txt"
    path.write_text("خبر تازه:\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    records, report = again(work)
    assert report.unknown == ()
    assert call(records).kind == "meeting"
    assert statement.text not in {s.text for s in records.statements}


def test_a_moved_folder_keeps_what_mentions_mean(work: Path) -> None:
    anchors = call(load(work / "news.graph")).anchors
    (work / "news").rename(work / "elsewhere")
    build(work / "elsewhere", graph=work / "other.graph")
    assert call(load(work / "other.graph")).anchors == anchors


def test_what_means_nothing_is_reported_and_stops_nothing(work: Path) -> None:
    text = (
        '[[wrong]]\ntalk = "talk:0123456789abcdef"\n\n[[same_official]]\nnames = ["بهرام نیک‌سیرت", "هیچ‌کس"]\n'
        '[[name]]\nofficial = "شاهین نیکوسخن"\nname_en = "Shahin Nikusokhan"\n'
    )
    before = load(work / "news.graph")
    records, report = corrected(work, text)
    path = work / "news.graph" / "corrections.toml"
    assert dict(report.unknown) == {f"{path}:1": "talk:0123456789abcdef", f"{path}:4": "هیچ‌کس"}
    assert [talk.id for talk in records.talks] == [talk.id for talk in before.talks]
    assert "Shahin Nikusokhan" in {official.name_en for official in records.officials}
    assert report.to_json()["unknown"][0]["what"] == "talk:0123456789abcdef"


def test_names_are_joined_and_shown_as_told(work: Path) -> None:
    text = (
        '[[same_official]]\nnames = ["آرمان ژرف‌نگر", "شاهین نیکوسخن"]\n\n'
        '[[name]]\nofficial = "آرمان ژرف‌نگر"\nname = "آرمان ژرف‌نگر تهرانی"\n'
    )
    before = load(work / "news.graph")
    records, report = corrected(work, text)
    assert report.unknown == ()
    assert len(records.officials) == len(before.officials) - 1
    (joined,) = (o for o in records.officials if o.name == "آرمان ژرف‌نگر تهرانی")
    assert "شاهین نیکوسخن" in joined.aliases
    (talk,) = muscat(records)
    assert joined.name in {party.entity.name for party in talk.participants}


def test_a_mistake_stops_the_build_before_it_begins(work: Path) -> None:
    before = digest(work / "news.graph")
    with pytest.raises(CorrectionsError, match=r"corrections\.toml:2: .*unknown key 'knd'"):
        corrected(work, '[[right]]\nknd = "meeting"\n')
    assert digest(work / "news.graph") == before


def test_one_build_of_a_folder_at_a_time(work: Path) -> None:
    with FileLock(work / "news.graph" / ".lock"), pytest.raises(StoreError, match="another build is at work"):
        again(work)
    again(work)


ID = "talk:0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[same]\n", r"c\.toml:1: .*mend the TOML"),
        ("\n[[alike]]\n", r"c\.toml:2: unknown entry \[\[alike\]\]; use one of same, "),
        ("same = 1\n", r"c\.toml:1: same must be a list of tables"),
        (f'[[same]]\ntalks = ["{ID}"]\n', r"c\.toml:2: \[\[same\]\]: talks has 1; give 2 different ones or more"),
        (f'[[same]]\ntalks = ["{ID}", "{ID}"]\n', r"talks has 2; give 2 different ones or more"),
        (f'[[same]]\n\ntalks = ["{ID}", "x"]\n', r"c\.toml:3: \[\[same\]\]: 'x' is no id; give talk:…"),
        (f'[[wrong]]\ntalk = "{ID}"\n[[wrong]]\nwho = 1\n', r"c\.toml:4: \[\[wrong\]\]: unknown key 'who'"),
        ("[[wrong]]\n", r"c\.toml:1: \[\[wrong\]\]: needs a talk or a statement"),
        (f'[[right]]\ntalk = "{ID}"\n', r"c\.toml:1: \[\[right\]\]: sets nothing"),
        (f'[[right]]\ntalk = "{ID}"\nkind = "chat"\n', r"c\.toml:3: .*unknown kind 'chat'; use one of phone_call"),
        (f'[[right]]\ntalk = "{ID}"\ndate = "2025-13"\n', r"c\.toml:3: .*'2025-13' is no date"),
        (f'[[right]]\ntalk = "{ID}"\nparticipants = ["IR"]\n', r"c\.toml:3: .*participants has 1"),
        ('[[not_same_official]]\nnames = ["a", "b", "c"]\n', r"names has 3; give 2 different ones"),
        ('[[name]]\nofficial = "a"\n', r"c\.toml:1: \[\[name\]\]: needs an official and its name"),
    ],
)
def test_mistakes_name_the_place_and_the_mend(text: str, message: str) -> None:
    with pytest.raises(CorrectionsError, match=message):
        parse(text, Path("c.toml"))


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    assert read(tmp_path / "corrections.toml") == Corrections()
    (tmp_path / "latin.toml").write_bytes(b"\xff")
    with pytest.raises(CorrectionsError, match="must be a TOML file in UTF-8"):
        read(tmp_path / "latin.toml")


def doubts(folder: Path) -> Iterator[tuple[int, str]]:
    with Graph.open(folder) as graph:
        for doubt in graph.review(everything=True):
            yield doubt.number, doubt.judgement.id


def test_review_gives_the_least_certain_first_and_forgets_what_is_settled(work: Path) -> None:
    folder = work / "news.graph"
    (folder / "corrections.toml").write_text("# mine\n", encoding="utf-8")
    with Graph.open(folder) as graph:
        found = graph.review(everything=True)
        assert [d.judgement.certainty for d in found] == sorted(d.judgement.certainty for d in found)
        assert all(asdict(d)["accept"].startswith("[[") and d.accept != d.reject for d in found)
        graph.settle(accept=["1"], everything=True)
        left = graph.review(everything=True)
    assert [d.judgement.id for d in left] == [d.judgement.id for d in found[1:]]
    text = (folder / "corrections.toml").read_text(encoding="utf-8")
    assert text.startswith("# mine\n\n[[")
    again(work)
    assert found[0].judgement.id not in dict(doubts(folder)).values()


def test_settling_says_what_cannot_be_meant_and_writes_nothing(work: Path) -> None:
    with Graph.open(work / "news.graph") as graph:
        with pytest.raises(CorrectionsError, match="999: no such doubt"):
            graph.settle(accept=["1", "999"], everything=True)
        with pytest.raises(CorrectionsError, match="accepted and rejected at once"):
            graph.settle(accept=["1"], reject=["1"], everything=True)
    assert not (work / "news.graph" / "corrections.toml").exists()


def test_office_holders_of_ones_own(work: Path) -> None:
    table = work / "ministers.tsv"
    header = "state\torganization\tkind\ttitle\tname\taliases\tname_en\tfrom\tto\tknown_until\tsource"
    row = ["IR", "", "foreign_minister", "وزیر امور خارجه", "بهرام نیک‌سیرت", "", "Bahram Niksirat"]
    table.write_text(header + "\n" + "\t".join([*row, "2035", "", "2036-06-01", "invented"]), encoding="utf-8")
    build(work / "news", graph=work / "news.graph", office_holders=[table])
    assert "Bahram Niksirat" in {official.name_en for official in load(work / "news.graph").officials}
    table.write_text(header + "\nIR", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"ministers\.tsv:2: "):
        build(work / "news", graph=work / "news.graph", office_holders=[table])
    with pytest.raises(InputError, match="no such table of office-holders"):
        build(work / "news", graph=work / "news.graph", office_holders=[work / "nothing.tsv"])
