"""Lines and blocks: broken sentences are joined, headings are told, channel marks are taken out."""

from __future__ import annotations

import textwrap

import pytest

from graphbuild.repair import repair

LONG = (
    "وزیر خارجه کشور همسایه در دیدار با نماینده ویژه سازمان در پایتخت این کشور درباره همه موضوعات مورد علاقه دو طرف "
    "و راه حل بحران در شمال منطقه با او"
)
BODY = "سخنگوی وزارت خارجه گفت که دیدار بعدی در بهار برگزار خواهد شد و دستور کار آن هنوز روشن نیست."


def blocks(raw: str) -> list[tuple[str, str]]:
    clean = repair(raw)
    return [(block.kind, clean.text[block.start : block.end]) for block in clean.blocks]


def test_a_long_line_without_an_end_goes_on() -> None:
    assert blocks(f"{LONG}\nرایزنی کرد.\n{BODY}") == [("body", f"{LONG} رایزنی کرد."), ("body", BODY)]


def test_headings_between_bodies() -> None:
    heading = "دیدار دو وزیر در حاشیه نشست"
    assert blocks(f"{BODY}\n{heading}\n{BODY}") == [("body", BODY), ("heading", heading), ("body", BODY)]
    quoted = "سخنگو: دیدار انجام شد"
    assert blocks(f"{quoted}\n{BODY}") == [("heading", quoted), ("body", BODY)]


def test_a_headline_with_a_verb_is_told_by_its_neighbours() -> None:
    headline = "سخنگو دیدار دو وزیر را تکذیب کرد"
    assert blocks(f"{headline}\n{BODY}") == [("heading", headline), ("body", BODY)]
    assert blocks(f"{BODY}\n{headline}") == [("body", BODY), ("body", headline)]


def test_a_list_of_headlines_is_not_taken_for_wrapped_text() -> None:
    lines = [
        "دیدار دو وزیر در شمال",
        "سفر نماینده ویژه به جنوب منطقه",
        "گزارش تازه از نشست",
        "پایان گفت‌وگوهای فنی در غرب",
    ]
    assert [text for _, text in blocks("\n".join(lines))] == lines


def test_hard_wrapped_text_is_joined_whole() -> None:
    paragraph = " ".join([BODY, "او این خبر را رد نکرد.", BODY, "نشست پیشین در پاییز بود و دو روز طول کشید."])
    for width in (60, 72, 80):
        assert blocks(textwrap.fill(paragraph, width)) == [("body", paragraph)]
        assert blocks(textwrap.fill(paragraph, width) + "\n\n" + textwrap.fill(paragraph, width)) == [
            ("body", paragraph),
            ("body", paragraph),
        ]


def test_one_sentence_a_line_stays_apart() -> None:
    lines = ["دو طرف بر سر متن توافق کردند", "نشست بعدی در ماه آینده برگزار می‌شود", "متن توافق هنوز منتشر نشده است"]
    assert [text for _, text in blocks("\n".join(lines))] == lines


def test_blank_lines_always_separate() -> None:
    assert len(blocks(f"{LONG}\n\nرایزنی کرد.")) == 2


def test_a_colon_and_a_dangling_word_go_on() -> None:
    assert blocks("وزیر خارجه:\nما آماده‌ایم.") == [("body", "وزیر خارجه: ما آماده‌ایم.")]
    assert blocks("این کشور آماده است که\nمیانجی شود.") == [("body", "این کشور آماده است که میانجی شود.")]


def test_list_items_do_not_go_on() -> None:
    assert [text for _, text in blocks("- بند یک و\n- بند دو")] == ["- بند یک و", "- بند دو"]


def test_channel_marks_leave_and_words_stay() -> None:
    raw = "🔴 #فوری | سفر وزیر به #شهر_نو\nhttps://example.com/a?b=1\n\n🔹او گفت: خوب است. @Some_Channel\n@Other - Link"
    raw += "\nSomeChannel"
    clean = repair(raw)
    assert clean.text == "سفر وزیر به شهر نو\n\nاو گفت: خوب است."
    span = clean.raw_span(0, len("سفر وزیر"))
    assert raw[span.start : span.end] == "سفر وزیر"


def test_a_handle_inside_a_sentence_is_a_word() -> None:
    assert repair("با @somebody تماس گرفتم.").text == "با somebody تماس گرفتم."


def test_a_line_that_begins_with_and_goes_on() -> None:
    first = "وزیر خارجه نقش همسایگان را در کاهش تنش‌ها ستود"
    assert blocks(f"تیتر\n{first}\nو گفت که دیدار بعدی در بهار است.")[1:] == [
        ("body", f"{first} و گفت که دیدار بعدی در بهار است.")
    ]


def test_a_line_in_which_a_sentence_ended_is_no_heading() -> None:
    first = f"{BODY} در این نشست شیوه"
    assert blocks(f"{first}\nبازرسی بررسی شد.") == [("body", f"{first} بازرسی بررسی شد.")]


@pytest.mark.parametrize(
    "broken",
    [
        "وزیر خارجه هند با امیر قطر درباره بندرهای جنوب\nگفت‌وگو کرد.",  # a bare predicate
        "منابع هندی خبر دادند که وزیر خارجه این کشور\nدر حاشیه اجلاس با امیر قطر دیدار کرده است.",  # no verb yet
        "سخنگوی هند گفت امیر قطر دهم نوامبر با نخست‌وزیر\nدر دهلی ملاقات خواهد کرد.",
        "معاون وزیر نیرو عصر دیروز (دوشنبه) در دوحه\nبا امیر قطر دیدار کرد.",  # no headline says when, without a verb
        "نخست‌وزیر هند و امیر قطر درباره زمان امضای\nپیمان تازه گفت‌وگو کردند.",  # the ezafe
        "نخست‌وزیر هند روز سه‌شنبه با امیر قطر در دوحه\nنیز ملاقات کرد.",
        "وزیر خارجه هند: با امیر قطر درباره بندرهای جنوب\nگفت‌وگو کردم. کارشناسان هفته آینده می‌آیند.",
        "سفیر هند در دوحه می‌گوید دبیر مجمع دریانوردان\nهفته پیش با امیر قطر دیدار کرده است.",
        "معاون وزیر نیرو: نشست هند و قطر روز یکشنبه ۱۸\nآبان در دوحه برگزار خواهد شد.",
    ],
)
def test_a_sentence_over_two_lines(broken: str) -> None:
    assert blocks(broken) == [("body", broken.replace("\n", " "))]


def test_lines_of_a_report_that_ends_its_sentences_with_marks() -> None:
    headline = "سفیر هند احضار شد"
    broken = "در پی تعرض گروهی از ناشناسان به ساختمان قدیمی\nکنسولگری کشورمان در لاهه، او به دفتر مرکزی\nفراخوانده شد."
    last = "مدیرکل غرب اروپا این کوتاهی را نپذیرفت."
    found = blocks(f"{headline}\n{broken}\n{last}\n{BODY}")
    assert found == [("heading", headline), ("body", broken.replace("\n", " ")), ("body", last), ("body", BODY)]
    subhead = "کوتاهی پلیس لاهه در برابر ساختمان کنسولگری کشورمان"
    told = "پلیس لاهه گفت ساختمان کنسولگری پاسبان ندارد."
    assert ("heading", subhead) in blocks(f"{headline}\n{BODY}\n{last}\n{subhead}\n{told}")


def test_a_line_with_a_dateline_begins_a_paragraph() -> None:
    headline, lead = "دیدارهای نخست‌وزیر هند در حاشیه اجلاس بندرها", "نخست‌وزیر هند با امیر قطر دیدار کرد."
    clean = repair(f"{headline}\nسمرقند- ایرنا- {lead}\nوی گفت بندرها بازند.\nراه بازرگانی هموار است.\n")
    assert [clean.text[block.start : block.end] for block in clean.blocks][:2] == [headline, lead]


def test_the_parts_of_a_headline_do_not_go_on() -> None:
    raw = "سفر وزیر خارجه قطر به مسقط / دیدار با سلطان عمان / امضای\nیادداشت تفاهم کشتیرانی"
    assert repair(raw).text.count("\n\n") == 1
