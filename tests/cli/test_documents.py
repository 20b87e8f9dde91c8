"""docs/commands.md names every command, option and argument."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from shanhai.cli import app

DOCUMENT = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it."""
    inside = getattr(command, "commands", None)
    if inside is None:
        yield path, command
    else:
        for name, sub in inside.items():
            yield from commands(sub, (*path, name))


COMMANDS = list(commands(typer.main.get_command(app)))


def section(path: tuple[str, ...]) -> str:
    """What the document says under the heading of a command."""
    heading = f"## shanhai {' '.join(path)}\n"
    assert heading in DOCUMENT
    return DOCUMENT.split(heading, 1)[1].split("\n## ")[0]


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_a_command_has_its_section_with_an_example(path: tuple[str, ...], command: Any) -> None:
    said = section(path)
    assert f"\nshanhai {' '.join(path)}" in said
    assert command.help


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_option_and_argument_is_explained(path: tuple[str, ...], command: Any) -> None:
    said = section(path)
    for parameter in command.params:
        names = parameter.opts if parameter.opts[0].startswith("-") else [parameter.metavar or parameter.name.upper()]
        for name in names:
            assert name in {"-h", "--help"} or f"`{name}" in said, name


def test_nothing_is_documented_that_does_not_exist() -> None:
    documented = {tuple(line.removeprefix("## shanhai ").split()) for line in DOCUMENT.splitlines() if line.startswith("## shanhai ")}
    assert documented == {path for path, _ in COMMANDS}
