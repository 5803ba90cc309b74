"""Invented news for the tests of the read stage."""

from __future__ import annotations

ZWNJ = "\u200c"
TITLE = f"گفت{ZWNJ}وگوی تلفنی وزرای خارجه ایران و عمان"
BODY = (
    f"مهران نمونه{ZWNJ}ای وزیر امور خارجه روز شنبه در گفت{ZWNJ}وگوی تلفنی با همتای عمانی خود درباره تحولات منطقه "
    "رایزنی کرد.\n"
    "وی افزود که این گفتگو از سوی دو طرف مفید ارزیابی شده است."
)
NEWS = f"{TITLE}\n{BODY}\n"
ARABIC = (
    "أجرى وزير الخارجية اتصالا هاتفيا مع نظيره العماني وبحث معه التطورات في المنطقة، كما دعا إلى خفض التصعيد في غزة."
)
ENGLISH = "The foreign minister spoke with his Omani counterpart by telephone on Saturday."
