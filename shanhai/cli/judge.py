"""`shanhai judge`: what a person decides about what pages say; kept with who, when and why, and taken back in one step."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from shanhai.model import JudgementError

from .ledger import LedgerPlace

if TYPE_CHECKING:
    from shanhai.ledger import Ledger
    from shanhai.ledger.judging import Kept
    from shanhai.reconcile.judgement import Anchor, Judgement

app = typer.Typer(help="认可、改正、并、分；随时撤回。Accept, correct, join, part; undo any of it.", no_args_is_help=True)

PageName = Annotated[str, typer.Argument(metavar="PAGE", help="页号（至少 8 位）或来源。Id (8 digits or more) or source.")]
Number = Annotated[int, typer.Option("--fact", min=1, help="第几条事实，从 1 数起（show page 的次序）。Which fact, from 1.")]
FieldName = Annotated[str, typer.Option("--field", help="哪一栏；不给就是整条。Which field; none: the fact as a whole.")]
Why = Annotated[str, typer.Option("--why", help="理由。The reason.")]
Who = Annotated[str, typer.Option("--who", envvar="SHANHAI_WHO", help="谁判的；默认是登录名。Who; the login name if not given.")]
Sitting = Annotated[str, typer.Option("--sitting", help="哪一次办的，可整次撤回。The sitting that it belongs to.")]


@app.command("accept")
def accept(
    page: PageName,
    number: Number,
    field: FieldName = "",
    ledger: LedgerPlace = "./shanhai.ledger",
    why: Why = "",
    who: Who = "",
    sitting: Sitting = "",
) -> None:
    """这一条（或这一栏）是对的。The fact, or the field, is right."""
    _of_one("accept", page, number, field, None, ledger, why, who, sitting)


@app.command("reject")
def reject(
    page: PageName,
    number: Number,
    field: FieldName = "",
    ledger: LedgerPlace = "./shanhai.ledger",
    why: Why = "",
    who: Who = "",
    sitting: Sitting = "",
) -> None:
    """这一条（或这一栏）不对，不要。The fact, or the field, is wrong."""
    _of_one("reject", page, number, field, None, ledger, why, who, sitting)


@app.command("note")
def note(page: PageName, number: Number, why: Why, ledger: LedgerPlace = "./shanhai.ledger", who: Who = "", sitting: Sitting = "") -> None:
    """记一笔，什么也不改。A note that changes nothing."""
    _of_one("note", page, number, "", None, ledger, why, who, sitting)


@app.command("correct")
def correct(
    page: PageName,
    number: Number,
    field: FieldName,
    value: Annotated[str, typer.Option("--value", help="改成什么：JSON，或一段文字。JSON, or a text.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    why: Why = "",
    who: Who = "",
    sitting: Sitting = "",
) -> None:
    """改一栏。Put another value into a field."""
    try:
        stated: Any = msgspec.json.decode(value)
    except msgspec.DecodeError:
        stated = value
    _of_one("correct", page, number, field, stated, ledger, why, who, sitting)


Verdict = Annotated[str, typer.Argument(metavar="same|different|unsure")]


@app.command("two")
def two(
    verdict: Verdict,
    one: Annotated[str, typer.Argument(metavar="PAGE#N", help="一页的第几条事实。A fact of a page.")],
    other: Annotated[str, typer.Argument(metavar="PAGE#M", help="另一页的第几条。A fact of another.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    why: Why = "",
    who: Who = "",
    sitting: Sitting = "",
) -> None:
    """两条是不是一件事。Whether two facts are about one thing."""
    from shanhai.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        anchors = [_anchor(book, *_split(place), "") for place in (one, other)]
        _keep(book, [_made(_of_two(verdict), anchors[0], anchors[1], None, why, who, sitting)])


@app.command("person")
def person(
    verdict: Verdict,
    name: Annotated[str, typer.Argument(help="姓名。The name.")],
    one: PageName,
    other: Annotated[str, typer.Argument(metavar="PAGE", help="另一页。Another page.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    why: Why = "",
    who: Who = "",
    sitting: Sitting = "",
) -> None:
    """两页上同名的是不是一个人。Whether a name on two pages is one person's."""
    from shanhai.ledger import Ledger
    from shanhai.reconcile.judgement import PERSON, Anchor

    with Ledger.open(ledger, create=False) as book:
        anchors = [Anchor(page=_page(book, place).page.id, type=PERSON, value=name, exact=name) for place in (one, other)]
        _keep(book, [_made(_of_two(verdict), anchors[0], anchors[1], None, why, who, sitting)])


@app.command("list")
def list_command(
    page: Annotated[str, typer.Option("--page", help="只看一页的。Of one page only.")] = "", ledger: LedgerPlace = "./shanhai.ledger"
) -> None:
    """列出判断，撤回了的也在。All judgements, those taken back among them."""
    from shanhai.ledger import Ledger, judging

    with Ledger.open(ledger, create=False) as book:
        chosen = _page(book, page).page.id if page else None
        with book.looking() as connection:
            kept, loose = judging.history(connection, page=chosen), {each.id for each in judging.loose(connection)}
    for each in kept:
        typer.echo(_line(each, loose=each.id in loose))


@app.command("undo")
def undo(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="判断的编号（judge list 的第一栏）。Ids.")] = None,
    sitting: Annotated[str | None, typer.Option("--sitting", help="整次撤回。A whole sitting.")] = None,
    ledger: LedgerPlace = "./shanhai.ledger",
) -> None:
    """撤回判断。Take judgements back."""
    from shanhai.ledger import Ledger

    if not ids and sitting is None:
        raise typer.BadParameter("给编号或 --sitting (give ids or --sitting)")
    with Ledger.open(ledger, create=False) as book:
        typer.echo(f"撤回 {book.undo(*(ids or ()), sitting=sitting)} 个判断")


@app.command("export")
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪个文件。Where to.")], ledger: LedgerPlace = "./shanhai.ledger"
) -> None:
    """判断写成 JSON 行，可以并入另一本台账。Judgements in force as JSON lines, for another ledger."""
    from shanhai.ledger import Ledger, judging

    with Ledger.open(ledger, create=False) as book, book.looking() as connection:
        kept = [each.judgement for each in judging.history(connection) if each.undone is None]
    try:
        out.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in kept))
    except OSError as error:
        raise JudgementError(str(out), f"写不了 (it cannot be written: {error})", "换一个地方 (give another place)") from error
    typer.echo(f"写出 {len(kept)} 个判断")


@app.command("import")
def import_command(file: Annotated[Path, typer.Argument(metavar="FILE")], ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """并入另一本台账的判断；页还没有的先记着。Judgements of another ledger; those whose pages are lacking wait."""
    from shanhai.ledger import Ledger, judging
    from shanhai.reconcile.judgement import Judgement

    try:
        lines = [line for line in file.read_bytes().splitlines() if line.strip()]
        brought = [msgspec.json.decode(line, type=Judgement) for line in lines]
    except (OSError, msgspec.MsgspecError) as error:
        raise JudgementError(
            str(file), f"读不了 (it cannot be read: {error})", "给 judge export 写出的文件 (give a file of judge export)"
        ) from error
    with Ledger.open(ledger, create=False) as book:
        with book.writing() as connection:
            count = judging.bring(connection, brought)
        book.reconcile()
    typer.echo(f"并入 {count} 个判断，{len(brought) - count} 个原来就有")


def _of_one(verdict: str, page: str, number: int, field: str, value: Any, ledger: str, why: str, who: str, sitting: str) -> None:
    from shanhai.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        _keep(book, [_made(verdict, _anchor(book, page, number, field), None, value, why, who, sitting)])


def _made(verdict: str, anchor: Anchor, other: Anchor | None, value: Any, why: str, who: str, sitting: str) -> Judgement:
    from shanhai.reconcile.judgement import Judgement
    from shanhai.reconcile.judgement import Verdict as Decided

    return Judgement(
        verdict=Decided(verdict), anchor=anchor, other=other, value=value, why=why, who=who or getpass.getuser(), sitting=sitting
    )


def _of_two(verdict: str) -> str:
    if verdict not in ("same", "different", "unsure"):
        raise typer.BadParameter("same、different 或 unsure")
    return verdict


def _split(place: str) -> tuple[str, int]:
    page, _, number = place.rpartition("#")
    if not page or not number.isdecimal() or int(number) < 1:
        raise typer.BadParameter(f"{place}：写成 页#第几条 (write PAGE#N)")
    return page, int(number)


def _anchor(book: Ledger, page: str, number: int, field: str) -> Anchor:
    from shanhai.reconcile.judgement import anchor_of

    found = _page(book, page)
    if number > len(found.account.facts):
        raise JudgementError(page, f"这一页只有 {len(found.account.facts)} 条事实 (the page has fewer facts)", "见 shanhai show page")
    fact = found.account.facts[number - 1]
    if field and field not in fact.__struct_fields__:
        raise JudgementError(page, f"没有 {field} 这一栏 (no such field)", f"有 {'、'.join(fact.__struct_fields__)}")
    return anchor_of(fact, found.page.text, field)


def _page(book: Ledger, name: str) -> Any:
    from shanhai.views import page

    found = page(book, name)
    if found is None:
        raise JudgementError(name, "台账里没有这一页 (not in the ledger)", "用 shanhai find 查一查 (look it up)")
    return found


def _keep(book: Ledger, made: Iterable[Judgement]) -> None:
    for name in book.judge(*made):
        typer.echo(name)


def _line(kept: Kept, *, loose: bool) -> str:
    made = kept.judgement
    about = f"{made.anchor.page[:8]} {made.anchor.type}{'.' + made.anchor.field if made.anchor.field else ''}"
    state = "已撤回" if kept.undone else "找不到原话" if loose else ""
    told = (kept.id, made.made[:16], made.who, made.verdict.value, about, str(made.value or ""), made.why, made.sitting, state)
    return "  ".join(part for part in told if part)
