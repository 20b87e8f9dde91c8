"""Made-up pages, as many as wanted: real divisions, invented people, every number gives the same page again."""

from __future__ import annotations

import hashlib
import random
from decimal import Decimal
from pathlib import Path

from msgspec import structs

from shanhai.ledger import Ledger, PageReading
from shanhai.model import (
    Account,
    AnyFact,
    Block,
    BlockKind,
    Capture,
    Edit,
    Evidence,
    Measure,
    Meeting,
    Organization,
    Page,
    PageAccount,
    Pairing,
    Part,
    PartKind,
    Person,
    PlaceRef,
    Pledge,
    Programme,
    Project,
    Repair,
    RestoredText,
    Stage,
    Tenure,
    Visit,
    When,
)

RULES = "synthetic-1"
PLACES = [
    PlaceRef(name=name, code=code)
    for name, code in (
        ("鹿城区", "330302"),
        ("龙湾区", "330303"),
        ("洞头区", "330305"),
        ("余杭区", "330110"),
        ("南部县", "511321"),
        ("仪陇县", "511324"),
        ("阆中市", "511381"),
        ("泰顺县", "330329"),
    )
]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
# 600 characters of the first level of GB 2312: enough for the text to compress as poorly as news does.
CHARACTERS = "".join(bytes((0xB0 + row, 0xA1 + cell)).decode("gb2312") for row in range(8) for cell in range(75))


def joined(place: Path, count: int) -> Path:
    """A ledger of the first so many pages, joined."""
    with Ledger.open(str(place)) as ledger:
        for number in range(count):
            ledger.add(page_reading(number))
        ledger.reconcile()
    return place


def page_reading(number: int, *, rules: str = RULES, source: str | None = None) -> PageReading:
    """Page NUMBER, read: about 2,000 characters, 11 kB of HTML, a dozen facts; every second one is damaged."""
    chance = random.Random(number)
    told = _told(chance, number)
    restored = "\n".join(told)
    text, edits = _damaged(restored) if number % 2 else (restored, ())
    raw = _html(text, chance).encode()
    page = Page(
        id=hashlib.sha256(raw).hexdigest(),
        format="html",
        encoding="utf-8",
        encoding_reason="declared",
        text=text,
        parts=tuple(Part(kind=PartKind.PARAGRAPH, start=at, end=at + 1) for at in range(0, len(text), 120)),
    )
    where = source or f"pages/{number}.html"
    return PageReading(
        page=page,
        capture=Capture(page=page.id, source=where),
        raw=raw,
        restored=RestoredText(page=page.id, text=restored, edits=edits),
        blocks=(Block(kind=BlockKind.TITLE, start=0, end=len(told[0])), Block(kind=BlockKind.BODY, start=len(told[0]), end=len(restored))),
        account=_account(chance, page, where, told),
        rules=rules,
    )


def _told(chance: random.Random, number: int) -> list[str]:
    return [f"甲地党政代表团第{number}次来访", *("".join(chance.choices(CHARACTERS, k=160)) + "。" for _ in range(12))]


def _damaged(restored: str) -> tuple[str, tuple[Edit, ...]]:
    """Pinyin after every hundredth character, and the edits that take it out again."""
    text, edits = "", []
    for at, character in enumerate(restored):
        text += character
        if at % 100 == 99:
            edits.append(Edit(start=len(text), end=len(text) + 4, original="(yi)", replacement="", repair=Repair.PINYIN))
            text += "(yi)"
    return text, tuple(edits)


def _html(text: str, chance: random.Random) -> str:
    titles = ["".join(chance.choices(CHARACTERS, k=12)) for _ in range(40)]
    links = "".join(f'<li><a href="/col/{chance.randrange(10**6)}/art.html">{title}</a></li>' for title in titles)
    body = "".join(f'<p style="text-indent:2em">{line}</p>' for line in text.split("\n"))
    return f'<!doctype html><meta charset="utf-8"><title>甲</title><ul class="nav">{links}</ul><div id="zoom">{body}</div>'


def _account(chance: random.Random, page: Page, source: str, told: list[str]) -> Account:
    guest, host = chance.sample(PLACES, 2)
    people = ["".join((chance.choice(SURNAMES), chance.choice(GIVEN), chance.choice(GIVEN))) for _ in range(4)]
    bodies = [f"{guest.name}委", f"{host.name}委", f"{host.name}甲产业园"]
    published = f"{chance.randrange(2019, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return Account(
        page=PageAccount(id=page.id, source=source, title=told[0], publisher=f"{host.name}人民政府", published=published),
        people=tuple(Person(name=name) for name in dict.fromkeys(people)),
        places=(guest, host),
        organizations=tuple(Organization(name=name) for name in bodies),
        facts=tuple(_facts(page, told, guest, host, people, bodies, published)),
    )


def _facts(page: Page, told: list[str], guest: PlaceRef, host: PlaceRef, people: list[str], bodies: list[str], day: str) -> list[AnyFact]:
    when = When(text=day, start=day)
    facts: list[AnyFact] = [
        *(
            Tenure(id="", page=page.id, person=name, post="书记", organization=body, place=place)
            for name, body, place in zip(people[:2], bodies, (guest, host), strict=False)
        ),
        Visit(
            id="",
            page=page.id,
            visitors=(f"{guest.name}党政代表团",),
            visitor_place=guest,
            host_place=host,
            head=people[0],
            hosts=(people[1],),
            members=tuple(people[2:]),
            sites=(bodies[2],),
            date=when,
            kind="考察",
        ),
        Meeting(id="", page=page.id, name="联席会议", place=host, date=when, parties=(guest, host)),
        Pairing(id="", page=page.id, a=guest, b=host, programme=Programme(stated="东西部协作")),
        Project(id="", page=page.id, name=f"{bodies[2]}项目", place=host, stage=Stage.SIGNED),
        *(Measure(id="", page=page.id, subject="资金", value=Decimal(count), unit="万元", place=host) for count in range(3)),
        *(Pledge(id="", page=page.id, text=told[2][:20], speaker=name) for name in people[:3]),
    ]
    said = {"": (_evidence(page, told[1]),), "date": (_evidence(page, told[1][:10]),)}
    named = [hashlib.sha256(f"{page.id} {position}".encode()).hexdigest()[:24] for position in range(len(facts))]
    return [structs.replace(fact, id=name, evidence=said) for name, fact in zip(named, facts, strict=True)]


def _evidence(page: Page, words: str) -> Evidence:
    """The words, which a damaged page has with pinyin in them."""
    start = page.text.find(words[:10])
    end = page.text.find(words[-10:], start) + min(10, len(words))
    return Evidence(start=start, end=end, exact=page.text[start:end], text=words, rule="synthetic.page")
