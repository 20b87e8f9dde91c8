"""`python -m bench.archive [PAGES] [--keep LEDGER]`: a large made-up archive added to a ledger, with what a page costs as that grows.

No page is read: reading is 30 ms to 40 ms a page and the same for the last page as for the first. The pages are readings as the rules
would make them (real pairs of the public record, invented people, about 10 facts a page), so that adding, joining and looking up alone are
measured. Pairs follow Zipf's law: one page in ten is of the busiest pair. A visit is told by one to four pages, some of them copies; people
stay in post for four years. Look-ups are those of the web; each is asked of places, pairs and people drawn as pages name them, and of the
busiest; `python -m bench.archive --look LEDGER` asks them of a ledger that was kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs
from sqlalchemy import ColumnElement, func, select

from shanhai.knowledge.pairings import pairings
from shanhai.knowledge.places import place
from shanhai.ledger import Ledger, PageReading, schema
from shanhai.ledger.between import pair_entries
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
from shanhai.views import find, pair, person
from shanhai.views import place as place_view

from .load.readers import known

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


def measured(count: int, where: Path, steps: int = 10) -> dict[str, object]:
    """What adding and joining cost, tenth by tenth, in milliseconds of processor time a page; and bytes a page."""
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
    first, last = sum(costs[0].values()), sum(costs[-1].values())
    return {
        "pages": count, "ms_per_page": costs, "end_to_beginning": round(last / first, 2),
        "bytes_per_page": round(where.stat().st_size / count),
    }  # fmt: skip


def looked_up(where: Path, drawn: int = 25) -> dict[str, dict[str, float]]:
    """Medians of look-ups, warm, in milliseconds: of the processor, and of the clock, which also counts what others did meanwhile.

    Any ledger will do: places, pairs and people are drawn from its visits, words from its texts; the busiest are those of most entries.
    """
    chance = random.Random(7)
    with Ledger.open(str(where), create=False) as ledger:
        seen = known(ledger, seed=7)
        some = [(_key(each.visitor_place), _key(each.host_place), each.head or "") for each in chance.sample(seen.visits, drawn)]
        asked: dict[str, tuple[Callable[..., object], list[tuple[str, ...]]]] = {
            "place": (partial(place_view, ledger), [(host,) for _, host, _ in some]),
            "place, busiest": (partial(place_view, ledger), [_busiest(ledger, schema.entry_places.c.place)]),
            "pair": (partial(pair, ledger), [(guest, host) for guest, host, _ in some]),
            "pair, busiest": (partial(pair, ledger), [_busiest(ledger, pair_entries.c.one, pair_entries.c.other)]),
            "person": (partial(person, ledger), [(head,) for _, _, head in some]),
            "person, busiest": (partial(person, ledger), [_busiest(ledger, schema.fact_people.c.person)]),
            "search, two characters": (partial(find, ledger), [(word,) for word in chance.sample(seen.words, drawn)]),
        }
        return {name: _medians(work, given) for name, (work, given) in asked.items()}


def _busiest(ledger: Ledger, *keys: ColumnElement[str]) -> tuple[str, ...]:
    """The keys that stand in the most rows of a table."""
    with ledger.looking() as connection:
        return tuple(connection.execute(select(*keys).group_by(*keys).order_by(func.count().desc()).limit(1)).one())


def _key(ref: PlaceRef | None) -> str:
    return (ref.code or ref.name) if ref else ""


def _medians(work: Callable[..., object], asked: list[tuple[str, ...]], rounds: int = 3) -> dict[str, float]:
    busy, waited = [], []
    for given in asked:
        work(*given)
        for _ in range(rounds if len(asked) > 1 else 9):
            begin, start = time.process_time(), time.perf_counter()
            work(*given)
            busy.append((time.process_time() - begin) * 1000)
            waited.append((time.perf_counter() - start) * 1000)
    return {"processor": round(statistics.median(busy), 1), "clock": round(statistics.median(waited), 1)}


def main() -> None:
    """Measures and writes bench/results/archive.json."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path, help="the ledger to make")
    parser.add_argument("--look", type=Path, help="a ledger that was kept: look-ups only, put beside what was measured when it was made")
    given = parser.parse_args()
    path = Path(__file__).resolve().parent / "results" / "archive.json"
    if given.look:
        found = json.loads(path.read_text(encoding="utf-8")) | {
            "lookup_commit": _commit(),
            "lookup_ledger": _size(given.look),
            "lookup_ms": looked_up(given.look),
        }
    else:
        with TemporaryDirectory() as folder:
            where = given.keep or Path(folder) / "archive.ledger"
            found = {"machine": f"{platform.machine()}, {os.cpu_count()} cores shared, {platform.python_version()}", "commit": _commit()}
            found |= measured(given.pages, where) | {"lookup_ms": looked_up(where)}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, ensure_ascii=False))


def _size(where: Path) -> dict[str, int]:
    """How large the ledger is that was looked up in."""
    with Ledger.open(str(where)) as ledger, ledger.looking() as connection:
        counted = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in SIZED}
    return counted | {"megabytes": where.stat().st_size // 2**20}


SIZED = (schema.pages, schema.facts, schema.entries)


def _commit() -> str:
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    main()
