"""Articles as large as sites serve them: the HTML pages of bench/layouts inside the menus, lists, styles and scripts of a portal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bench.layout import LAYOUTS
from shanhai.pages.encoding import decode
from shanhai.pages.formats.html import declared_encoding

SIZE = 50_000
# Of the bytes around the article: styles and scripts, menus above, lists beside and below.
STYLES, SCRIPTS, MENUS = 0.15, 0.3, 0.15

_PLACES = (
    "桐庐",
    "衡水",
    "遂昌",
    "诸暨",
    "渭南",
    "长汀",
    "南海",
    "黑河",
    "特克斯",
    "济阳",
    "贡山",
    "龙岩",
    "广元",
    "泸水",
    "江山",
    "庆元",
    "平阳",
)
_DEEDS = (
    "召开秋粮收购动员会",
    "图书馆调整开放时间",
    "举行职工运动会",
    "新增停车位六百个",
    "开展森林防火巡查",
    "公布中小学招生范围",
    "启动老旧小区改造",
)
_COLUMNS = (
    "首页",
    "要闻",
    "政务公开",
    "办事服务",
    "互动交流",
    "专题专栏",
    "视频",
    "图片",
    "乡镇",
    "部门",
    "通知公告",
    "人事任免",
    "规划计划",
    "便民查询",
)
_STYLE = ".m{0} .item-{0} a:hover{{color:#{1:06x};padding:{2}px 0;background:url(/i/{0}.png)}}\n"
_SCRIPT = 'function f{0}(a,b){{if(a<b&&b>{0}){{document.getElementById("m{0}").innerHTML=a+"<b>"+b+"</b>";}}return a*{0};}}\n'


def shell(page: str, size: int = SIZE) -> str:
    """The page with a site around it, of `size` bytes in UTF-8 or a little more.

    >>> large = shell("<html><head><title>甲</title></head><body><p>乙</p></body></html>")
    >>> SIZE <= len(large.encode()) < SIZE + 1000, large.count("<p>乙</p>")
    (True, 1)
    """
    room = size - len(page.encode())
    styles, scripts, menus = (
        _filled(make, room * share) for make, share in ((_styles(), STYLES), (_scripts(), SCRIPTS), (_menus(), MENUS))
    )
    head = f"<style>{styles}</style><script>{scripts}</script>"
    above = f'<div class="top"><ul class="nav">{menus}</ul></div>'
    lists = _filled(_lists(), room - len((head + above).encode()))
    page = _before(page, "</head>", head)
    page = re.sub("<body[^>]*>", lambda tag: tag.group() + above, page, count=1, flags=re.I)
    return _before(page, "</body>", f'<div class="side">{lists}</div>')


def shells() -> Iterator[bytes]:
    """Every HTML page of bench/layouts in its shell, in UTF-8 and declared so."""
    for path in sorted(LAYOUTS.glob("*.html")):
        octets = path.read_bytes()
        text = decode(octets, name=path.name, declared=declared_encoding(octets)).text
        yield shell(re.sub(r"(charset\s*=\s*[\"']?)[\w-]+", r"\1utf-8", text, count=1, flags=re.I)).encode()


def _before(page: str, tag: str, addition: str) -> str:
    at = page.lower().rindex(tag)
    return page[:at] + addition + page[at:]


def _filled(make: Iterator[str], size: float) -> str:
    """Pieces until they have so many bytes."""
    pieces, length = [], 0
    while length < size:
        pieces.append(next(make))
        length += len(pieces[-1].encode())
    return "".join(pieces)


def _styles() -> Iterator[str]:
    return (_STYLE.format(number, number * 7919 % 0xFFFFFF, number % 9) for number in itertools.count())


def _scripts() -> Iterator[str]:
    return map(_SCRIPT.format, itertools.count())


def _menus() -> Iterator[str]:
    for number, column in enumerate(itertools.cycle(_COLUMNS)):
        yield f'<li class="m{number}"><a href="/col/{number}/index.html" target="_blank" title="{column}">{column}</a></li>\n'


def _lists() -> Iterator[str]:
    """Boxes of ten links with their dates, a picture and a line of figures now and then."""
    for number, (place, deed) in enumerate(zip(itertools.cycle(_PLACES), itertools.cycle(_DEEDS), strict=False)):
        if number % 10 == 0:
            column = _COLUMNS[number // 10 % len(_COLUMNS)]
            box = f'</ul></div><div class="box m{number}"><h3>{column}</h3><img src="/i/{number}.jpg" alt=""><ul>\n'
            yield box if number else box.removeprefix("</ul></div>")
        day = f"{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield f'<li><span class="date">[{day}]</span><a href="/art/{number}.html" title="{place}{deed}">{place}{deed}</a></li>\n'
