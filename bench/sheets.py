"""`python -m bench.sheets`: how well the rows of offices' sheets find their entries; `results/sheets.json`.

Two ledgers. One of made-up pages (bench/load), from which a sheet of 1,000 visits is made, and smaller ones of the other kinds; one of the
pages of bench/syndication as the rules read them, with a row for each labelled visit. Rows are spoilt as offices spoil them: short names of
places, other forms of dates, the day of the report, rounded sums, a character mistyped in a name, posts in the cell of a name, cells left
empty, rows twice, rows of what no page tells. A row counts as found where the ledger says so without asking anybody.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from openpyxl import Workbook
from sqlalchemy import select

from bench.ledger import FOLDER, read_all
from bench.load.events import GIVEN, event
from bench.load.fill import Filler
from bench.review import labels as syndication_labels
from bench.review import meant
from shanhai.knowledge.places import ancestors, place
from shanhai.ledger import Ledger, schema
from shanhai.ledger.workbooks import lay_in, take_rows
from shanhai.model import AnyFact, Measure, Pairing, PlaceRef, Pledge, Project, Tenure, Visit
from shanhai.sheets.likeness import yuan_of
from shanhai.views.sheets import State, sheet

RESULT = Path(__file__).with_name("results") / "sheets.json"
FACTS = 120_000
ROWS, OTHERS = 1_000, 200
STRAY, TWICE, STRAY_READ = 0.08, 0.03, 0.2
"""Shares of rows of what no page tells, and of rows that stand in the sheet twice; the first again for the pages that were read."""
JUDGE = 7
"""The seed that judges; weights were set on seeds 1 to 3."""
Cells = list[Any]
HEADS: dict[str, Cells] = {
    "visit": ["序号", "时间", "来访单位", "接待地", "带队领导", "考察内容", "备注"],
    "project": ["序号", "项目名称", "建设地点", "总投资（万元）", "项目进展", "投资企业", "备注"],
    "measure": ["序号", "年度", "受援地", "资金名称", "金额（万元）", "备注"],
    "tenure": ["序号", "姓名", "挂职单位", "职务", "派驻地", "备注"],
    "pairing": ["序号", "帮扶方", "受援方", "协作类型", "备注"],
    "pledge": ["序号", "承诺事项", "承诺人", "完成时限", "备注"],
}
TITLES = {
    "visit": "互访台账",
    "project": "产业协作项目台账",
    "measure": "帮扶资金台账",
    "tenure": "挂职干部人才台账",
    "pairing": "结对关系一览表",
    "pledge": "承诺事项清单",
}


# --- spoiling -----------------------------------------------------------------------------------------------------------------------------


def spoilt_place(chance: random.Random, ref: PlaceRef | None) -> str:
    """A place as an office writes it."""
    known = place(ref.code) if ref and ref.code else None
    if ref is None or known is None:
        return ref.name if ref else ""
    drawn = chance.random()
    above = ancestors(known.code)
    if drawn < 0.4:
        return known.short
    if drawn < 0.5 and above:
        return f"{above[0].name}{known.name}"
    if drawn < 0.58 and above:
        return f"{above[0].short}{known.short}"
    return f"{known.name}党政代表团" if drawn < 0.65 else known.name


def spoilt_day(chance: random.Random, start: str | None) -> Any:
    """A day as an office writes it: in many forms, sometimes the next day, only the month, or nothing."""
    if not start or start.startswith("--") or len(start) < len("2024-05-14"):
        return f"{int(start[2:4])}月{int(start[5:7])}日" if start and start.startswith("--") and len(start) > len("--05") else start or ""
    day = date.fromisoformat(start)
    drawn = chance.random()
    if drawn < 0.03:
        return ""
    if drawn < 0.09:
        return f"{day.year}年{day.month}月"
    if drawn < 0.15:
        day += timedelta(days=chance.choice((-2, -1, 1, 1, 2)))
    forms: Sequence[Callable[[date], Any]] = (
        lambda d: datetime(d.year, d.month, d.day),
        lambda d: d.isoformat(),
        lambda d: f"{d.year}.{d.month}.{d.day}",
        lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
        lambda d: f"{d.year}年{d.month}月{d.day}日",
        lambda d: (d - date(1899, 12, 30)).days,
        lambda d: int(f"{d:%Y%m%d}"),
        lambda d: (
            f"{d.year}年{d.month}月{d.day}日至{(d + timedelta(days=1)).day}日"
            if (d + timedelta(days=1)).month == d.month
            else d.isoformat()
        ),
    )
    return chance.choice(forms)(day)


def spoilt_name(chance: random.Random, name: str | None) -> str:
    """A name as an office writes it: with a post, with one character mistyped, or not at all."""
    if not name or chance.random() < 0.15:
        return ""
    if chance.random() < 0.05 and len(name) > len("李四"):
        at = chance.randrange(1, len(name))
        name = name[:at] + chance.choice(GIVEN) + name[at + 1 :]
    drawn = chance.random()
    return f"{name}（县委书记）" if drawn < 0.12 else f"县委书记{name}" if drawn < 0.18 else name


def spoilt_words(chance: random.Random, words: str) -> str:
    """A name of a thing as an office writes it: a word more, a character less, marks around it."""
    drawn = chance.random()
    if drawn < 0.12 and len(words) > len("甲乙丙丁戊"):
        at = chance.randrange(len(words) - 1)
        return words[:at] + words[at + 1 :] if not words[at].isdecimal() else words
    return f"“{words}”" if drawn < 0.2 else f"{words}（一批）" if drawn < 0.25 else words


def spoilt_sum(chance: random.Random, yuan: Decimal | None) -> Any:
    """A sum in 万元, rounded now and then."""
    if yuan is None or chance.random() < 0.05:
        return ""
    units = yuan / 10_000
    if chance.random() < 0.15 and units > 100:
        units = Decimal(f"{units:.2g}") if chance.random() < 0.1 else Decimal(f"{units:.3g}")
    return float(units) if chance.random() < 0.7 else f"{units:,.2f}".rstrip("0").rstrip(".")


def cells_of(chance: random.Random, fact: AnyFact) -> Cells:
    """The cells of a row that claims a fact, between its number and the note."""
    match fact:
        case Visit():
            start = fact.date.start if fact.date else None
            sides = [spoilt_place(chance, fact.visitor_place), spoilt_place(chance, fact.host_place)]
            return [spoilt_day(chance, start), *sides, spoilt_name(chance, fact.head), fact.kind or ""]
        case Project():
            amount = spoilt_sum(chance, fact.amount.yuan if fact.amount else None)
            stage = fact.stage.value if fact.stage else ""
            return [spoilt_words(chance, fact.name), spoilt_place(chance, fact.place), amount, stage, "、".join(fact.parties)]
        case Measure():
            return [
                (fact.period.start or "")[:4] if fact.period else "",
                spoilt_place(chance, fact.place),
                spoilt_words(chance, fact.subject),
                spoilt_sum(chance, yuan_of(fact)),
            ]
        case Tenure():
            return [
                spoilt_name(chance, fact.person) or fact.person,
                fact.organization or "",
                fact.post or "",
                spoilt_place(chance, fact.place),
            ]
        case Pairing():
            sides = [spoilt_place(chance, each) if isinstance(each, PlaceRef) else each for each in (fact.a, fact.b)]
            return [*(sides if chance.random() < 0.7 else sides[::-1]), fact.programme.stated if fact.programme else ""]
        case Pledge():
            due = fact.deadline.start if fact.deadline else ""
            return [spoilt_words(chance, fact.text), spoilt_name(chance, fact.speaker), due]
    raise TypeError(type(fact))


# --- sheets -------------------------------------------------------------------------------------------------------------------------------


def written(sheets: dict[str, list[Cells]]) -> bytes:
    """A workbook of these rows, below a title and a line of notes, as offices lay it out."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for kind, rows in sheets.items():
        made = book.create_sheet(TITLES[kind])
        made.append([TITLES[kind]])
        made.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADS[kind]))
        made.append(["填报单位：某办公室"])
        made.append(HEADS[kind])
        for number, cells in enumerate(rows, 1):
            made.append([number, *cells])
        made.append(["合计", len(rows)])
        made.append(["注：数据以各地上报为准。"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FIRST_ROW = 4


def scored(ledger: Ledger, octets: bytes, labels: dict[str, list[set[str]]]) -> dict[str, dict[str, float]]:
    """By kind: precision, recall and F1 of what is found without asking, and how it went with the rest."""
    held = lay_in(ledger, octets, "台账.xlsx", "bench")
    begin = time.perf_counter()
    take_rows(ledger, held.id, held.plans, "bench")
    taken = time.perf_counter()
    seen = sheet(ledger, held.id)
    laid = time.perf_counter()
    assert seen is not None
    told: dict[str, dict[str, float]] = {}
    lines = {(line.row.kind, line.row.number): line for line in seen.lines}
    for kind, meant_by in labels.items():
        count: dict[str, int] = defaultdict(int)
        for at, right in enumerate(meant_by):
            line = lines.get((kind, at + FIRST_ROW))
            state = line.state if line else State.UNREAD
            count["rows"] += 1
            count["labelled"] += bool(right)
            count["unread"] += state is State.UNREAD
            count["asked"] += state is State.UNSURE
            count["asked_right"] += bool(line and state is State.UNSURE and right & {each.entry for each in line.matched.candidates})
            count["found"] += state is State.FOUND
            count["right"] += bool(line and state is State.FOUND and line.entry in right)
        precision = count["right"] / count["found"] if count["found"] else 0.0
        recall = count["right"] / count["labelled"] if count["labelled"] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        told[kind] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), **count}
    told["seconds"] = {"rows read and kept": round(taken - begin, 2), "laid beside the ledger": round(laid - taken, 2)}
    return told


# --- a ledger of made-up pages ------------------------------------------------------------------------------------------------------------


def entries_of(ledger: Ledger) -> dict[str, list[tuple[str, AnyFact]]]:
    """The entries of the kinds that sheets have, by kind, in an order that is always the same."""
    e = schema.entries.c
    found: dict[str, list[tuple[str, AnyFact]]] = defaultdict(list)
    with ledger.looking() as connection:
        for row in connection.execute(select(e.id, e.type, e.body).where(e.type.in_(HEADS)).order_by(e.anchor)):
            found[row.type].append((row.id, row.body))
    return found


def made_up(ledger: Ledger, seed: int) -> dict[str, dict[str, float]]:
    """What is found for the sheet of 1,000 visits, and for those of the other kinds."""
    sheets, labels = claims(ledger, seed)
    return scored(ledger, written(sheets), labels)


def claims(ledger: Ledger, seed: int, kinds: Sequence[str] = tuple(HEADS)) -> tuple[dict[str, list[Cells]], dict[str, list[set[str]]]]:
    """The rows of a sheet of 1,000 visits and of smaller ones of the other kinds, and the entries that each of them is."""
    chance = random.Random(seed)
    held = entries_of(ledger)
    first = 10_000_000 + 10_000 * seed
    stray = (fact for number in range(first, first + 5_000) for fact in event(number).facts)
    strays: dict[str, list[AnyFact]] = defaultdict(list)
    sheets: dict[str, list[Cells]] = {}
    labels: dict[str, list[set[str]]] = {}
    for kind in kinds:
        count = ROWS if kind == "visit" else OTHERS
        rows: list[tuple[Cells, set[str]]] = []
        same: dict[str, set[str]] = defaultdict(set)
        for entry, fact in held[kind]:  # entries that say the same are as right as one another
            same[_said(fact)].add(entry)
        chosen = [each for each in chance.sample(held[kind], min(len(held[kind]), count)) if _tells(each[1])]
        for _, fact in chosen[: round(count * (1 - STRAY - TWICE))]:
            rows.append((cells_of(chance, fact), same[_said(fact)]))
            if chance.random() < TWICE * 1.2:
                rows.append((cells_of(chance, fact), same[_said(fact)]))
        while len(rows) < count:
            while not strays[kind]:
                fact = next(stray)
                strays[str(type(fact).__struct_config__.tag)].append(fact)
            one = strays[kind].pop()
            rows.append((cells_of(chance, one), same[_said(one)]))
        chance.shuffle(rows)
        sheets[kind], labels[kind] = [cells for cells, _ in rows], [right for _, right in rows]
    return sheets, labels


def _tells(fact: AnyFact) -> bool:
    """Whether an office has a row of it: what happened, between places."""
    return not isinstance(fact, Visit) or (fact.visitor_place is not None and fact.host_place is not None)


_TELLING = (
    "visitor_place",
    "host_place",
    "place",
    "head",
    "name",
    "subject",
    "text",
    "person",
    "speaker",
    "organization",
    "post",
    "a",
    "b",
)


def _said(fact: AnyFact) -> str:
    known = [str(getattr(fact, name, "")) for name in _TELLING]
    when = getattr(fact, "date", None) or getattr(fact, "period", None)
    amount = getattr(fact, "amount", None)
    return "|".join([*known, str(when.start if when else ""), str(amount.yuan if amount else getattr(fact, "value", ""))])


# --- a ledger of pages that were read -----------------------------------------------------------------------------------------------------


def _ref(code: object) -> PlaceRef | None:
    known = place(str(code)) if code else None
    return PlaceRef(name=known.name, code=known.code) if known else None


def read_pages(ledger: Ledger, seed: int) -> dict[str, dict[str, float]]:
    """A row for each labelled visit of bench/syndication that some page was read to tell, and as many strays as their share wants."""
    chance = random.Random(seed)
    file = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))
    gold = syndication_labels()
    told = meant(ledger, gold)
    s, f, r = schema.statements.c, schema.facts.c, schema.readings.c
    with ledger.looking() as connection:
        chosen = select(r.page, f.id, s.entry).join(schema.facts, f.number == s.fact).join(schema.readings, (r.id == f.reading) & r.shown)
        entries = {f"{row.page}/{row.id}": row.entry for row in connection.execute(chosen.where(f.type == "visit", s.entry.is_not(None)))}
    found: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, str] = {}
    for key, label in told.items():
        if label is not None:
            heads.setdefault(label["event"], str(label.get("head") or ""))
            if key in entries:
                found[label["event"]].add(entries[key])
    rows: list[tuple[Cells, set[str]]] = []
    for name, label in sorted(file["events"].items()):
        if not label.get("date"):
            continue
        refs = [_ref(label.get(side)) for side in ("visitor_place", "host_place")]
        cells = [
            spoilt_day(chance, str(label["date"])),
            *(spoilt_place(chance, ref) for ref in refs),
            spoilt_name(chance, heads.get(name)),
            "",
        ]
        rows.append((cells, found.get(name, set())))
    strays = (fact for number in range(10_000 * seed, 10_000 * seed + 1_000) for fact in event(number).facts if isinstance(fact, Visit))
    rows += [(cells_of(chance, next(strays)), set()) for _ in range(round(len(rows) * STRAY_READ))]
    chance.shuffle(rows)
    return scored(ledger, written({"visit": [cells for cells, _ in rows]}), {"visit": [right for _, right in rows]})


def main() -> None:
    """Prints and keeps what is found."""
    parser = argparse.ArgumentParser(prog="bench.sheets")
    parser.add_argument("--seeds", type=int, nargs="*", default=[JUDGE])
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--only", choices=["made-up", "read"])
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept for the next time")
    asked = parser.parse_args()
    told: dict[str, Any] = {}
    with TemporaryDirectory() as beside:
        folder = asked.folder or Path(beside)
        folder.mkdir(parents=True, exist_ok=True)
        if asked.only != "read":
            with _opened(folder / f"{asked.facts}.ledger", lambda ledger: Filler(ledger).fill(asked.facts)) as ledger:
                told["made-up pages"] = {str(seed): made_up(ledger, seed) for seed in asked.seeds}
        if asked.only != "made-up":
            pages = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))["pages"]
            with _opened(folder / "read.ledger", lambda ledger: read_all(ledger, pages)) as ledger:
                told["pages as read"] = {str(seed): read_pages(ledger, seed) for seed in asked.seeds}
    for source, seeds in told.items():
        for seed, kinds in seeds.items():
            for kind, score in kinds.items():
                print(f"{source:14} seed {seed} {kind:8} {json.dumps(score)}")
    if asked.seeds == [JUDGE] and not asked.only and asked.facts == FACTS:
        RESULT.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _opened(path: Path, fill: Callable[[Ledger], object]) -> Ledger:
    fresh = not path.exists()
    ledger = Ledger.open(str(path))
    if fresh:
        fill(ledger)
    return ledger


if __name__ == "__main__":
    main()
