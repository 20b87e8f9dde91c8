"""`shanhai`: the commands put together, and what happens to errors and closed pipes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import shanhai
from shanhai.model import ShanhaiError

from . import (
    account,
    add,
    backup,
    check,
    evaluate,
    explain,
    export,
    find,
    forget,
    judge,
    read,
    rebuild,
    restore,
    rule,
    schema,
    serve,
    sheets,
    show,
)
from .terminal import complain


class Commands(TyperGroup):
    """The group of all commands: an error that Shanhai raises on purpose is one line on stderr and exit status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ShanhaiError as error:
            complain(error)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="shanhai",
    help="山海：读有损的网页，记下谁与谁往来，句句有据。Damaged pages in, facts with evidence out.",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("read")(read.read_command)
app.command("explain")(explain.explain_command)
app.command("restore")(restore.restore_command)
app.command("add")(add.add_command)
app.command("find", context_settings={"ignore_unknown_options": True})(find.find_command)  # a word that is not to be there begins with -
app.add_typer(show.app, name="show")
app.add_typer(judge.app, name="judge")
app.command("import")(sheets.import_command)
app.command("export")(export.export_command)
app.command("check")(check.check_command)
app.command("rebuild")(rebuild.rebuild_command)
app.command("forget")(forget.forget_command)
app.command("backup")(backup.backup_command)
app.add_typer(account.app, name="account")
app.command("serve")(serve.serve_command)
app.command("eval")(evaluate.eval_command)
app.command("schema")(schema.schema_command)
app.add_typer(rule.app, name="rule")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shanhai {shanhai.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号。The version.")] = False,
) -> None:
    """What stands before the command."""


def main() -> None:
    """The entry point: characters that the terminal cannot show become `?` instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
