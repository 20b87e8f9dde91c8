"""Tables of the field as they lie in `tables/`, read once, when first asked for."""

from __future__ import annotations

import csv
import gzip
import io
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from shanhai.model.errors import KnowledgeError

ROOT = Path(__file__).resolve().parent
TABLES = ROOT / "tables"
T = TypeVar("T")
SUFFIXES = (".csv", ".csv.gz")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/NAME.csv` (or .csv.gz), in order; every row has every column. KnowledgeError where it is missing or malformed.

    >>> table("places")[0]["name"]
    '北京市'
    """
    path = next((path for suffix in SUFFIXES if (path := TABLES / (name + suffix)).is_file()), None)
    if path is None:
        raise KnowledgeError(f"tables/{name}.csv", "there is no such table", f"there are {', '.join(names())}")
    return parse(f"tables/{path.name}", path.read_bytes())


def parse(place: str, content: bytes) -> tuple[dict[str, str], ...]:
    r"""The rows of a CSV file, plain or gzipped, UTF-8 with a header. KnowledgeError names the line that has a cell too many or too few.

    >>> parse("tables/made-up.csv", "code,name\n1,甲县\n".encode())
    ({'code': '1', 'name': '甲县'},)
    """
    try:
        text = (gzip.decompress(content) if place.endswith(".gz") else content).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            place, f"it cannot be read ({error})", "install shanhai again, or make it with scripts/build_knowledge.py"
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""))
    header = next(lines, [])
    if not header or len(set(header)) < len(header):
        raise KnowledgeError(place, "it has no header, or the header repeats a column", "write each column's name once in the first line")
    rows = []
    for cells in lines:
        if len(cells) != len(header):
            raise KnowledgeError(f"{place}:{lines.line_num}", f"{len(cells)} cells where the header has {len(header)}", "mend the line")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def decoded(path: Path, kind: type[T]) -> T:
    """What a YAML file of the package says, as a type. KnowledgeError where it is missing or says something else.

    >>> "organization" in str(decoded(ROOT / "mention_types.yaml", dict[str, object]))
    True
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(f"{path.parent.name}/{path.name}", f"it cannot be read ({error})", "install shanhai again") from error


def names() -> tuple[str, ...]:
    """The names of all tables, sorted.

    >>> "places" in names()
    True
    """
    return tuple(sorted(path.name.split(".")[0] for path in TABLES.iterdir() if path.name.endswith(SUFFIXES)))
