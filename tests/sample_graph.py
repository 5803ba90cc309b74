"""A small graph made by hand: real states and offices, invented persons, events and reports.

Every factuality, most kinds, both roles, several spellings («بقائی‌فر», «گفتگو») and a conflict of claims are in it.
"""

from typing import Protocol, TypeVar

from graphbuild import ids
from graphbuild.records import (
    Claim,
    DatePrecision,
    DocumentRecord,
    EntityLabel,
    EntityRef,
    Evidence,
    Factuality,
    Holding,
    Judgement,
    Official,
    Organization,
    Participant,
    Place,
    Position,
    Records,
    Role,
    Stance,
    State,
    Statement,
    Talk,
    TalkKind,
    Topic,
)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasId)

_TEXTS = {
    "news/ministry-01.txt": (
        "گفت‌وگوی تلفنی وزرای خارجه ایران و مصر",
        "2025-01-10",
        "وزارت امور خارجه ایران",
        "کاوه رستگاران وزیر امور خارجه ایران روز جمعه با طارق المنیاوی وزیر خارجه مصر تلفنی گفت‌وگو کرد.\n"
        "دو طرف درباره آتش‌بس در غزه رایزنی کردند. رستگاران بر ادامه رایزنی‌ها تاکید کرد.\n"
        "مهران بقائی‌فر سخنگوی وزارت خارجه گفت که رستگاران بهمن ماه در مسکو با وزیر خارجه روسیه دیدار خواهد کرد.\n",
    ),
    "news/agency-01.txt": (
        "رایزنی تهران و قاهره",
        "2025-01-11",
        "خبرگزاری البرزنامه",
        "به گزارش خبرگزاری البرزنامه، رستگاران و المنیاوی دیروز تلفنی گفتگو کردند.\n"
        "این خبرگزاری مدعی شد که رستگاران با نماینده آمریکا، جان هالووی، پیام رد و بدل کرده است.\n"
        "بقائی‌فر تماس تلفنی رستگاران با هالووی را تکذیب کرد.\n",
    ),
    "news/ministry-02.txt": (
        "نشست سه‌جانبه دوحه",
        "2025-01-16",
        "وزارت امور خارجه ایران",
        "رستگاران و المنیاوی با میانجیگری نخست‌وزیر قطر در دوحه درباره آتش‌بس در غزه و تبادل اسرا مذاکره کردند.\n"
        "رستگاران از قطر قدردانی کرد و حمله به غزه را محکوم کرد.\n"
        "ممکن است رستگاران نامه‌ای به سازمان ملل متحد بنویسد.\n",
    ),
    "news/agency-02.txt": (
        "سفر المنیاوی به آنکارا",
        None,
        "خبرگزاری البرزنامه",
        "المنیاوی ماه گذشته به آنکارا سفر کرد و با وزیر خارجه ترکیه گفت‌وگو کرد.\n",
    ),
}


def _id(kind: str, name: str) -> str:
    return ids.make(kind, name)


def _ref(label: EntityLabel, name: str, id: str | None = None) -> EntityRef:
    return EntityRef(id or _id(label.lower(), name), label, name)


def evidence(path: str, quote: str, rule: str = "talk.with") -> Evidence:
    start = _TEXTS[path][3].index(quote)
    return Evidence(path, start, start + len(quote), quote, rule)


MINISTRY_1, AGENCY_1, MINISTRY_2, AGENCY_2 = _TEXTS

ROSTEGARAN = _ref("Official", "کاوه رستگاران")
MENYAWI = _ref("Official", "طارق المنیاوی")
HOLLOWAY = _ref("Official", "جان هالووی")
SPOKESMAN = _ref("Official", "مهران بقائی‌فر")
FM_IRAN = _ref("Position", "وزیر امور خارجه ایران")
FM_EGYPT = _ref("Position", "وزیر خارجه مصر")
FM_RUSSIA = _ref("Position", "وزیر خارجه روسیه")
FM_TURKEY = _ref("Position", "وزیر خارجه ترکیه")
PM_QATAR = _ref("Position", "نخست‌وزیر قطر")
SPOKESMAN_OF_MINISTRY = _ref("Position", "سخنگوی وزارت امور خارجه ایران")
STATES = {
    "IR": ("ایران", "Iran"),
    "EG": ("مصر", "Egypt"),
    "RU": ("روسیه", "Russia"),
    "QA": ("قطر", "Qatar"),
    "TR": ("ترکیه", "Turkey"),
    "US": ("ایالات متحده آمریکا", "United States"),
}
STATE = {code: EntityRef(code, "State", name) for code, (name, _) in STATES.items()}
UN = _ref("Organization", "سازمان ملل متحد")
AGENCY = _ref("Organization", "خبرگزاری البرزنامه")
MINISTRY = _ref("Organization", "وزارت امور خارجه ایران")
CEASEFIRE = _ref("Topic", "آتش‌بس در غزه")
PRISONERS = _ref("Topic", "تبادل اسرا")
MOSCOW, DOHA, ANKARA = (_ref("Place", name) for name in ("مسکو", "دوحه", "آنکارا"))


def _official(ref: EntityRef, english: str, quote: Evidence, *aliases: str) -> Official:
    return Official(id=ref.id, name=ref.name, name_en=english, aliases=aliases, evidence=(quote,))


def _position(
    ref: EntityRef, title: str, kind: str, state: str | None, quote: Evidence, organization: str | None = None
) -> Position:
    return Position(
        id=ref.id, name=ref.name, title=title, kind=kind, state=state, organization=organization, evidence=(quote,)
    )


def _party(entity: EntityRef, state: str | None, position: str | None = None, role: Role = "party") -> Participant:
    organization = entity.name if entity.label == "Organization" else None
    return Participant(entity=entity, role=role, state=state, organization=organization, position=position)


def _claim(source: EntityRef, stance: Stance, quote: Evidence) -> Claim:
    return Claim(source=source, stance=stance, evidence=quote)


def _talk(
    kind: TalkKind,
    factuality: Factuality,
    participants: tuple[Participant, ...],
    quotes: tuple[Evidence, ...],
    *,
    date: str | None = None,
    precision: DatePrecision | None = None,
    date_text: str | None = None,
    place: EntityRef | None = None,
    topics: tuple[EntityRef, ...] = (),
    claims: tuple[Claim, ...] = (),
    cameo: str = "040",
    plover: str = "CONSULT",
    confidence: float = 0.9,
) -> Talk:
    return Talk(
        id=ids.make("talk", kind, factuality, *(p.entity.id for p in participants)),
        kind=kind,
        date=date,
        date_precision=precision,
        date_text=date_text,
        factuality=factuality,
        place=place,
        cameo=cameo,
        plover=plover,
        confidence=confidence,
        participants=participants,
        topics=topics,
        claims=claims,
        evidence=quotes,
    )


def _statement(
    speaker: EntityRef,
    act: str,
    verb: str,
    text: str,
    date: str | None,
    quote: Evidence,
    *,
    about: tuple[EntityRef, ...] = (),
    mentions: tuple[EntityRef, ...] = (),
) -> Statement:
    return Statement(
        id=ids.make("statement", speaker.id, act, quote.document, str(quote.start)),
        speaker=speaker,
        act=act,
        verb=verb,
        text=text,
        date=date,
        plover="CONSULT",
        about=about,
        mentions=mentions,
        evidence=(quote,),
    )


def _sorted(rows: list[_Row]) -> tuple[_Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def sample_records() -> Records:
    """The whole graph, in the order of its ids."""
    call = evidence(
        MINISTRY_1, "کاوه رستگاران وزیر امور خارجه ایران روز جمعه با طارق المنیاوی وزیر خارجه مصر تلفنی گفت‌وگو کرد"
    )
    call_again = evidence(AGENCY_1, "رستگاران و المنیاوی دیروز تلفنی گفتگو کردند")
    plan = evidence(MINISTRY_1, "رستگاران بهمن ماه در مسکو با وزیر خارجه روسیه دیدار خواهد کرد", "meet.with")
    message = evidence(AGENCY_1, "رستگاران با نماینده آمریکا، جان هالووی، پیام رد و بدل کرده است", "letter")
    denial = evidence(AGENCY_1, "بقائی‌فر تماس تلفنی رستگاران با هالووی را تکذیب کرد", "deny")
    doha = evidence(
        MINISTRY_2,
        "رستگاران و المنیاوی با میانجیگری نخست‌وزیر قطر در دوحه درباره آتش‌بس در غزه و تبادل اسرا مذاکره کردند",
        "negotiate",
    )
    thanks = evidence(MINISTRY_2, "رستگاران از قطر قدردانی کرد", "thank")
    condemnation = evidence(MINISTRY_2, "حمله به غزه را محکوم کرد", "condemn")
    letter = evidence(MINISTRY_2, "ممکن است رستگاران نامه‌ای به سازمان ملل متحد بنویسد", "letter")
    visit = evidence(AGENCY_2, "المنیاوی ماه گذشته به آنکارا سفر کرد و با وزیر خارجه ترکیه گفت‌وگو کرد", "visit")
    stress = evidence(MINISTRY_1, "رستگاران بر ادامه رایزنی‌ها تاکید کرد", "stress")
    said = evidence(MINISTRY_1, "مهران بقائی‌فر سخنگوی وزارت خارجه گفت", "say")

    iranian = _party(ROSTEGARAN, "IR", FM_IRAN.name)
    egyptian = _party(MENYAWI, "EG", FM_EGYPT.name)
    american = _party(HOLLOWAY, "US")
    return Records(
        documents=_sorted(
            [
                DocumentRecord(
                    id=ids.make("document", path, ids.sha256(text)),
                    path=path,
                    root="news",
                    title=title,
                    source=source,
                    url=None,
                    published=published,
                    sha256=ids.sha256(text),
                    text=text,
                )
                for path, (title, published, source, text) in _TEXTS.items()
            ]
        ),
        officials=_sorted(
            [
                _official(ROSTEGARAN, "Kaveh Rostegaran", call, "رستگاران"),
                _official(MENYAWI, "Tarek Menyawi", call, "المنیاوی"),
                _official(HOLLOWAY, "John Holloway", message, "هالووی"),
                _official(SPOKESMAN, "Mehran Baghaeifar", said, "بقائی‌فر", "بقایی‌فر"),
            ]
        ),
        positions=_sorted(
            [
                _position(FM_IRAN, "وزیر امور خارجه", "foreign_minister", "IR", call),
                _position(FM_EGYPT, "وزیر خارجه", "foreign_minister", "EG", call),
                _position(FM_RUSSIA, "وزیر خارجه", "foreign_minister", "RU", plan),
                _position(FM_TURKEY, "وزیر خارجه", "foreign_minister", "TR", visit),
                _position(PM_QATAR, "نخست‌وزیر", "prime_minister", "QA", doha),
                _position(SPOKESMAN_OF_MINISTRY, "سخنگو", "spokesperson", None, said, MINISTRY.id),
            ]
        ),
        states=_sorted([State(id=code, name=name, name_en=english) for code, (name, english) in STATES.items()]),
        organizations=_sorted(
            [
                Organization(id=UN.id, name=UN.name, name_en="United Nations", kind="international", state=None),
                Organization(id=AGENCY.id, name=AGENCY.name, name_en=None, kind="media", state="IR"),
                Organization(id=MINISTRY.id, name=MINISTRY.name, name_en=None, kind="ministry", state="IR"),
            ]
        ),
        topics=_sorted(
            [
                Topic(id=CEASEFIRE.id, name=CEASEFIRE.name, key="اتشبسغزه", entities=()),
                Topic(id=PRISONERS.id, name=PRISONERS.name, key="تبادلاسرا", entities=()),
            ]
        ),
        places=_sorted(
            [
                Place(id=MOSCOW.id, name=MOSCOW.name, state="RU"),
                Place(id=DOHA.id, name=DOHA.name, state="QA"),
                Place(id=ANKARA.id, name=ANKARA.name, state="TR"),
            ]
        ),
        holdings=_sorted(
            [
                Holding(
                    id=ids.make("holding", official.id, position.id),
                    official=official.id,
                    position=position.id,
                    first_seen=first,
                    last_seen=last,
                    evidence=(quote,),
                )
                for official, position, first, last, quote in (
                    (ROSTEGARAN, FM_IRAN, "2025-01-10", "2025-01-16", call),
                    (MENYAWI, FM_EGYPT, "2025-01-10", None, call),
                    (SPOKESMAN, SPOKESMAN_OF_MINISTRY, "2025-01-10", "2025-01-11", said),
                )
            ]
        ),
        talks=_sorted(
            [
                _talk(
                    "phone_call",
                    "asserted",
                    (iranian, egyptian),
                    (call, call_again),
                    date="2025-01-10",
                    precision="day",
                    date_text="روز جمعه",
                    topics=(CEASEFIRE,),
                    claims=(_claim(AGENCY, "reports", call_again), _claim(MINISTRY, "announces", call)),
                    cameo="041",
                    plover="CONSULT/phone",
                    confidence=0.97,
                ),
                _talk(
                    "meeting",
                    "planned",
                    (iranian, _party(FM_RUSSIA, "RU", FM_RUSSIA.name)),
                    (plan,),
                    date="2025-01-20",
                    precision="month",
                    date_text="بهمن ماه",
                    place=MOSCOW,
                    claims=(_claim(SPOKESMAN, "announces", plan),),
                    cameo="030",
                ),
                _talk(
                    "letter",
                    "alleged",
                    (iranian, american),
                    (message,),
                    date="2025-01-11",
                    precision="day",
                    claims=(_claim(AGENCY, "claims", message),),
                    confidence=0.6,
                ),
                _talk(
                    "phone_call",
                    "denied",
                    (iranian, american),
                    (denial,),
                    claims=(_claim(AGENCY, "claims", message), _claim(SPOKESMAN, "denies", denial)),
                    cameo="041",
                ),
                _talk(
                    "negotiation",
                    "asserted",
                    (iranian, egyptian, _party(PM_QATAR, "QA", PM_QATAR.name, "mediator")),
                    (doha,),
                    date="2025-01-16",
                    precision="day",
                    place=DOHA,
                    topics=(CEASEFIRE, PRISONERS),
                    claims=(_claim(MINISTRY, "reports", doha),),
                    cameo="046",
                ),
                _talk("letter", "possible", (iranian, _party(UN, None)), (letter,), confidence=0.5),
                _talk(
                    "visit",
                    "asserted",
                    (egyptian, _party(FM_TURKEY, "TR", FM_TURKEY.name)),
                    (visit,),
                    date="2024-12-01",
                    precision="month",
                    date_text="ماه گذشته",
                    place=ANKARA,
                    cameo="042",
                ),
            ]
        ),
        statements=_sorted(
            [
                _statement(ROSTEGARAN, "stress", "تاکید کردن", "ادامه رایزنی‌ها", "2025-01-10", stress),
                _statement(
                    SPOKESMAN,
                    "say",
                    "گفتن",
                    plan.text,
                    "2025-01-10",
                    plan,
                    mentions=(STATE["RU"], ROSTEGARAN),
                ),
                _statement(SPOKESMAN, "deny", "تکذیب کردن", denial.text, "2025-01-11", denial, mentions=(HOLLOWAY,)),
                _statement(ROSTEGARAN, "thank", "قدردانی کردن", "قطر", "2025-01-16", thanks, mentions=(STATE["QA"],)),
                _statement(ROSTEGARAN, "condemn", "محکوم کردن", "حمله به غزه", None, condemnation, about=(CEASEFIRE,)),
                _statement(AGENCY, "say", "مدعی شدن", message.text, "2025-01-11", message, mentions=(HOLLOWAY,)),
            ]
        ),
        judgements=(
            Judgement(
                id=ids.make(
                    "judgement", "talk", f"{call_again.document}:{call_again.start}", f"{call.document}:{call.start}"
                ),
                kind="talk",
                left=f"{call.document}:{call.start}",
                right=f"{call_again.document}:{call_again.start}",
                same=True,
                score=0.95,
                reason="same day, same participants, same kind",
            ),
        ),
    )
