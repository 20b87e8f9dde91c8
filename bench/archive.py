"""`python -m bench.archive [PAGES]`: a large made-up archive added to a ledger, with what each page costs as the ledger grows.

The pages are readings as the rules would make them (real pairs of the public record, invented people, about 12 facts a page), so that the
ledger alone is measured. Pairs follow Zipf's law; a visit is told by one to four pages, some of them copies; people stay in post for years.
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs

from shanhai.knowledge.pairings import pairings
from shanhai.knowledge.places import place
from shanhai.ledger import Ledger, PageReading
from shanhai.model import (
    Account,
    AnyFact,
    Block,
    BlockKind,
    Capture,
    Evidence,
    Measure,
    Page,
    PageAccount,
    Pairing,
    Person,
    PlaceRef,
    Pledge,
    Programme,
    Project,
    RestoredText,
    Stage,
    Tenure,
    Visit,
    When,
)
from shanhai.views import find, person
from shanhai.views import place as place_view

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
# 600 characters of the first level of GB 2312: enough for the text to compress as poorly as news does.
CHARACTERS = "".join(bytes((0xB0 + row, 0xA1 + cell)).decode("gb2312") for row in range(8) for cell in range(75))
POSTS = ("书记", "县长", "副县长", "组织部部长")
FIRST = date(2012, 1, 1)
DAYS = 5_000


@cache
def pairs() -> tuple[tuple[PlaceRef, PlaceRef], ...]:
    """The pairs of places of the public record."""
    found = []
    for each in pairings():
        one, other = place(each.a or ""), place(each.b or "")
        if one and other:
            found.append((PlaceRef(name=one.name, code=one.code), PlaceRef(name=other.name, code=other.code)))
    return tuple(dict.fromkeys(found))


def archive(count: int) -> Iterator[PageReading]:
    """So many pages; page by page always the same."""
    number = event = 0
    while number < count:
        chance = random.Random(event)
        told = _event(chance, event)
        text = _text(chance)
        for copy in range(min(chance.choice((1, 1, 1, 2, 2, 3, 4)), count - number)):
            yield _page(random.Random(f"{event}/{copy}"), number, told, text if copy % 2 else _text(random.Random(f"{event}.{copy}")))
            number += 1
        event += 1


def _text(chance: random.Random) -> str:
    return "\n".join("".join(chance.choices(CHARACTERS, k=150)) + "。" for _ in range(8))


def _official(here: PlaceRef, post: str, day: date) -> str:
    """Who holds a post of a place: somebody new every four years."""
    chance = random.Random(f"{here.code}{post}{day.year // 4}")
    return chance.choice(SURNAMES) + "".join(chance.choices(CHARACTERS, k=2))


def _event(chance: random.Random, number: int) -> tuple[Visit, list[AnyFact]]:
    known = pairs()
    guest, host = known[min(int(len(known) ** chance.random()) - 1, len(known) - 1)]
    if chance.random() < 0.4:
        guest, host = host, guest
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    when = When(text=day.isoformat(), start=day.isoformat())
    head, host_head = _official(guest, POSTS[0], day), _official(host, POSTS[0], day)
    visit = Visit(
        id="", page="", visitors=(f"{guest.name}党政代表团",), visitor_place=guest, host_place=host, head=head, hosts=(host_head,),
        members=(_official(guest, POSTS[2], day),), sites=(f"{host.name}产业园", f"{number % 97}号基地"), date=when, kind="考察",
    )  # fmt: skip
    year = When(text=str(day.year), start=str(day.year))
    held = ((guest, POSTS[0], "委"), (guest, POSTS[2], "人民政府"), (host, POSTS[0], "委"), (host, POSTS[1], "人民政府"))
    others: list[AnyFact] = [
        *(
            Tenure(id="", page="", person=_official(here, post, day), post=post, organization=f"{here.name}{body}", place=here)
            for here, post, body in held
        ),
        Pairing(id="", page="", a=guest, b=host, programme=Programme(stated="东西部协作")),
        Project(id="", page="", name=f"{host.name}第{number % 31}产业园项目", place=host, stage=chance.choice(list(Stage)), date=when),
        *(
            Measure(id="", page="", subject=subject, value=Decimal(chance.randrange(1000)), unit="万元", place=host, period=year)
            for subject in ("到位资金", "消费帮扶")
        ),
        *(Pledge(id="", page="", text="".join(chance.choices(CHARACTERS, k=18)), speaker=head) for _ in range(2)),
    ]
    return visit, others


def _page(chance: random.Random, number: int, told: tuple[Visit, list[AnyFact]], text: str) -> PageReading:
    visit, others = told
    raw = f"<p>{number}</p>{text}".encode()
    name = hashlib.sha256(raw).hexdigest()
    said = {"": (Evidence(start=0, end=8, exact=text[:8], text=text[:8], rule="archive"),)}
    facts = [visit, *chance.sample(others, k=len(others) - 2)]
    ids = [hashlib.sha256(f"{name}{position}".encode()).hexdigest()[:24] for position in range(len(facts))]
    known = tuple(structs.replace(fact, id=id_, page=name, evidence=said) for fact, id_ in zip(facts, ids, strict=True))
    people = dict.fromkeys(
        [visit.head or "", *visit.hosts, *visit.members, *(fact.person for fact in known if isinstance(fact, Tenure) and fact.person)]
    )
    source = f"http://www.example.cn/{number}.html"
    published = visit.date.start if visit.date else None
    return PageReading(
        page=Page(id=name, format="html", encoding="utf-8", text=text),
        capture=Capture(page=name, source=source),
        raw=raw,
        restored=RestoredText(page=name, text=text),
        blocks=(Block(kind=BlockKind.BODY, start=0, end=len(text)),),
        account=Account(
            page=PageAccount(id=name, source=source, title=text[:20], published=published),
            people=tuple(Person(name=each) for each in people),
            places=tuple(ref for ref in (visit.visitor_place, visit.host_place) if ref),
            facts=known,
        ),
        rules="archive",
    )  # fmt: skip


def measured(count: int, folder: Path, steps: int = 10) -> dict[str, object]:
    """What adding and joining cost, tenth by tenth, in milliseconds of processor time a page; bytes a page; look-ups in milliseconds."""
    where = folder / "archive.ledger"
    costs: list[dict[str, float]] = []
    with Ledger.open(str(where)) as ledger:
        pages = archive(count)
        for _ in range(steps):
            begin = time.process_time()
            for _, reading in zip(range(count // steps), pages, strict=False):
                ledger.add(reading)
            between = time.process_time()
            ledger.reconcile()
            end = time.process_time()
            per = count // steps / 1000
            costs.append({"add": round((between - begin) / per, 2), "join": round((end - between) / per, 2)})
            print(len(costs), costs[-1], flush=True)
        lookups = {name: round(median(work), 1) for name, work in _lookups(ledger).items()}
    first, last = sum(costs[0].values()), sum(costs[-1].values())
    return {
        "pages": count, "ms_per_page": costs, "end_to_beginning": round(last / first, 2),
        "bytes_per_page": round(where.stat().st_size / count), "lookup_ms": lookups,
    }  # fmt: skip


def _lookups(ledger: Ledger) -> dict[str, Callable[[], object]]:
    guest, host = pairs()[0]
    who = _official(guest, POSTS[0], FIRST + timedelta(days=DAYS // 2))
    return {
        "place": lambda: place_view(ledger, host.code or host.name),
        "person": lambda: person(ledger, who),
        "search": lambda: find(ledger, CHARACTERS[100:102]),
    }


def median(work: Callable[[], object], rounds: int = 9) -> float:
    """Milliseconds of wall time, warm."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measures and writes bench/results/archive.json."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    with TemporaryDirectory() as folder:
        found = {"machine": f"{platform.machine()}, {platform.python_version()}", "commit": commit} | measured(count, Path(folder))
    path = Path(__file__).resolve().parent / "results" / "archive.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
