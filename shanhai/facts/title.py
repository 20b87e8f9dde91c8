"""Which line is the title, where the document does not say so by a heading of the first level."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from shanhai.model import BlockKind

from .lines import Line
from .wording import pattern

# Titles of Chinese news run to two lines of about 30 characters; longer first lines are leads.
LONGEST = 70
# Headlines of news have more characters than names of columns and sites; shorter ones are titles only where nothing longer stands.
LEAST = 10
# The shortest line that a document's own title may make the title.
LEAST_NAMED = 5
# A byline stands so many lines under the title, a subtitle between them.
SIGNED_WITHIN = 2
# A bulletin with more parts or headings holds several pieces.
MOST_PARTS = 1
# Headlines have two or three parts between blanks; a longer line of so many parts is a row of headlines.
LEAST_ROW, LONGEST_PARTED = 4, 40
# Among so many headlines above an article those of other pages are, of whose pairs of characters it has fewer: its own has such a share of
# them, and so many times that of another.
LEAST_MENU, TOLD, FAR = 4, 0.4, 2.0
ARTICLE_LINES = 30
# A title is looked for among so many lines before the article begins.
HEAD_LINES = 40

# Two halves of a headline may be parted by a mark of exclamation or question; sentences that end in one are longer.
_SENTENCE_END = re.compile(r"[。；]|.{24}[！？].{6}")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{4}")
# Datelines and days are no headlines.
_OTHER = re.compile(r"^[（(]?(?:19|20)\d{2}\s*[年\-/]|[\s）)\d日]\S{0,6}(?:讯|电)$|^[一二][〇○零一二三四五六七八九]{3}年")
_MENU = re.compile(r"(?:\S{1,6}[\s　]+){3,}\S{1,8}")
# The heading of a part of a bulletin.
_PART = re.compile(r"[【〖\[][^】〗\]]{2,8}[】〗\]]|[★☆◆◇●■]\s*[\u4e00-\u9fff]{2,8}")
_SUBTITLE = re.compile(r"^(?:—|–|--|·{2})")

Labelled = tuple[Line, BlockKind]


# 根据…，经…研究，选派下列干部：
ANNOUNCES = re.compile("(?:，[^，：]{4,}){2}：$")


def is_title_like(text: str) -> bool:
    """Whether a line may be a headline: not too long, without the end of a sentence inside.

    >>> is_title_like("桐庐县党政代表团赴秀山县考察"), is_title_like("代表团来了。大家都去了。")
    (True, False)
    """
    return (
        len(text) <= LONGEST
        and not _OTHER.search(text)
        and not _MENU.fullmatch(text)
        and not (len(text) > LONGEST_PARTED and len(text.split()) >= LEAST_ROW)
        and not _SENTENCE_END.search(text.rstrip("！？!?…"))
        and not ANNOUNCES.search(text)
        and bool(_HAN.search(text))
    )


def bare(text: str) -> str:
    """The letters and digits of a line, by which two tellings of a title are compared."""
    return re.sub(r"\W", "", text)


def is_site_line(text: str) -> bool:
    """Whether a line is nothing but names of sites and offices.

    >>> is_site_line("甲县新闻网"), is_site_line("桐庐县党政代表团赴秀山县考察")
    (True, False)
    """
    return all(
        len(part) <= HEAD_LINES and pattern("site_tail").search(part) and not re.search(r"[：:，、！？]", part) for part in text.split()
    )


def is_headline(text: str) -> bool:
    """Whether a line above an article may be the headline of another: longer than the names of sites and columns, and no path.

    >>> is_headline("桐庐县党政代表团赴秀山县考察"), is_headline("首页 > 新闻中心 > 本地要闻"), is_headline("甲县人民政府门户网站")
    (True, False, False)
    """
    return len(text) >= LEAST and is_title_like(text) and not _is_furniture(text)


def with_title(found: Sequence[Labelled], begins: int | None, names: Sequence[str], headings: Set[int] = frozenset()) -> list[Labelled]:
    """The labelled lines with a title among them, and what continues it.

    `begins` is the index of the first line of the article, null when there is none; `names` are titles that the document gives elsewhere,
    `headings` the offsets of lines that it gives as headings of a lower level.
    """
    result = list(found)
    titles = [i for i, (line, kind) in enumerate(result) if kind is BlockKind.TITLE]
    own = [i for i in titles if not _is_furniture(result[i][0].text)]
    index = own[0] if own else _chosen(result, begins, [bare(name) for name in names], headings)
    if index is None:
        return result
    for other in titles if not own else ():
        if other != index:
            result[other] = (result[other][0], BlockKind.NAVIGATION)
    result[index] = (result[index][0], BlockKind.TITLE)
    for follower in range(index + 1, len(result)):
        line, kind = result[follower]
        if kind is not BlockKind.BODY or not _SUBTITLE.match(line.text) or not is_title_like(line.text):
            break
        result[follower] = (line, BlockKind.TITLE)
    return result


def _is_furniture(text: str) -> bool:
    return bool(pattern("never_title").search(text)) or is_site_line(text) or bool(pattern("hijacked").search(text))


def _chosen(found: Sequence[Labelled], begins: int | None, names: Sequence[str], headings: Set[int]) -> int | None:
    """The index of the title, by the strongest sign that a line has.

    A line that the document names elsewhere or heads; else the last with a byline or a subtitle under it; else the first long one. Lines
    that are furniture of a site count only where there is no other.
    """
    end = begins if begins is not None else next((i for i, (line, _) in enumerate(found) if not is_title_like(line.text)), len(found))
    every = [i for i in range(max(0, end - HEAD_LINES), end) if _may_be(found, i)]
    head = [i for i in every if not _is_furniture(found[i][0].text)] or every
    head = _behind_issue(found, head, end)
    named = [i for i in head if len(text := bare(found[i][0].text)) >= LEAST_NAMED and any(_named(text, name) for name in names)]
    if named:
        return named[-1]
    main = [i for i in head if not _SUBTITLE.match(found[i][0].text)]
    long = [i for i in main if len(found[i][0].text) >= LEAST]
    headed = [i for i in long if found[i][0].start in headings]
    signed = [i for i in long if any(kind is BlockKind.BYLINE for _, kind in found[i + 1 : i + 1 + SIGNED_WITHIN])]
    continued = [i for i in long if i + 1 < len(found) and _SUBTITLE.match(found[i + 1][0].text)]
    likely = next(iter([*headed[-1:], *signed[-1:], *continued[-1:], *long, *main]), None)
    if not headed and likely in signed and likely - 1 in long:
        likely = _told(found, [likely - 1, likely], end, likely)  # a headline over the one that follows it
    return likely if headed or len(long) < LEAST_MENU else _told(found, long, end, likely)


def _told(found: Sequence[Labelled], long: Sequence[int], end: int, likely: int | None) -> int | None:
    """Of a menu of headlines the one of whose words the article has by far the most; else the likely one."""
    article = "".join(line.text for line, kind in found[end : end + ARTICLE_LINES] if kind is BlockKind.BODY)
    shares = {i: _share(found[i][0].text, article) for i in long}
    best = max(long, key=lambda i: (shares[i], i))
    return best if likely is None or shares[best] >= max(TOLD, FAR * shares.get(likely, 0.0)) else likely


def _share(text: str, article: str) -> float:
    """Which share of the pairs of Chinese characters of a line an article has."""
    pairs = ["".join(pair) for run in _HAN_RUN.findall(text) for pair in pairwise(run)]
    return sum(pair in article for pair in pairs) / len(pairs) if pairs else 0.0


def _behind_issue(found: Sequence[Labelled], head: list[int], end: int) -> list[int]:
    """The lines behind the number of an issue; a bulletin of several parts is called by its own name."""
    parts = sum(1 for line, _ in found if _PART.fullmatch(line.text))
    headings = sum(1 for line, kind in found[end:] if kind is BlockKind.BODY and is_title_like(line.text))
    if max(parts, headings) > MOST_PARTS:
        return head
    issue = next(
        (i for i in reversed(range(end)) if len(found[i][0].text) <= HEAD_LINES and pattern("issue").match(found[i][0].text)), None
    )
    return [i for i in head if issue is not None and i > issue] or head


def _is_issue(line: Line, kind: BlockKind) -> bool:
    """Whether a short line gives the number of an issue and is no headline."""
    numbered = len(line.text) <= HEAD_LINES and pattern("issue").search(line.text)
    return bool(numbered) and (kind is BlockKind.BYLINE or _is_furniture(line.text))


def _named(text: str, name: str) -> bool:
    """Whether a document's title names a line; a short one only at its beginning."""
    return (len(text) >= LEAST and (text in name or name in text)) or name.startswith(text)


def _may_be(found: Sequence[Labelled], index: int) -> bool:
    """Whether a line may be a title; an entry under a list of links may, when a byline follows it at once."""
    line, kind = found[index]
    signed = index + 1 < len(found) and found[index + 1][1] is BlockKind.BYLINE
    return is_title_like(line.text) and (kind in (BlockKind.BODY, BlockKind.TITLE) or (kind is BlockKind.RELATED and signed))
