"""What was found for an office's workbook, written back into it: the entry of each row, the sentence that says it, and whence it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanhai.ledger import Ledger
from shanhai.ledger.caption import caption
from shanhai.ledger.finding import sentence
from shanhai.ledger.workbooks import octets_of
from shanhai.pages.web import is_url
from shanhai.sheets.writing import Beside, Cell, write_back
from shanhai.views import Statement
from shanhai.views.sheets import RowLine, SheetView, told_of

from .dates import in_table
from .language import Language
from .values import entry_href

COLUMNS = ("state", "caption", "sentence", "page", "source", "entry", "where", "alike", "who")
SUFFIXES = {".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12"}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_back(ledger: Ledger, view: SheetView, language: Language, base: str = "") -> bytes:
    """The workbook with what was found beside its rows; `base` is the address of the application (empty: without links)."""
    entries = [*(line.entry for line in view.lines if line.entry), *view.public]
    told = told_of(ledger, entries)
    heads = tuple(language.say(f"file_back.{name}") for name in COLUMNS)
    found: dict[tuple[int, int], list[tuple[Cell, ...]]] = {}
    for line in view.lines:
        found.setdefault((line.row.sheet, line.row.number), []).append(_cells(line, told, language, base))
    cells = {where: _together(parts) for where, parts in found.items()}
    beside = Beside(
        heads=heads,
        wide=frozenset({COLUMNS.index("sentence"), COLUMNS.index("page")}),
        cells=cells,
        further={
            language.say("file_back.public_sheet"): list(_public(view, told, language, base)),
            language.say("file_back.unread_sheet"): list(_unread(view, language)),
        },
    )
    macros = view.workbook.name.lower().endswith(".xlsm")
    return write_back(octets_of(ledger, view.workbook.id), view.workbook.plans, beside, macros=macros)


def _together(parts: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """What is written beside a row: of one that is several measures a line for each, where they differ."""
    if len(parts) == 1:
        return parts[0]
    columns = [[str(cell or "—") for cell in column] for column in zip(*parts, strict=True)]
    return tuple(column[0].replace("—", "") if len(set(column)) == 1 else "\n".join(column) for column in columns)


def _cells(line: RowLine, told: dict[str, Statement], language: Language, base: str) -> tuple[Cell, ...]:
    stated = told.get(line.entry or "")
    best = next((each for each in line.matched.candidates if each.entry == line.entry), None)
    alike = language.say("list").join(language.say(f"rowlike.{feature}") for feature in best.features) if best and not line.decision else ""
    who = f"{line.decision.who} {line.decision.made[:10]}" if line.decision else ""
    return (language.say(f"sheets.state.{line.state.value}"), *_of_entry(stated, base), alike, who)


def _of_entry(stated: Statement | None, base: str) -> tuple[Cell, ...]:
    """Name, sentence, title and address of the page, id and address of the entry."""
    if stated is None:
        return ("",) * 6
    page = stated.page
    link = f"{base}{entry_href(stated.entry)}" if base else ""
    return (caption(stated.fact), sentence(stated.fact), page.title or "", page.source if is_url(page.source) else "", stated.entry, link)


def _public(view: SheetView, told: dict[str, Statement], language: Language, base: str) -> Iterator[Sequence[Cell]]:
    if not view.public:
        return
    say = language.say
    yield [say("file_back.kind"), say("file_back.date"), *(say(f"file_back.{name}") for name in COLUMNS[1:-2])]
    for entry in view.public:
        if (stated := told.get(entry)) is not None:
            when = getattr(stated.fact, "date", None) or getattr(stated.fact, "period", None)
            kind = str(type(stated.fact).__struct_config__.tag)
            yield [say(f"sheets.kinds_of.{kind}"), in_table(when, language) if when else "", *_of_entry(stated, base)]


def _unread(view: SheetView, language: Language) -> Iterator[Sequence[Cell]]:
    say = language.say
    rows = [(line, problem) for line in view.lines for problem in line.row.problems]
    if rows:
        yield [say("sheets.sheet"), say("sheets.cell"), say("sheets.says"), say("sheets.why"), say("sheets.way_out")]
    names = {plan.at: plan.sheet for plan in view.workbook.plans}
    for line, problem in rows:
        yield [names.get(line.row.sheet, ""), problem.cell, problem.said, problem.problem, problem.remedy]
