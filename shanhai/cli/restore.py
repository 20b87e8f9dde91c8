"""`shanhai restore`: the clean article, or what was mended in it."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from shanhai.model import Block, BlockKind, Capture, Page, RestoredText

from .mending import show_mending
from .sitting import Column, Pages, for_each_page
from .terminal import console

# What a reader takes for the article; byline, navigation, related links and disclaimers are its frame.
ARTICLE = frozenset({BlockKind.TITLE, BlockKind.BODY, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.BACKGROUND})


def restore_command(
    pages: Pages,
    everything: Annotated[bool, typer.Option("--all", help="连栏目、导航、声明一并保留。Keep boilerplate too.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="标出修复了哪里，按种类计数。Show what was mended, by kind.")] = False,
    json: Annotated[bool, typer.Option("--json", help="每页一行 JSON：正文、修改、分块。Text, edits and blocks.")] = False,
    column: Column = None,
) -> None:
    """复原网页的正文，去掉损坏；什么也不写入。The clean article with the damage undone."""
    if diff and json:
        raise typer.BadParameter("--diff 与 --json 只能用一个 (use --diff or --json)")

    from shanhai.facts.blocks import blocks
    from shanhai.restore import restore

    def tell(page: Page, capture: Capture) -> None:
        restored = restore(page)
        if diff:
            show_mending(page, restored, console())
            return
        found = blocks(restored, page)
        if json:
            shown = {"page": page.id, "source": capture.source, "text": restored.text, "edits": restored.edits, "blocks": found}
            typer.echo(msgspec.json.encode(shown))
        else:
            typer.echo(restored_lines(restored, None if everything else found))

    for_each_page(pages, tell, column=column)


def restored_lines(restored: RestoredText, kept: tuple[Block, ...] | None) -> str:
    r"""The restored text without layout marks and blank lines: its article blocks, or all of it when `kept` is null.

    >>> restored = RestoredText(page="0", text="首页\n| \n甲县到乙市考察")
    >>> restored_lines(restored, (Block(kind=BlockKind.BODY, start=6, end=13),))
    '甲县到乙市考察'
    """
    from shanhai.facts.lines import lines

    article = restored.text
    if kept is not None:
        article = "\n".join(restored.text[block.start : block.end] for block in kept if block.kind in ARTICLE)
    return "\n".join(line.text for line in lines(article) if line.text.strip("|｜ "))
