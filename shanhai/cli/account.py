"""`shanhai account`: who may do what on a shared ledger; whoever can write the ledger's file or database keeps its accounts."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from shanhai.model import AccountError

from .ledger import LedgerPlace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shanhai.accounts import Role, User
    from shanhai.ledger import Ledger

app = typer.Typer(help="账户：邀请、角色、停用、审计。Accounts: invite, roles, close, audit.", no_args_is_help=True)

NameOf = Annotated[str, typer.Argument(metavar="NAME", help="账户的名字，判断上署的就是它。The name that judgements bear.")]
RoleOf = Annotated[str, typer.Option("--role", help="reader、editor、reviewer 或 admin。")]
Base = Annotated[str, typer.Option("--base", metavar="URL", help="大家打开山海的地址，写进链接。Where people open Shanhai.")]
Days = Annotated[int, typer.Option("--days", min=1, max=30, help="链接几天内有效。Days for which the link is good.")]
BY = "命令行 command line"


@app.command("add")
def add(name: NameOf, role: RoleOf = "reader", ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """开一个账户，当场设口令（从终端或标准输入读）。An account, its password typed now or read from standard input."""
    from shanhai.accounts import audit, user

    wanted = _role(role)
    password = _typed()
    with _opened(ledger) as book, book.aside() as connection:
        made = user.make(connection, name, wanted, password)
        audit.note(connection, made.name, "account_made", wanted, BY)
    typer.echo(f"{made.name}  {made.role}")


@app.command("invite")
def invite(name: NameOf, role: RoleOf = "reader", base: Base = "", days: Days = 3, ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """发一个一次性链接，对方自己设口令。A one-time link by which they set their own password."""
    from shanhai.accounts import audit, invitation

    wanted = _role(role)
    with _opened(ledger) as book, book.aside() as connection:
        secret = invitation.invite(connection, name, wanted, BY, timedelta(days=days))
        audit.note(connection, "", "invited", f"{name} {wanted}", BY)
    typer.echo(f"{base.rstrip('/')}/invitations/{secret}")


@app.command("reset")
def reset(name: NameOf, base: Base = "", days: Days = 3, ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """忘了口令：发一个重设的链接。A link by which a forgotten password is set anew."""
    from shanhai.accounts import audit, invitation

    with _opened(ledger) as book, book.aside() as connection:
        secret = invitation.reset(connection, name, BY, timedelta(days=days))
        audit.note(connection, "", "reset", name, BY)
    typer.echo(f"{base.rstrip('/')}/invitations/{secret}")


@app.command("list")
def list_command(ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """列出账户和还没用的链接。Accounts, and links that are open."""
    from shanhai.accounts import invitation, user

    with _opened(ledger) as book, book.looking() as connection:
        for each in user.users(connection):
            told = (each.name, each.role, each.made[:10], f"停用 {each.closed[:10]}" if each.closed else "")
            typer.echo("  ".join(part for part in told if part))
        for link in invitation.invitations(connection):
            typer.echo(f"{link.name}  {link.role}  待接受，到 {link.until[:16]}")


@app.command("role")
def role_command(name: NameOf, role: Annotated[str, typer.Argument(metavar="ROLE")], ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """换一个角色。Another role."""
    from shanhai.accounts import user

    wanted = _role(role)
    held = _changed(ledger, lambda connection: user.set_role(connection, name, wanted), "role_changed", str(wanted))
    typer.echo(f"{held.name}  {held.role}")


@app.command("close")
def close(name: NameOf, ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """停用：立即登出，判断都留着。Close it: signed out at once, judgements stay."""
    from shanhai.accounts import user

    held = _changed(ledger, lambda connection: user.close(connection, name), "account_closed")
    typer.echo(f"{held.name}  停用")


@app.command("reopen")
def reopen(name: NameOf, ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """恢复停用的账户。Open it again."""
    from shanhai.accounts import user

    held = _changed(ledger, lambda connection: user.reopen(connection, name), "account_reopened")
    typer.echo(f"{held.name}  {held.role}")


@app.command("key")
def key_command(
    name: NameOf,
    label: Annotated[str, typer.Option("--label", help="什么程序用。What uses it.")] = "API",
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="几天内有效。Days for which it is good.")] = 90,
    ledger: LedgerPlace = "./shanhai.ledger",
) -> None:
    """给程序一个接口口令，只显示这一次。A key for programs, shown this once."""
    from shanhai.accounts import audit, key, user

    with _opened(ledger) as book, book.aside() as connection:
        held = user.the_user(connection, name)
        secret = key.new_key(connection, held, label, days)
        audit.note(connection, held.name, "key_made", label, BY)
    typer.echo(secret)


@app.command("audit")
def audit_command(
    json: Annotated[bool, typer.Option("--json", help="每行一个 JSON 对象。JSON lines.")] = False, ledger: LedgerPlace = "./shanhai.ledger"
) -> None:
    """谁、什么时候、从哪里、做了什么。Who did what, when, from where."""
    import msgspec

    from shanhai.accounts import audit

    with _opened(ledger) as book, book.looking() as connection:
        for line in audit.every_line(connection):
            plain = "  ".join((line.at, line.who or "—", line.act, line.about, line.address))
            typer.echo(msgspec.json.encode(line).decode() if json else plain)


def _changed(ledger: str, change: Callable[[Connection], User], act: str, more: str = "") -> User:
    """Changes an account, and notes that it was done here."""
    from shanhai.accounts import audit

    with _opened(ledger) as book, book.aside() as connection:
        held = change(connection)
        audit.note(connection, "", act, f"{held.name} {more}".strip(), BY)
    return held


def _opened(ledger: str) -> Ledger:
    from shanhai.ledger import Ledger

    return Ledger.open(ledger, create=False)


def _role(given: str) -> Role:
    from shanhai.accounts import Role

    if given not in set(Role):
        raise AccountError(given, "没有这个角色 (no such role)", f"{'、'.join(Role)}", cause="role")
    return Role(given)


def _typed() -> str:
    """The password: asked twice at a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first, second = getpass.getpass("口令 (password): "), getpass.getpass("再一遍 (again): ")
    if first != second:
        raise AccountError("password", "两遍不一样 (the two differ)", "再来 (try again)", cause="differ")
    return first
