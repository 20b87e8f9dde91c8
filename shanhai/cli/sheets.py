"""`shanhai import`: an office's own workbook laid beside the ledger; and what of it is written back by `shanhai export xlsx`."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from shanhai.model import LedgerError, PageError

from .ledger import LedgerPlace

if TYPE_CHECKING:
    from shanhai.sheets import SheetPlan
    from shanhai.views.sheets import SheetView

SHOWN = 20
"""Rows of a state that are printed; `--all` prints every one."""
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="列=栏", help="这一列是哪一栏（空着就不用）。Which field a column fills. As 时间=date、备注=。"),
]
Units = Annotated[
    list[str] | None, typer.Option("--unit", metavar="列=单位", help="这一列数字的单位。The unit of a column. As 金额=万元。")
]


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="单位台账（.xlsx、.xlsm）。An office's workbook.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    kind: Annotated[str, typer.Option("--kind", help="各表记的是：visit project measure tenure pairing pledge。What it is about.")] = "",
    mapped: Mapped = None,
    units: Units = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="照认出的导入，不再问。Import as understood, without asking.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="每一行都列出来。Print every row.")] = False,
) -> None:
    """导入单位台账，逐行看公开网页上有没有。Lay an office's workbook beside the ledger, row by row."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.workbooks import grids_of, lay_in, take_rows
    from shanhai.views.sheets import sheet

    try:
        octets = file.read_bytes()
    except OSError as error:
        raise PageError(str(file), f"读不了 (it cannot be read: {error})", "核对路径 (check the path)") from error
    with Ledger.open(ledger, create=False) as book:
        held = lay_in(book, octets, file.name, getpass.getuser())
        plans = _changed(grids_of(book, held), held.name, held.plans, kind, _pairs(mapped), _pairs(units))
        known = held.imported is not None or all(plan.remembered for plan in plans if plan.kind)
        typer.echo("\n".join(_columns(plans)))
        if not (yes or known) and not typer.confirm("照这样导入吗 (import it this way)?", default=True):
            raise typer.Exit(1)
        take_rows(book, held.id, plans, getpass.getuser())
        view = sheet(book, held.id)
        assert view is not None
        typer.echo("\n".join(_found(view, None if everything else SHOWN)))


def write_back_command(ledger: str, name: str, out: Path, site: str) -> None:
    """Writes a workbook with what was found beside its rows."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.workbooks import workbooks
    from shanhai.views.sheets import sheet
    from shanhai.web.language import language
    from shanhai.web.sheet_file import file_back

    with Ledger.open(ledger, create=False) as book:
        view = sheet(book, name)
        if view is None:
            known = "、".join(each.name for each in workbooks(book)[:5]) or "还没有"
            raise LedgerError(name, f"没有导入过这个文件 (no such workbook; 有：{known})", "先 shanhai import (import it first)")
        content = file_back(book, view, language("zh"), site.rstrip("/"))
    try:
        beside = out.with_name(f"{out.name}.part")
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as error:
        raise LedgerError(str(out), f"写不了 (it cannot be written: {error})", "换一个地方 (give another place)") from error
    typer.echo(f"写出 {out}：{_counts(view)}")


def _pairs(given: Sequence[str] | None) -> dict[str, str]:
    pairs = {}
    for each in given or ():
        name, sign, value = each.partition("=")
        if not sign:
            raise typer.BadParameter(f"{each}：写成 列=栏 (write COLUMN=FIELD)")
        pairs[name.strip()] = value.strip()
    return pairs


def _changed(
    grids: Sequence[Any], name: str, plans: Iterable[SheetPlan], kind: str, mapped: dict[str, str], units: dict[str, str]
) -> tuple[SheetPlan, ...]:
    """The plans as the options change them: the kind of all sheets that are read, fields and units of columns by their headers."""
    from shanhai.knowledge.sheets import sheet_kinds
    from shanhai.sheets.guessing import with_kind
    from shanhai.sheets.plan import plain

    if kind and kind not in sheet_kinds():
        raise typer.BadParameter(f"{kind}：有 {'、'.join(sheet_kinds())} (one of these)", param_hint="--kind")
    made = []
    fields, amounts = ({plain(header): value for header, value in given.items()} for given in (mapped, units))
    headers: set[str] = set()
    for plan in plans:
        again = with_kind(grids[plan.at], plan, name, kind) if kind and plan.columns and plan.kind != kind else plan
        known = sheet_kinds()[again.kind].fields if again.kind else {}
        uses = []
        for use in again.columns:
            headers.add(plain(use.header))
            field, unit = fields.get(plain(use.header), use.field), amounts.get(plain(use.header), use.unit)
            if field and field not in known and plain(use.header) in fields:
                raise typer.BadParameter(f"{field}：有 {'、'.join(known)} (one of these)", param_hint="--map")
            uses.append(msgspec.structs.replace(use, field=field, unit=unit))
        made.append(msgspec.structs.replace(again, columns=tuple(uses)))
    if unknown := (fields.keys() | amounts.keys()) - headers:
        raise typer.BadParameter(f"没有这样的列：{'、'.join(sorted(unknown))} (no such column)")
    return tuple(made)


def _columns(plans: Iterable[SheetPlan]) -> Iterable[str]:
    """How each sheet is read, a column a line."""
    from shanhai.web.language import language

    zh = language("zh")
    for plan in plans:
        if not plan.kind:
            yield f"{plan.sheet}：不导入（没有认得的表头）"
            continue
        whose = f"，{plan.place.name}" if plan.place else ""
        when = f"，{plan.since}{f'—{plan.until}' if plan.until != plan.since else ''}年" if plan.since else ""
        yield f"{plan.sheet}：{zh.say(f'sheets.kinds_of.{plan.kind}')}{whose}{when}，表头在第{plan.last}行" + (
            "（照上次的认法）" if plan.remembered else ""
        )
        for use in plan.columns:
            key = f"sheetfield.{use.field}" if f"sheetfield.{use.field}" in zh.words else f"slot.{use.field}"
            field = f"{zh.say(key)} ({use.field})" if use.field else "不用"
            yield f"  {use.header} → {field}{f'，单位 {use.unit}' if use.unit else ''}"


def _found(view: SheetView, most: int | None) -> Iterable[str]:
    """What was found: counts, then the rows that a person should look at."""
    from shanhai.web.language import language

    zh = language("zh")
    yield _counts(view)
    names = {plan.at: plan.sheet for plan in view.workbook.plans}
    for group in ("unread", "unsure", "claimed"):
        lines = view.of_group(group)
        if not lines:
            continue
        yield f"{zh.say(f'sheets.groups.{group}')}："
        for line in lines[:most]:
            said = "；".join(f"{each.cell} {each.problem}，{each.remedy}" for each in line.row.problems) if group == "unread" else ""
            alike = "、".join(zh.say(f"rowlike.{each}") for each in line.matched.candidates[0].features) if group == "unsure" else ""
            entry = f"{line.matched.candidates[0].entry}（{alike}）" if alike else ""
            words = " ".join(line.row.cells.values())[:60]
            yield f"  {names[line.row.sheet]} 第{line.row.number}行  {words}  {said or entry}".rstrip()
        if most is not None and len(lines) > most:
            yield f"  还有{len(lines) - most}行，用 --all 全部列出"


def _counts(view: SheetView) -> str:
    from shanhai.web.language import language

    return "，".join(f"{language('zh').say(f'sheets.groups.{group}')}{count}" for group, count in view.counted.items())
