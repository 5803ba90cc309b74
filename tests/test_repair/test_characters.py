"""Characters: (raw, clean) tables, by code point where a character does not show."""

from __future__ import annotations

import pytest

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair import characters, repair
from graphbuild.repair.mapped import Mapped


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\u0643\u064a\u0641", "کیف"),  # Arabic kaf and yeh
        ("\u0639\u0644\u0649", "علی"),  # alef maksura
        ("\u0633\u0648\u0631\u0629", "سوره"),  # teh marbuta
        ("خانه\u0654 ما", "خانه ما"),  # hamza above as the mark of ezafe
        ("خان\u06c0 ما", "خانه ما"),  # heh with yeh above
        ("مسي\u0654ول", "مسئول"),  # yeh and hamza above compose
        ("ا\u0653ب", "آب"),  # alef and madda compose
        ("\ufefb", "لا"),  # ligature lam alef
        ("مثلا\u064b", "مثلا\u064b"),  # tanvin stays
        ("مُحَمَّد", "محمد"),
        ("فووووری", "فوری"),  # drawn out
        ("هند, عمان; قطر? بله", "هند، عمان؛ قطر؟ بله"),  # marks of Latin script
        ("1,000 نفر", "1,000 نفر"),
        ("سـلـام", "سلام"),
        ("١٢ ۳۴ 56", "۱۲ ۳۴ 56"),
        ("\uff11\uff12", "12"),
        ("“سلام”", "«سلام»"),
        ("ˈرامون آلواراندوˈ وزیر", "«رامون آلواراندو» وزیر"),  # quotes of an agency
        ("با 'گاگیک' و 'نادر'", "با «گاگیک» و «نادر»"),
        ("در دهه '90 و '80", "در دهه '90 و '80"),
        ("نماینده\u200cگان و نماینده\u200cگی", "نمایندگان و نمایندگی"),  # as Afghan outlets write
        ("نماینده\u200cی خاص و نامه\u200cای", "نماینده خاص و نامه\u200cای"),  # the ezafe that is written
        ("تهران–مسکو", "تهران-مسکو"),
        ("سلام\u00a0دنیا", "سلام دنیا"),
        ("\u202bسلام\u202c\ufeff", "سلام"),
        ("سلام\u200d دنیا", "سلام دنیا"),
        ("کتاب\u200c\u200cها", "کتاب\u200cها"),
        ("\u200cسلام \u200cدنیا", "سلام دنیا"),
        ("سلام&nbsp;دنیا &amp;laquo;خبر&amp;raquo;", "سلام دنیا «خبر»"),
        ("<p>سلام</p><b>دنیا</b>", "سلام\n\nدنیا"),
        ("پایان یافت.دولت گفت", "پایان یافت. دولت گفت"),
        ("گفت : خوب ، بد", "گفت: خوب، بد"),
        ("کانال هند :قطر می‌آید", "کانال هند: قطر می‌آید"),
        ("نیک‌پیمان:قطر می‌آید", "نیک‌پیمان: قطر می‌آید"),
        ("هند/ژاپن و/یا ۵/۱۰", "هند / ژاپن و/یا ۵/۱۰"),  # the parts of a headline
        ("۱۲.۵ درصد، ساعت 10:30", "۱۲.۵ درصد، ساعت 10:30"),
    ],
)
def test_one_form(raw: str, clean: str) -> None:
    assert repair(raw).text == clean


def test_every_replacement_is_one_character() -> None:
    rows = lang.table("characters.tsv", ("from", "to", "why"))
    for row in rows:
        source = chr(int(row["from"][2:], 16))
        assert characters.clean(Mapped.of(f"ب{source}ب")).text == f"ب{chr(int(row['to'][2:], 16))}ب", row.place


def test_a_bad_code_point_is_named_with_its_place() -> None:
    with pytest.raises(LexiconError, match=r"^here:3: 'X' is not a code point"):
        characters._character("X", "here:3")
