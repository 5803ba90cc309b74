"""Codes of talks and statements, by the manuals, with the traps."""

import pytest

from graphbuild import lang
from graphbuild.records import FACTUALITIES, TALK_KINDS, EntityRef, Evidence, Factuality, Participant, TalkKind
from graphbuild.resolve import codes


def party(state: str | None, label: str = "Official", role: str = "party") -> Participant:
    entity = EntityRef(f"{label}:{state}", label, state or "x")  # type: ignore[arg-type]
    return Participant(entity=entity, role=role, state=state, organization=None, position=None)  # type: ignore[arg-type]


IRAN, EGYPT, OMAN = map(party, ("IR", "EG", "OM"))


@pytest.mark.parametrize(
    ("kind", "factuality", "parties", "place", "code"),
    [
        ("phone_call", "asserted", (IRAN, EGYPT), None, ("041", "CONSULT/phone")),
        ("meeting", "asserted", (IRAN, EGYPT), None, ("040", "CONSULT")),
        ("meeting", "asserted", (IRAN, EGYPT), "EG", ("042", "CONSULT/visit")),
        ("meeting", "asserted", (IRAN, EGYPT), "OM", ("044", "CONSULT/third-party")),
        ("negotiation", "asserted", (IRAN, EGYPT), "OM", ("046", "CONSULT/third-party")),
        ("meeting", "asserted", (IRAN, EGYPT, OMAN), None, ("040", "CONSULT/multilateral")),
        ("meeting", "asserted", (IRAN, party(None, "Organization")), None, ("040", "CONSULT/multilateral")),
        ("visit", "asserted", (IRAN, EGYPT), None, ("042", "CONSULT/visit")),
        ("meeting", "planned", (IRAN, EGYPT), "EG", ("036", "AGREE")),  # a future meeting is no consultation
        ("visit", "possible", (IRAN, EGYPT), None, ("036", "AGREE")),
        ("phone_call", "denied", (IRAN, EGYPT), None, ("041", "CONSULT/phone")),  # negated, which the context says
        ("interview", "asserted", (IRAN, party(None)), None, ("010", "")),  # a comment, which PLOVER does not code
    ],
)
def test_talks(
    kind: TalkKind, factuality: Factuality, parties: tuple[Participant, ...], place: str | None, code: tuple[str, str]
) -> None:
    found = codes.talk(kind, factuality, parties, (), place)
    assert (found.cameo, found.plover) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("سفیر مصر در پی این اظهارات به وزارت خارجه احضار شد.", ("114", "ACCUSE/disapprove")),
        ("سفیر مصر احضار و اعتراض ایران به او ابلاغ شد.", ("114", "ACCUSE/disapprove")),
        ("سفیر مصر احضار شد و وزارت خارجه درخواست را رد کرد.", ("120", "REJECT")),
        ("سفیر مصر احضار شد و هشدار شدید تهران به او ابلاغ شد.", ("130", "THREATEN")),
    ],
)
def test_a_summons_is_what_it_conveys(text: str, code: tuple[str, str]) -> None:
    quote = Evidence("a.txt", 0, len(text), text, "summon")
    found = codes.talk("meeting", "asserted", (IRAN, EGYPT), (quote,))
    assert (found.cameo, found.plover) == code


def test_contexts_tell_what_did_not_happen() -> None:
    assert {name: codes.context(name) for name in FACTUALITIES if codes.context(name)} == {
        "denied": "negation", "planned": "future", "possible": "hypothetical",
    }  # fmt: skip


def test_every_kind_and_every_act_has_a_code() -> None:
    for kind in TALK_KINDS:
        assert codes.talk(kind, "asserted").cameo
    acts = {row["act"] for row in lang.table("speech.tsv", ("verb", "act"))}
    classes = {codes.statement(act).plover.split("/")[0] for act in acts}
    assert classes == {"", "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    assert codes.statement("say") == codes.Code("010", "")
    assert codes.statement("condemn") == codes.Code("111", "ACCUSE/disapprove")
