"""Projects by name: what is built or set up once and has stages (甲乙数字产业园项目, 某中学教学楼)."""

from __future__ import annotations

from shanhai.model import Mention

from .noun import Nouns

SHORTEST = 2  # characters before the head noun; 该项目, 新工程 name nothing


def find_projects(nouns: Nouns) -> tuple[Mention, ...]:
    """Every name that ends in a project's head noun, with the head as its value."""
    return tuple(
        Mention(type="project", start=start, end=end, text=nouns.text[start:end], value=head)
        for start, end, head in nouns.named("项目名")
        if end - start - len(head) >= SHORTEST
    )
