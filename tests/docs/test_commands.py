"""Every command and option is in docs/commands.md, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from shanhai.cli.application import app

from .documents import ROOT, commands

PAGE = ROOT / "docs/commands.md"
SECTIONS = dict(re.findall(r"^## (shanhai [\w ]+)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands below a command or group, by the words that call them."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for word, child in command.commands.items():
        yield from leaves(child, f"{name} {word}")


COMMANDS = dict(leaves(typer.main.get_command(app), "shanhai"))


def options(command: Any) -> set[str]:
    return {name for option in command.params for name in option.opts if name.startswith("--")} - {"--help"}


def test_every_command_has_its_section_and_no_other() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    assert set(re.findall(r"^- `(--[\w-]+)`", SECTIONS[name], re.MULTILINE)) == options(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown_with_help(name: str) -> None:
    assert any(line.startswith(name) for line in commands(PAGE, "shanhai"))
    assert COMMANDS[name].help
