"""`python -m bench.examples` makes the example pages, and their copies among the labelled pages, from examples/clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bench.damage import damage, damage_markup
from shanhai.model.struct import Value

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, CLEAN, PAGES = ROOT / "examples", ROOT / "examples" / "clean", ROOT / "bench" / "pages"


class Example(Value, frozen=True, kw_only=True):
    """An example page: its file name, its bytes, and its clean page where its text was damaged.

    A page that only gained lines (menus, its title again) has no clean page: there is nothing to restore.
    """

    name: str
    content: bytes
    clean: bytes | None = None

    @property
    def label(self) -> str:
        """The name of its label: the page 03-… is labelled as E03."""
        return f"E{self.name.partition('-')[0]}"


def recipe() -> dict[str, dict[str, Any]]:
    """What is done to which page."""
    table: dict[str, dict[str, Any]] = yaml.safe_load((EXAMPLES / "recipe.yaml").read_text("utf-8"))
    return table


def examples() -> Iterator[Example]:
    """Every example page, made anew from its clean page."""
    for path in sorted(CLEAN.iterdir()):
        step, text = recipe().get(path.name, {}), path.read_text("utf-8")
        work = damage_markup if path.suffix == ".html" else damage
        made = work(text, step["kind"], step.get("strength"), step["seed"]).text if "kind" in step else text
        yield Example(
            name=path.name,
            content=made.encode(step.get("encoding", "utf-8")),
            clean=text.encode() if made != text and made.count("\n") == text.count("\n") else None,
        )


def main() -> int:
    for example in examples():
        suffix = Path(example.name).suffix
        (EXAMPLES / example.name).write_bytes(example.content)
        (PAGES / f"{example.label}{suffix}").write_bytes(example.content)
        if example.clean is not None:
            (PAGES / f"{example.label}.clean{suffix}").write_bytes(example.clean)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
