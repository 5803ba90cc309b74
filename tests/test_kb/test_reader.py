"""Reading tables: a user's own rows, and what a bad row says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graphbuild import kb
from graphbuild.errors import LexiconError

STATES = "iso2 name_en name official aliases adjectives epithets capital seats ambiguous"
ORGANIZATIONS = "id name_en name aliases kind state scope ambiguous"
TITLES = "title kind forms plurals owner holders flags ambiguous"
HOLDERS = "state organization kind title name aliases name_en from to known_until source"

Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes a table of the user's: a header of space-separated columns, and rows of /-separated cells."""

    def write(header: str, *rows: str) -> Path:
        path = tmp_path / "mine.tsv"
        lines = ["\t".join(header.split()), *("\t".join(row.split("/")) for row in rows)]
        path.write_text("# mine\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_an_extra_row_adds_forms_to_a_known_state(table: Table) -> None:
    path = table(STATES, "IR////سرزمین پارس")
    (iran,) = [state for state in kb.load([path]).states if state.iso2 == "IR"]
    assert "سرزمین پارس" in iran.aliases
    assert iran.name == "ایران"
    assert "سرزمین پارس" not in [a for state in kb.states() for a in state.aliases]


def test_an_extra_row_adds_an_organization_and_a_holder(table: Table, tmp_path: Path) -> None:
    organization = table(ORGANIZATIONS, "xx-moon/Moon Office/دفتر ماه//government//one")
    organization = organization.rename(tmp_path / "organizations.tsv")
    holders = table(HOLDERS, "/xx-moon/secretary_general/دبیرکل/بهرام ماه‌نشان//Bahram Mahneshan/2030-01/2031//invented")
    data = kb.load([organization, holders])
    assert data.holder("دبیرکل", owner="xx-moon", day=date(2030, 1, 30)) is None  # the month is not over
    holder = data.holder("دبیرکل", owner="xx-moon", day=date(2030, 1, 31))
    assert holder is not None
    assert (holder.name, holder.until, holder.left) == ("بهرام ماه‌نشان", date(2031, 1, 1), True)


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        ("a b", "1/2", "mine.tsv:2: unknown header"),
        (STATES, "iran/Iran/ایران", "mine.tsv:3: iso2 'iran' is malformed"),
        (STATES, "QQ/Nowhere//", "mine.tsv:3: name is empty"),
        (STATES, "QQ/Nowhere/مصر", "mine.tsv:3: 'مصر' stands for 'EG' already"),
        (STATES, "QQ/Nowhere/ناکجا//////کاخ=tower", "mine.tsv:3: seat 'کاخ=tower' names no office"),
        (STATES, "QQ/Nowhere/ناکجا///////هیچ", "mine.tsv:3: ambiguous form 'هیچ' is no form of this row"),
        (STATES, "QQ/Nowhere/ناکجا////////x", "mine.tsv:3: 11 cells for 10 columns"),
        (ORGANIZATIONS, "new/New/نو//tower//one", "mine.tsv:3: unknown kind 'tower'; use one of bank"),
        (ORGANIZATIONS, "new/New/نو//media/QQ/one", "mine.tsv:3: unknown state 'QQ'"),
        (TITLES, "نگهبان/guard///planet/many", "mine.tsv:3: unknown owner 'planet'"),
        (TITLES, "نگهبان/guard///state/many/fast", "mine.tsv:3: unknown flag 'fast'; use acting, open, posted"),
        ("form kind", "قهرمان/hero", "mine.tsv:3: unknown kind 'hero'"),
        ("name role ambiguous", "بابک/nick", "mine.tsv:3: unknown role 'nick'"),
        (HOLDERS, "//president/x/y//z/2001/2002//s", "mine.tsv:3: needs a state or an organization"),
        (HOLDERS, "IR//president/x/y//z/2001/2002/2003/s", "mine.tsv:3: needs to or known_until"),
        (HOLDERS, "IR//president/x/y//z/2001-13/2002//s", "mine.tsv:3: from '2001-13' is no date"),
        (HOLDERS, "IR//president/x/y//z/soon/2002//s", "mine.tsv:3: from 'soon' is no date; write YYYY-MM-DD"),
        (HOLDERS, "IR//president/x/y//z/2002/2002//s", "mine.tsv:3: the range 2002-12-31 to 2002-01-01 is empty"),
        (HOLDERS, "IR//president/رئیس‌جمهور/y//z/2010/2012//s", "mine.tsv:3: 'y' and 'محمود احمدی‌نژاد' hold one office"),
    ],
)
def test_a_bad_row_is_named_with_its_mend(table: Table, header: str, row: str, message: str) -> None:
    with pytest.raises(LexiconError) as raised:
        kb.load([table(header, row)])
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.tsv: No such file"):
        kb.load([tmp_path / "none.tsv"])
    (tmp_path / "latin.tsv").write_bytes(b"form\tkind\n\xe9\tcivil\n")
    with pytest.raises(LexiconError, match=r"latin\.tsv: not UTF-8 at byte 10"):
        kb.load([tmp_path / "latin.tsv"])


def test_a_half_space_also_matches_as_a_space() -> None:
    assert kb.keys("نخست‌وزیر") == ("نخستوزیر", "نخست وزیر")
    assert kb.keys("وزیر کشور") == ("وزیر کشور",)
