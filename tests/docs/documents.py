"""The documents of the repository, and what stands in them: links, Python, command lines."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("changes/README.md"), *ROOT.glob("examples/*.md")])


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tokens(path: Path) -> list[Token]:
    found: list[Token] = []
    for token in MarkdownIt().parse(path.read_text(encoding="utf-8")):
        found += [token, *(token.children or [])]
    return found


def links(path: Path) -> list[str]:
    """The targets of the links and images that stay inside the repository."""
    targets = [str(token.attrGet("href") or token.attrGet("src") or "") for token in tokens(path)]
    return [target.partition("#")[0] for target in targets if target and not re.match(r"[a-z]+:|#", target)]


def blocks(path: Path, *languages: str) -> list[Token]:
    return [token for token in tokens(path) if token.type == "fence" and token.info.strip() in languages]


def commands(path: Path, program: str) -> list[str]:
    """The lines of shell blocks that call the program, without prompt and comment."""
    lines = [
        line.removeprefix("$ ").partition("  #")[0].strip()
        for block in blocks(path, "sh", "console")
        for line in block.content.splitlines()
    ]
    return [line for line in lines if line.split(" ")[0] == program]
