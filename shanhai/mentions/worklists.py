"""Where a text lists works: behind a word for projects, before one that sums them up, behind a verb by which somebody has them built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words

_OPENED = re.compile(
    r"项目(?:(?:分别)?(?:是|为|有|包括|：|:)+|[^。；\n]{0,30}?(?:分别是|分别为|包括)[：:]?)(?P<list>(?:(?!首个|，拟|，将|，是)[^。；\n]){8,})"
)
# 甲中学、乙卫生院、丙大道……一项项援建工程，甲园、乙厂，这些都是闽商带来的项目
_SUMMED = re.compile(
    rf"(?<![^。；：\n])(?:(?P<list>[^。；：，…\n]{{8,}})(?:，|…+)(?:等)?(?:{words.alternation('总括')})[^。；，\n]{{0,20}}?(?:{words.alternation('成果')})"
    rf"|(?P<built>[^。；：，…\n]{{8,}})，(?:均|都|全部|皆)(?:由|系|为|是)[^。；，]{{0,20}}?(?:{words.alternation('捐建')})"
    rf"|(?P<made>[^。；：，…\n]{{8,}})，(?:均|都|全部)?(?:系|为|是)[^。；，]{{0,20}}?(?:{words.alternation('所办')})的(?:重点|合作|协作|帮扶)?(?:项目|工程)(?=[，。；]))",
    re.MULTILINE,
)
# 甲市援建支持的|乙广场、丙医院、丁社区等
_AIDED = re.compile(rf"(?:{words.alternation('援建')})(?:的|了)(?P<list>[^。；：，\n]{{8,120}}?)(?=等|，|。|；)")
_GOES_ON = re.compile(
    rf"(?:(?:今年|去年|\d{{4}}年)?(?:\d{{1,2}}月)?底?)?(?:{words.alternation('进度前')})*(?:{words.alternation('进度实')})\Z"
)  # 甲园、乙厂|陆续建成投产
_BY_MEANS = re.compile(rf"项目为(?:[^，。；、]{{0,4}})(?:{words.alternation('抓手')})")
# 建成占地50亩的|甲镇育苗中心
_RAISED = re.compile(
    rf"(?:{words.alternation('建起')})的?(?:[^，。；、\n]{{2,20}}的)?(?P<name>[^，。；：、\n的]{{4,30}})(?=[，。；、\n]|等)"
)

# 支持|甲镇古驿道修缮|, 完成|丙高速丁段扩容|前期工作
_DONE_TO = re.compile(
    rf"(?:{words.alternation('经手')})了?(?P<name>[^，。；：、！？\n“”的了和及与]{{4,24}}?(?:{words.alternation('施于')}|扩容|技改))"
    rf"(?:{words.alternation('工程工作')})?(?=[，。；、和及与\n]|\Z)"
)

_GROUND = ("场地", "道", "段", "河")

# 甲公司在乙县投资建设的|丙项目: what a company builds, whatever verbs are in its name.
BUILT_BY = re.compile(
    rf"(?:{words.alternation('承建')})(?:{words.alternation('兴建')})?的"
    r"(?P<name>[^，。；：、！？\n“”（）的]{3,30}(?:、[^，。；：、！？\n“”（）的]{2,12}?和[^，。；：、！？\n“”（）的]{2,12}?)?项目)"
)
# （二）甲镇乙村茶园提升项目。 A line of a list that is a project's name alone.
NUMBERED = r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]+\s*"
"""What stands before a line of a list: （二）, 3．"""
ITEM = re.compile(
    rf"^\s*{NUMBERED}(?P<name>[^，。；：、\n]{{4,30}}(?:及|和|与)?[^，。；：、\n]{{0,14}}项目)(?=[。：；\n（])",
    re.MULTILINE,
)
# 甲镇冷链配套设施属于上海援建项目: what a sentence says to be a project.
SAID_TO_BE = re.compile(
    r"(?<![^。；\n])(?P<name>[^，。；：\n]{4,26}?)(?:也|还|都|便|就|正|均)?(?:属于?|系|是)(?P<whose>[^，。；是]{0,24}?)"
    rf"(?:{words.alternation('惠民')})(?:类)?项目(?=[，。；])",
    re.MULTILINE,
)


def lists(text: str) -> Iterator[tuple[int, int]]:
    """Where the lists of works of a text begin and end.

    >>> [text[a:b] for text in ["富阳区援建的桐庐小学、分水医院等"] for a, b in lists(text)]
    ['桐庐小学、分水医院']
    """
    for hit in _OPENED.finditer(text):
        if not _BY_MEANS.match(text, hit.start()):  # 以项目为纽带
            end = hit.end("list")
            closed = text.find("等", hit.start("list"), end)
            yield hit.start("list"), end if closed < 0 else closed
    for hit in _SUMMED.finditer(text):
        yield hit.span(next(name for name in ("list", "built", "made") if hit[name]))
    for hit in _AIDED.finditer(text):
        if "、" in hit["list"]:
            told = _GOES_ON.search(text, hit.start("list"), hit.end("list"))
            yield hit.start("list"), told.start() if told else hit.end("list")


def raised(text: str) -> Iterator[tuple[int, int]]:
    """What stands behind a verb of building up to the next mark."""
    for hit in _RAISED.finditer(text):
        yield hit.span("name")


def done_to(text: str) -> Iterator[tuple[int, int]]:
    """What is repaired, widened or built behind a verb by which it is paid for, begun or done.

    >>> [text[a:b] for text in ["支持梅江初级中学教学楼改造，帮助126人就业"] for a, b in done_to(text)]
    ['梅江初级中学教学楼改造']
    """
    for hit in _DONE_TO.finditer(text):
        done = max((w for w in (*words.words("施于"), "扩容", "技改") if hit["name"].endswith(w)), key=len)
        if hit["name"].removesuffix(done).endswith((*words.words("项目名"), *words.words("项目尾"), *_GROUND)):
            yield hit.span("name")  # 支持甲镇产业提升 is about no work
