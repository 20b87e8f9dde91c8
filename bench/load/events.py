"""What happens in the made-up record: visits between real places by invented people, and what they sign, build, measure and promise."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from shanhai.knowledge.adjacency import neighbours
from shanhai.knowledge.pairings import pairings
from shanhai.knowledge.places import place
from shanhai.model import (
    Action,
    Agreement,
    Amount,
    AnyFact,
    Family,
    Field,
    Measure,
    MeasureStatus,
    Meeting,
    Modality,
    Pairing,
    PlaceRef,
    Platform,
    Pledge,
    PledgeKind,
    Policy,
    Programme,
    Project,
    Relation,
    Stage,
    Tenure,
    Trait,
    TraitKind,
    Visit,
    When,
)
from shanhai.model.struct import Value

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "安柏岑澄川丹枫皋海涵皓泓霁江锦璟朗乐黎林岭洛铭沐宁沛祺晴荣润山书朔松涛望薇溪贤晓欣轩岩遥艺颖雨源泽昭哲知舟梓"
POSTS = ("书记", "县长", "副县长", "组织部部长", "常务副县长", "党组书记")
KINDS = ("考察", "考察学习", "对接", "调研", "慰问", "座谈", "签约", "洽谈")
GOODS = ("茶叶", "菌菇", "中药材", "牦牛肉", "竹木", "脐橙", "光伏", "纺织", "汽配", "水产", "文旅", "算力", "冷链", "童装")
SUBJECTS = ("财政资金", "社会帮扶资金", "消费帮扶", "到位投资", "转移就业", "选派干部", "选派教师", "培训人次")
CATEGORIES = ("资金支持", "消费协作", "产业合作", "劳务协作", "人才支援", None)
FIRST, DAYS = date(2013, 1, 1), 4_900


class Event(Value, frozen=True, kw_only=True):
    """One visit with all that pages tell of it; `keys` name across events what each fact is about (empty: this event's own)."""

    number: int
    guest: PlaceRef
    host: PlaceRef
    day: date
    facts: tuple[AnyFact, ...]
    keys: tuple[str, ...]


@cache
def pairs() -> tuple[tuple[PlaceRef, PlaceRef, Family | None], ...]:
    """The pairs of the public record, the busiest first, as good as any order."""
    families = {each.value: each for each in Family}
    found = [(_ref(each.a or ""), _ref(each.b or ""), families.get(each.programme)) for each in pairings()]
    return tuple((a, b, family) for a, b, family in found if a and b)


@cache
def _ref(code: str) -> PlaceRef | None:
    found = place(code) if code else None
    return PlaceRef(name=found.name, code=found.code) if found else None


def event(number: int) -> Event:
    """The event of this number, always the same."""
    chance = random.Random(number)
    guest, host, family = _sides(chance)
    day = FIRST + timedelta(days=int(DAYS * chance.random() ** 0.7))
    told = [*_visits(chance, guest, host, family, day), *_offices(guest, host, day), *_works(chance, guest, host, day)]
    return Event(number=number, guest=guest, host=host, day=day, facts=tuple(f for f, _ in told), keys=tuple(key for _, key in told))


def _sides(chance: random.Random) -> tuple[PlaceRef, PlaceRef, Family | None]:
    """Six in ten between paired places (the busiest pair has some 0.8 % of all), three between neighbours, one between any two."""
    known = pairs()
    one, other, family = known[int(len(known) * chance.random() ** 1.5)]
    kind = chance.random()
    if kind > 0.6:
        family = None
        near = sorted(neighbours(one.code or "")) if kind < 0.9 else []
        there = _ref(chance.choice(near)) if near else chance.choice(known)[1]
        other = there if there and there != one else other
    return (other, one, family) if chance.random() < 0.42 else (one, other, family)


def official(here: PlaceRef, post: str, day: date) -> str:
    """Who holds a post of a place: somebody new every four years."""
    chance = random.Random(f"{here.code}{post}{day.year // 4}")
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))


def _when(chance: random.Random, day: date) -> When | None:
    """Most days are told in full, some without the year, some as a month, a few not at all."""
    drawn = chance.random()
    start = day.isoformat() if drawn < 0.9 else day.isoformat()[:7] if drawn < 0.95 else f"--{day:%m-%d}"
    return When(text=f"{day.month}月{day.day}日", start=start) if drawn < 0.98 else None


def _visits(chance: random.Random, guest: PlaceRef, host: PlaceRef, family: Family | None, day: date) -> list[tuple[AnyFact, str]]:
    when, field = _when(chance, day), chance.choice(list(Field))
    programme = Programme(stated=family.value, family=family) if family else None
    modality = Modality.PLANNED if chance.random() < 0.06 else Modality.HAPPENED
    frame = {"id": "", "page": "", "modality": modality, "needs_review": chance.random() < 0.04}
    visit = Visit(
        **frame,
        visitors=(f"{guest.name}党政代表团",),
        visitor_place=guest,
        host_place=host if chance.random() < 0.97 else None,
        head=official(guest, POSTS[0], day),
        hosts=(official(host, POSTS[0], day),),
        members=(official(guest, POSTS[2], day),),
        sites=(f"{host.name}{chance.choice(GOODS)}产业园", f"第{chance.randrange(97)}号基地"),
        date=when,
        kind=chance.choice(KINDS),
        programme=programme,
        background=chance.random() < 0.08,
    )
    told: list[tuple[AnyFact, str]] = [(visit, "")]
    if chance.random() < 0.5:
        told.append(
            (
                Meeting(
                    id="", page="", name=f"{guest.name}{host.name}联席会议", kind="联席会议", place=host, date=when, parties=(guest, host)
                ),
                "",
            )
        )
    if family:
        paired = Pairing(id="", page="", a=guest, b=host, programme=programme, relation=Relation.PAIRED)
        told.append((paired, "-".join(sorted((guest.code or "", host.code or "")))))
    if chance.random() < 0.45:
        yuan = Decimal(chance.randrange(1, 400)) * 1_000_000
        amount = Amount(yuan=yuan, text=f"{yuan / 10000:,.0f}万元") if chance.random() < 0.6 else None
        told.append(
            (
                Agreement(
                    id="",
                    page="",
                    name=f"{chance.choice(GOODS)}合作协议",
                    kind="合作协议",
                    amount=amount,
                    date=when,
                    parties=(guest.name, host.name),
                ),
                "",
            )
        )
    told.append(
        (Trait(id="", page="", text=f"{host.name}{chance.choice(GOODS)}资源丰富", kind=TraitKind.STRENGTH, place=host, field=field), "")
        if chance.random() < 0.4
        else (Policy(id="", page="", name=f"{guest.name}{chance.choice(GOODS)}若干措施", kind="措施"), f"{guest.code}{chance.randrange(9)}")
    )
    return told


def _offices(guest: PlaceRef, host: PlaceRef, day: date) -> list[tuple[AnyFact, str]]:
    held = ((guest, POSTS[0], "委"), (guest, POSTS[2], "人民政府"), (host, POSTS[0], "委"), (host, POSTS[1], "人民政府"))
    return [
        (
            Tenure(id="", page="", person=official(here, post, day), post=post, organization=f"{here.name}{body}", place=here),
            f"{here.code}{post}{day.year // 4}",
        )
        for here, post, body in held
    ]


def _works(chance: random.Random, guest: PlaceRef, host: PlaceRef, day: date) -> list[tuple[AnyFact, str]]:
    when, year = _when(chance, day), When(text=f"{day.year}年", start=str(day.year))
    told: list[tuple[AnyFact, str]] = []
    if chance.random() < 0.8:
        number = chance.randrange(24)
        goods = random.Random(f"{host.code}{number}").choice(GOODS)
        amount = Amount(yuan=Decimal(number + 1) * 12_000_000, text=f"{(number + 1) * 1200}万元") if number % 3 else None
        stage = chance.choice([*Stage][:6])
        told.append(
            (
                Project(
                    id="",
                    page="",
                    name=f"{host.name}{goods}加工项目{number}",
                    place=host,
                    stage=stage,
                    amount=amount,
                    date=when,
                    parties=(f"{guest.name}{goods}公司",),
                ),
                f"{host.code}p{number}",
            )
        )
    if chance.random() < 0.5:
        number = chance.randrange(12)
        told.append(
            (
                Platform(id="", page="", name=f"{guest.name}{host.name}共建园{number}", kind="产业园", place=host, event="揭牌", date=when),
                f"{host.code}f{guest.code}{number}",
            )
        )
    for subject in chance.sample(SUBJECTS, k=chance.choice((1, 2, 3))):
        status = MeasureStatus.DONE if chance.random() < 0.8 else MeasureStatus.PLANNED
        told.append(
            (
                Measure(
                    id="",
                    page="",
                    subject=subject,
                    value=Decimal(chance.randrange(5, 9000)),
                    unit="万元",
                    category=chance.choice(CATEGORIES),
                    status=status,
                    place=host,
                    period=year,
                ),
                "",
            )
        )
    for _ in range(chance.choice((1, 2, 2, 3))):
        field, goods = chance.choice(list(Field)), chance.choice(GOODS)
        due = When(text="明年底前", start=f"{day.year + 1}-12") if chance.random() < 0.3 else None
        number = chance.randrange(2, 60)
        told.append(
            (
                Pledge(
                    id="",
                    page="",
                    text=f"共建{goods}加工中心{number}处，带动就业增收",
                    speaker=official(guest, POSTS[0], day),
                    kind=chance.choice(list(PledgeKind)),
                    field=field,
                    deadline=due,
                    quantity=f"{number}处" if number % 3 == 0 else None,
                ),
                "",
            )
        )
    if chance.random() < 0.7:
        goods = chance.choice(GOODS)
        told.append(
            (
                Action(
                    id="",
                    page="",
                    text=f"出台{goods}产业帮扶办法，建成{goods}仓储点{chance.randrange(2, 90)}处",
                    actor=f"{guest.name}人民政府",
                    field=chance.choice(list(Field)),
                    date=when,
                ),
                "",
            )
        )
    return told
