"""Which line is the title, where the document does not say so by a heading of the first level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanhai.model import BlockKind

from .lines import Line

# Titles of Chinese news run to two lines of about 30 characters; longer first lines are leads.
LONGEST = 70
# Headlines of news have more characters than names of columns and sites; shorter ones are titles only where nothing longer stands.
LEAST = 10
# A byline stands so many lines under the title, a subtitle between them.
SIGNED_WITHIN = 2
# A title is looked for among so many lines before the article begins.
HEAD_LINES = 40

# Two halves of a headline may be parted by a mark of exclamation or question; sentences that end in one are longer.
_SENTENCE_END = re.compile(r"[。；]|.{24}[！？].{6}")
_HAN = re.compile(r"[\u4e00-\u9fff]{4}")
# Datelines and days are no headlines.
_OTHER = re.compile(r"^[（(]?(?:19|20)\d{2}\s*[年\-/]|[\s）)\d日]\S{0,6}(?:讯|电)$|^[一二][〇○零一二三四五六七八九]{3}年")
_MENU = re.compile(r"(?:\S{1,6}[\s　]+){3,}\S{1,8}")
# A line that is nothing but an office's or a site's name.
_OFFICE = re.compile(r"^[\u4e00-\u9fff（）()]{4,30}(?:办公室|委员会|人民政府|管委会|局|网|网站|中心)$")
_SUBTITLE = re.compile(r"^(?:—|–|--|·{2})")

Labelled = tuple[Line, BlockKind]


def is_title_like(text: str) -> bool:
    """Whether a line may be a headline: not too long, without the end of a sentence inside.

    >>> is_title_like("桐庐县党政代表团赴秀山县考察"), is_title_like("代表团来了。大家都去了。")
    (True, False)
    """
    return (
        len(text) <= LONGEST
        and not _OTHER.search(text)
        and not _MENU.fullmatch(text)
        and not _SENTENCE_END.search(text.rstrip("！？!?…"))
        and bool(_HAN.search(text))
    )


def bare(text: str) -> str:
    """The letters and digits of a line, by which two tellings of a title are compared."""
    return re.sub(r"\W", "", text)


def with_title(found: Sequence[Labelled], begins: int | None, names: Sequence[str]) -> list[Labelled]:
    """The labelled lines with a title among them, and what continues it.

    `begins` is the index of the first line of the article, null when there is none; `names` are titles that the document gives elsewhere.
    """
    result = list(found)
    titles = [i for i, (_, kind) in enumerate(result) if kind is BlockKind.TITLE]
    index = titles[0] if titles else _chosen(result, begins, [bare(name) for name in names])
    if index is None:
        return result
    result[index] = (result[index][0], BlockKind.TITLE)
    for follower in range(index + 1, len(result)):
        line, kind = result[follower]
        if kind is not BlockKind.BODY or not _SUBTITLE.match(line.text) or not is_title_like(line.text):
            break
        result[follower] = (line, BlockKind.TITLE)
    return result


def _chosen(found: Sequence[Labelled], begins: int | None, names: Sequence[str]) -> int | None:
    """The index of the title: a line that the document names elsewhere, else the last with a byline under it, else the first long one."""
    end = begins if begins is not None else next((i for i, (line, _) in enumerate(found) if not is_title_like(line.text)), len(found))
    head = [i for i in range(max(0, end - HEAD_LINES), end) if _may_be(found, i)]
    named = [i for i in head if len(text := bare(found[i][0].text)) >= LEAST and any(text in name or name in text for name in names)]
    if named:
        return named[-1]
    main = [i for i in head if not _SUBTITLE.match(found[i][0].text)]
    long = [i for i in main if len(found[i][0].text) >= LEAST]
    signed = [i for i in long if any(kind is BlockKind.BYLINE for _, kind in found[i + 1 : i + 1 + SIGNED_WITHIN])]
    apart = [i for i in long if not _OFFICE.search(found[i][0].text)]
    return next(iter([*signed[-1:], *apart, *long, *main]), None)


def _may_be(found: Sequence[Labelled], index: int) -> bool:
    """Whether a line may be a title; an entry under a list of links may, when a byline follows it at once."""
    line, kind = found[index]
    signed = index + 1 < len(found) and found[index + 1][1] is BlockKind.BYLINE
    return is_title_like(line.text) and (kind is BlockKind.BODY or (kind is BlockKind.RELATED and signed))
