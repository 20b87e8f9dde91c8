"""Rules of craft that a machine can check: one noun a module, functions that fit a screen, the field's words in names."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("shanhai", "bench", "scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
LIBRARY = [path for path in MODULES if path.is_relative_to(ROOT / "shanhai") and "migrations" not in path.parts]
ROOMS = sorted({path.relative_to(ROOT / "shanhai").parts[0] for path in LIBRARY if path.parent != ROOT / "shanhai"})

LONGEST_MODULE = 400  # CONTRIBUTING: one noun per module, 70-250 lines, 400 at most
LONGEST_FUNCTION = 60  # a screen
MEDIAN_FUNCTION = 15  # the median of the well-kept libraries we measured is 5-18
# Words that say nothing about the field.
EMPTY_WORDS = {"data", "info", "util", "utils", "manager", "handler", "helper", "helpers", "process", "misc", "common"}
# Names that a library asks its subclasses for: SQLAlchemy's TypeDecorator.
ASKED_FOR = {"process_bind_param", "process_result_value"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
every_room = pytest.mark.parametrize("room", ROOMS)


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def definitions(path: Path) -> list[Definition]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, Definition)]


def functions(path: Path) -> list[Definition]:
    return [node for node in definitions(path) if not isinstance(node, ast.ClassDef)]


def length(node: Definition) -> int:
    """Lines of code of a function, its docstring apart."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (node.end_lineno or node.lineno) - node.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def words(name: str) -> set[str]:
    """The words of a name, in snake_case or CamelCase."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_words_of_a_name() -> None:
    assert words("_page_data") == {"page", "data"}
    assert words("PageManager") == {"page", "manager"}
    assert words("HTMLPage") == {"html", "page"}


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", LIBRARY, ids=label)
def test_names_are_of_the_field(path: Path) -> None:
    named = {path.stem, *(node.name for node in definitions(path))} - ASKED_FOR
    assert not {name: found for name in named if (found := words(name) & EMPTY_WORDS)}


@pytest.mark.parametrize("path", LIBRARY, ids=label)
def test_a_function_fits_a_screen(path: Path) -> None:
    assert not {node.name: length(node) for node in functions(path) if length(node) > LONGEST_FUNCTION}


@every_room
def test_most_functions_are_short(room: str) -> None:
    lengths = [length(node) for path in LIBRARY if path.is_relative_to(ROOT / "shanhai" / room) for node in functions(path)]
    assert statistics.median(lengths or [0]) <= MEDIAN_FUNCTION


@every_room
def test_every_room_has_its_tests(room: str) -> None:
    assert any((ROOT / "tests" / room).glob("test_*.py"))
