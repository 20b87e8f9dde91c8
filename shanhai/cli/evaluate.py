"""`shanhai eval`: what is read, scored against labels that people wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .sitting import finish

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="网页和同名的标注 NAME.json。Pages, each with its labels.")
]


def eval_command(folder: Folder) -> None:
    """按人工标注给读出的事实打分。Score what is read against labelled pages."""
    from shanhai.evaluate import evaluate_folder, report_text

    report = evaluate_folder(folder)
    typer.echo(report_text(report))
    finish(len(report.unread))
