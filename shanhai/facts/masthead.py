"""The lines of the site above an article: its name, the office that issues a bulletin, the account on a platform, the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge.places import aliases
from shanhai.model.struct import Value

from .byline import Item
from .lines import Line
from .stamp import read_stamp
from .wording import fields, pattern, words

_PHRASE = re.compile(r"[\u4e00-\u9fff（）()“”《》·—]{2,30}")
_PARTS = re.compile(r"\s+/\s+|[\s|>»›→]+")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]?$|[《》“”]")
# A name ends where the name of a programme or a bracket that does not close begins.
_CUT = re.compile(r"(?<=..)(?:《.*|[（(][^）)]*)$")
_WELCOME = re.compile(r"^.*?欢迎(?:您)?(?:光临|访问|来到|进入)|^(?:点击)?(?:打开|下载|进入)|(?:门户)?网站$|(?:网站)?首页$")
# 累计捐赠|125万元 tells something.
_FIGURE = re.compile(r"\d")
# A menu has so many short words; a site's name alone in a line is no longer.
_MENU_WORDS, _MENU_WORD = 3, 6
LEAST_ALONE, LONGEST_ALONE = 3, 12
# Names of papers that do not end like one (今日甲县) are shorter than headlines.
LONGEST_PAPER = 8
# The site names itself in so many lines at the beginning and at the end of a head; in the first ones where nothing but their place says so.
WITHIN, FIRST = 8, 3


class Masthead(Value, frozen=True, kw_only=True):
    """Names that lines above the title give: by their form or said again elsewhere, by their place alone, and the column beside a name."""

    names: tuple[Item, ...] = ()
    weak: tuple[Item, ...] = ()
    column: Item | None = None
    hosted: bool = False


def masthead(above: Sequence[Line], outside: Sequence[Line]) -> Masthead:
    """The names in the lines above the title; `outside` are the lines in which a site says its name again.

    >>> found = masthead([Line(start=0, end=5, text="甲县新闻网"), Line(start=6, end=16, text="首页 要闻 视频 专题")], [])
    >>> [item.value for item in found.names]
    ['甲县新闻网']
    """
    names: list[Item] = []
    weak: list[Item] = []
    column, hosted = None, False
    menu = {word for line in above for word in _PARTS.split(line.text) if len(_PARTS.split(line.text)) > _MENU_WORDS}
    for i, line in enumerate(above):
        if WITHIN <= i < len(above) - WITHIN:
            continue
        if pattern("platform").match(line.text):
            hosted = True
            continue
        if _is_section(above, i, menu):
            column = Item(field="column", value=line.text, start=line.start, end=line.end)
            continue
        after = above[i + 1] if i + 1 < len(above) else None
        item = _name(line, after)
        if item is None or _is_offered(above, i):
            continue
        if (
            _is_site(item.value)
            or _published(line, after)
            or _is_paper(item.value, above, i)
            or _opens_menu(item.value, line)
            or _again(item.value, line, outside)
        ):
            names.append(item)
            column = column or _beside(line, item)
        elif not names and not weak and i < FIRST and _may_stand(item, line) and (i + 1 < len(above) or item.value != line.text):
            weak.append(item)
            column = column or _beside(line, item)
    return Masthead(names=tuple(names), weak=tuple(weak), column=column, hosted=hosted)


def _is_offered(above: Sequence[Line], index: int) -> bool:
    """Whether a line is one of several that offer a site's other forms: 甲报数字报, 掌上甲县客户端."""
    near = above[max(0, index - 1) : index + 2]
    return bool(pattern("offer").search(above[index].text)) and sum(bool(pattern("offer").search(line.text)) for line in near) > 1


def _is_section(above: Sequence[Line], index: int, menu: set[str]) -> bool:
    """Whether a line is the one entry of a menu, or of known sections, that stands apart from others."""

    def listed(i: int) -> bool:
        return 0 <= i < len(above) and (above[i].text in menu or (len(above[i].text) <= _MENU_WORD and not _is_site(above[i].text)))

    parts = re.split(r"\s*·\s*", above[index].text)
    if any(part in words().sections for part in parts) and len(parts) > 1:
        return True
    known = above[index].text in menu or above[index].text in words().sections
    return known and not listed(index - 1) and not listed(index + 1)


def may_lead(name: str) -> bool:
    """Whether a name that only its place speaks for may be a site's: short, no place and no column."""
    known = name in aliases() or name in words().no_site or name in words().nobody or name in fields()
    return LEAST_ALONE <= len(name) <= LONGEST_ALONE and not known and not pattern("section_tail").search(name)


def _may_stand(item: Item, line: Line) -> bool:
    """Whether a name that only its place speaks for may be a site's, and is not cut from a figure behind it."""
    return may_lead(item.value) and not _FIGURE.match(line.text, item.end - line.start)


def is_office(name: str) -> bool:
    """Whether a name that stands where persons are named is that of an office.

    >>> is_office("县发展和改革委员会"), is_office("李四")
    (True, False)
    """
    return len(name) > LEAST_ALONE + 1 and _is_site(name)


def _is_site(name: str) -> bool:
    return bool(pattern("site_tail").search(_BRACKETS.sub("", name)))


def _again(name: str, line: Line, outside: Sequence[Line]) -> bool:
    """Whether the page says a short name again in its info lines, its saved headline or its foot; a column's is none."""
    return may_lead(name) and any(name in other.text for other in outside if other.start != line.start)


def _is_paper(name: str, above: Sequence[Line], index: int) -> bool:
    """Whether the lines behind a short name in the first ones give the page of a paper: 今日甲县, 第02版."""
    return (
        index < FIRST
        and len(name) <= LONGEST_PAPER
        and may_lead(name)
        and any(pattern("paper_page").search(line.text) for line in above[index : index + FIRST + 1])
    )


def _opens_menu(name: str, line: Line) -> bool:
    """Whether 首页 follows a name in its line."""
    rest = _PARTS.split(line.text[len(name) :].strip() if line.text.startswith(name) else "")
    return rest[0] in words().crumb_ends


def _published(line: Line, after: Line | None) -> re.Match[str] | None:
    """A head that is a publication, or a red one over the number of a document."""
    numbered = after is not None and pattern("document_number").search(after.text)
    return pattern("publication").match(line.text) or (pattern("red_head").match(line.text) if numbered else None)


def _name(line: Line, after: Line | None) -> Item | None:
    """The name that a line begins with; nothing for menus, days, labels, and the names of bulletins."""
    if publication := _published(line, after):
        name = next(filter(None, publication.groups()))
        at = line.start + line.text.index(name)
        return Item(field="publisher", value=name, start=at, end=at + len(name))
    parts = [part for part in _PARTS.split(line.text) if part]
    hit = _PHRASE.match(line.text)
    if not parts or hit is None or hit.end() < len(re.sub(r"[^\u4e00-\u9fff（）()“”《》·—].*$", "", parts[0], flags=re.DOTALL)):
        return None
    name = _WELCOME.sub("", hit[0]).strip("·—“”") if not hit[0].endswith("门户网站") else hit[0]
    name = _CUT.sub("", name)
    if len(name) < LEAST_ALONE or not _may_be(name, line.text, parts) or _is_bulletin(name, line, after):
        return None
    at = line.start + line.text.index(name)
    return Item(field="publisher", value=name, start=at, end=at + len(name))


def _may_be(name: str, text: str, parts: list[str]) -> bool:
    if name in words().nobody or name in words().no_site or name in words().crumb_ends or name in words().sections or name in fields():
        return False
    if pattern("hijacked").search(text) or pattern("idle").match(name) or pattern("crumb_lead").match(text) or pattern("today").match(text):
        return False
    if re.match(r"[^\n]{2,8}[:：=]", text) or pattern("account_mark").search(text) or pattern("owned").search(text):
        return False
    short = [part for part in parts if len(part) <= _MENU_WORD]
    if len(parts) > 1 and parts[1] in words().crumb_ends:
        return True
    if not _is_site(name):
        return len(short) < _MENU_WORDS and not read_stamp(text)
    return not ("|" in text and len(parts) > 1 and pattern("upper").search(parts[1]))


def _is_bulletin(name: str, line: Line, after: Line | None) -> bool:
    """Whether a name is that of a bulletin, whose number stands beside it or under it."""
    following = after.text if after else ""
    return bool(pattern("bulletin").search(name)) and bool(pattern("issue").search(f"{line.text}\n{following}"))


def _beside(line: Line, name: Item) -> Item | None:
    """The one short word behind a name and a bar, or behind a wide blank: 甲县信息港 | 山城资讯."""
    parts = [part for part in re.split(r"\s*[|/]\s*|\u3000+|\s{2,}", line.text) if part]
    furniture = (*words().no_site, *words().crumb_ends)
    if len(parts) == 2 and parts[1] not in furniture and parts[0] == name.value and re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", parts[1]):
        at = line.start + line.text.rindex(parts[1])
        return Item(field="column", value=parts[1], start=at, end=at + len(parts[1]))
    return None


def accounts(before: Sequence[Line], behind: Sequence[Line], *, hosted: bool) -> Iterator[Item]:
    """The account on a platform: a name alone in a line beside the title; with a day told from today, wherever it was published."""
    for line in behind[:2]:
        if hit := pattern("lately").match(line.text) or pattern("handle").match(line.text):
            yield Item(field="publisher", value=hit["value"], start=line.start + hit.start("value"), end=line.start + hit.end("value"))
    if not hosted:
        return
    further = [line for line in behind[2:6] if _is_site(line.text)]
    for line in [*behind[:2], *further, *reversed(before[-5:])]:
        name = pattern("account_tail").sub("", line.text).strip()
        if (
            re.fullmatch(r"[\u4e00-\u9fffA-Za-z·]{2,14}", name)
            and name not in (*words().no_site, *words().nobody, *words().sections, *fields())
            and not pattern("platform").match(name)
            and not pattern("idle").match(name)
            and not pattern("account_mark").search(name)
        ):
            yield Item(field="publisher", value=name, start=line.start, end=line.start + len(name))
