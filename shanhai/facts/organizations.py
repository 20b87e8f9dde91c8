"""The organisations of a page: those that do something in its story, and those that publish it, each once under its fullest name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shanhai.knowledge import organizations as known
from shanhai.knowledge import places, words
from shanhai.knowledge.firms import same_firm
from shanhai.knowledge.formal import formal
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.lexicon import worded
from shanhai.mentions.site import kind_of
from shanhai.model import Mention, Organization, OrganizationKind

from .body import only_work, ordering, to_come
from .context import Context
from .home import wanted_level
from .house import BODIES, SEATS, organization_kind, published_by
from .nameless import COUNTED, LEVELS, beginning, describes, only_kind_of_firm
from .naming import unquoted
from .shared_place import shared_place
from .village import village
from .work import cleaned, counted

_PLACE, _PORT, _COMMUNITY, _INTO = "site-place", "港", "社区", ("进", "入")
_NO_ORGANIZATIONS = frozenset({_PLACE})
OFFICES = frozenset({"party", "government", "congress", "cppcc"})
"""The bodies that every division has."""
# Committees and governments of a division do something of their own only where they sign, found or publish.
COMMITTEES = frozenset({"party", "government"})
"""Those of them that speak for the division."""
_DOES = re.compile(
    rf"(?:(?:分别|还|也|又)?(?:以及|[与和同、])[^，。；]{{0,24}}?)?(?:{words.alternation('当场')}|在[^，。]{{1,24}}?){{0,3}}"
    rf"(?:签|联合|{words.alternation('主办')}|{words.alternation('合作共建')}|议定)|(?:[与和同、][^，。；]{{0,16}}?)?的?(?:{words.alternation('协议')})"
)
_CALLED = re.compile(r"（(?P<called>(?:以下)?(?:统称|简称|下称|称)[为：:]?)?[“‘]?(?P<name>[^（）“”‘’，]{3,16})[”’]?）")
_HALF = 2
_MEDIUM = "media"
_TWO = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[—－\-–·]|（[\u4e00-\u9fff·—－\-]{2,10}）)")  # both places of a name, before what it is
# 甲中心、乙中心|2家单位: the number closes the list.
_CLOSING = re.compile(rf"(?:\d+|[两三四五六七八九十]+)(?:余|多)?[个家所](?:{words.alternation('单位')})|\d+个[\u4e00-\u9fff]{{0,4}}园区")
_WIDE = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:余|多)?(?:亩|平方|公顷|公里)")  # 蔬菜基地|1.5万多亩
_ONE = re.compile(r"[一两几][处座个所条片家间栋批]\Z")  # 一处|茶旅融合示范点
_EVERY = re.compile(rf"(?:{words.alternation('各处')})(?:[省市县区州旗镇乡、/]|（[省市县区州旗镇乡]）){{0,4}}\Z")
_FIRM_OF_SITE = re.compile(r".{2,}有限公司(?=[\u4e00-\u9fff]{2})")
# 甲局、|乙局和丙办|负责人|陪同: who only comes along
_ALONG = re.compile(
    r"(?:(?:[、和及与]|以及)[\u4e00-\u9fff]{2,14}?(?<=[局委办部室会厅处院府]))*(?:等[\u4e00-\u9fff]{0,6}(?:部门|单位))?(?:主要)?"
    rf"(?:{words.alternation('无名负责人')})?等?(?:{words.alternation('一同')})?(?:{words.alternation('列席')})(?!了?[\u4e00-\u9fff]{{0,6}}签)"
)
_ELSEWHERE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:院区|校区|分院)")
_FOUNDED = re.compile(rf"(?:注册|合资成立|{words.alternation('设立')})了?(?:一家|1家)?\Z")


def organizations(context: Context) -> tuple[Organization, ...]:
    """The organisations and named sites of the story, and the publishers; holders of posts that do nothing else are left out."""
    found: dict[str, OrganizationKind] = {}
    for name, kind in (*_named(context), *published_by(context)):
        found.setdefault(name, kind)
    again = _called_again(context)
    return tuple(
        Organization(name=name, kind=kind)
        for name, kind in found.items()
        if not (_shortened(name, found) or any(full in found for full in again.get(name, ())))
    )


def _called_again(context: Context) -> dict[str, set[str]]:
    """甲大学附属乙医院（以下简称“丙医院”）, 甲大学附属乙医院（丙医院）: what the page calls bodies, and their names."""
    found: dict[str, set[str]] = {}
    bodies = [m for m in context.told if m.type == "organization"]
    whole = {(m.start, m.end): m for m in bodies}
    for body in bodies:
        said = _CALLED.match(context.text, body.end)
        same = said and whole.get(said.span("name"))
        if said and (said["called"] or (same and same.value == body.value)):
            found.setdefault(said["name"], set()).update({body.text, full_name(context, body) or body.text})
    return found


def _shortened(name: str, found: Iterable[str]) -> bool:
    """横山初中 beside 枞阳县横山初级中学: the end of a longer name, told again in short."""
    return any(
        other in (f"{name}社", f"{name}委员会")  # 甲日报|社, 甲镇工会|委员会
        or name.startswith(f"{other}-")  # 甲网|-乙频道
        or (known.same_body(name, other) and len(name) * _HALF >= len(other))
        or known.abbreviates(name, other)
        or known.by_initials(name, other)
        or same_firm(name, other)
        for other in found
    )


def in_full(name: str, told: Iterable[str]) -> str:
    """The one longer name that a page has for a body told in short, else the name itself: 甲一中 beside 乙市甲县第一中学."""
    longer = [other for other in told if known.same_body(name, other)]
    longest = max(longer, key=len, default=name)
    return longest if all(each == longest or known.same_body(each, longest) for each in longer) else name


def _named(context: Context) -> Iterator[tuple[str, OrganizationKind]]:
    for mention in context.story:
        holders = mention.parts if mention.type == "post" else ()
        speaks = mention.type == "post" and mention.text.endswith(words.words("无名负责人"))  # 甲县乙局|有关负责人
        for inner in (mention, *(p for p in holders if p.value not in OFFICES or (speaks and p.parts))):
            if inner.type not in ("organization", "site") or (name := full_name(context, inner)) is None:
                continue
            if inner.type == "site" and (own := village(inner, name)) and (beginning(inner) or not describes(inner, own)):
                yield own, OrganizationKind.VILLAGE
                continue
            if describes(inner, name):
                continue
            speaks_for = inner.value in COMMITTEES and name.endswith(SEATS) and not _acts(context, inner)
            if speaks_for or (inner.value in OFFICES and _comes_along(context, mention)):
                continue  # 代表县委、县政府表示感谢: the place speaks
            if (COUNTED.match(context.text, inner.end) and not _CLOSING.match(context.text, inner.end)) or counted(context, inner):
                continue  # 增设直营店|2家, 建立8个|体验馆
            if _several(context, inner) or _to_be_founded(context, inner, name) or _idle(context, inner):
                continue
            if inner.value not in _NO_ORGANIZATIONS and (firm := _FIRM_OF_SITE.match(name)) and _of_firm(inner):
                yield firm[0], OrganizationKind.COMPANY  # 甲有限公司|生产基地
            elif inner.value not in _NO_ORGANIZATIONS:
                name = name.rpartition("·")[2] if inner.value == _MEDIUM else name  # 甲客户端·乙日报
                yield _of_two(context, inner) or name + _elsewhere(context, inner), organization_kind(inner.value)
            elif inner.type == "site" and (kind := _of_place(inner, name)) is not None:
                yield name, kind


def _of_place(site: Mention, name: str) -> OrganizationKind | None:
    """The kind of a place that is a body too, by what it is called: a ward, a port, an airport."""
    if name.endswith(_COMMUNITY) and (beginning(site) or _is_ward(name)):
        return OrganizationKind.VILLAGE
    if site.value != _PLACE or not name.endswith(words.words("场所机构")) or name.endswith(words.words("自然公园")):
        return None
    return OrganizationKind.PORT if name.endswith(_PORT) else OrganizationKind.OTHER


def _is_ward(name: str) -> bool:
    """Whether what ends as a community does is one by name: 甲丙社区; 非遗进社区 is none."""
    own = name.removesuffix(_COMMUNITY)
    return not worded(own) and not own.endswith(_INTO)


def _acts(context: Context, mention: Mention) -> bool:
    """Whether a committee or government signs, founds or has a hand in a paper, or is called on (拜访|甲市人民政府)."""
    called_on = words.ending("拜会", context.text, mention.start)
    return bool(called_on) or _DOES.match(context.text, mention.end) is not None


def _elsewhere(context: Context, mention: Mention) -> str:
    """甲市人民医院|乙县院区: what a house is called that it has in another place."""
    called = _ELSEWHERE.match(context.text, mention.end) if mention.value in INSTITUTIONS else None
    return called[0] if called and (called["name"] in places.aliases() or not worded(called["name"])) else ""


def _comes_along(context: Context, mention: Mention) -> bool:
    """Whether only somebody without a name of an office, and of those that a list names with it, comes along (甲局、乙局|负责人陪同)."""
    along = _ALONG.match(context.text, mention.end)
    return along is not None and words.any_of("无名负责人").search(context.text, mention.start, along.end()) is not None


def _idle(context: Context, mention: Mention) -> bool:
    """Whether only a paper of a body is told, it is yet to be founded, or is the work that the page tells of."""
    return ordering(context, mention) or to_come(context, mention) or only_work(context, mention)


def _of_firm(mention: Mention) -> bool:
    """Whether what stands behind a firm's name is its own: a site, or a laboratory."""
    return mention.type == "site" or mention.value == "institute"


def _several(context: Context, mention: Mention) -> bool:
    """各区|供销社, 一处|示范点, 蔬菜基地|1.5万亩: whether what no place begins is every such body, one of its kind, or measured."""
    if context.text.endswith(words.words("指别"), 0, mention.start):
        return True  # 这个|广东前置仓
    if beginning(mention) is not None:
        return False
    every = mention.text.startswith(LEVELS) and _EVERY.search(context.text, max(0, mention.start - 10), mention.start)
    one = _ONE.search(context.text, max(0, mention.start - 3), mention.start)
    return bool(every or one or (mention.type == "site" and _WIDE.match(context.text, mention.end)))


def _of_two(context: Context, mention: Mention) -> str | None:
    """甲县—|乙市产业园: the name of a platform that ends where a shorter name does and begins with the other place."""
    whole = (m for m in context.named.platforms if m.start < mention.start < m.end == mention.end)
    found = next((cleaned(m.text) for m in whole if _TWO.match(m.text)), None)
    return found.replace("“", "").replace("”", "") if found and found.endswith(unquoted(mention.text)) else None


def led_body(context: Context, official: Mention) -> str | None:
    """The company, school, hospital or party's centre in which an official has a post: 甲公司 for 甲公司党委书记李四."""
    for held in (p for p in official.parts if p.type == "organization"):
        cut = next((at for w in words.words("党组织") if (at := held.text.find(w)) >= 0), len(held.text))
        name = full_name(context, held) if cut == len(held.text) else held.text[:cut]
        if name and (kind_of(name) in BODIES or (not held.parts and name.startswith(words.words("民主党派")))):
            return name
    return None


def full_name(context: Context, mention: Mention) -> str | None:
    """The name of an organisation without the places above its own, and with its own where the page leaves that out."""
    name = unquoted(mention.text)
    name = name.lstrip("‘") if "’" not in name else name  # ‘医学会
    outer = next((p for p in mention.parts if p.type == "place" and p.start == mention.start and p.parts), None)
    if outer is not None:
        name = outer.parts[-1].text + name[len(outer.text) :]
    if not outer and (shared := shared_place(context, mention)) is not None:  # 甲县文旅局、|商务局
        own = (shared.parts[-1] if shared.parts else shared).text
        level = "" if name in known.organs() else next((each for each in LEVELS if name.startswith(each)), "")  # 乡村振兴局
        return own + name.removeprefix(level) if own.endswith(level) else name
    if not name.startswith(LEVELS) or beginning(mention) is not None:  # 镇海区甲中学 begins with no level
        return formal(name) if mention.value in OFFICES and mention.value != "party" else name
    home = context.home.established(wanted_level(name))
    if home is not None:
        return home.name + name.removeprefix(next(level for level in LEVELS if name.startswith(level)))
    longer = {
        m.text: m.start for m in reversed(context.of_type(mention.type, 0, mention.start)) if m.text != name and m.text.endswith(name)
    }
    return next(iter(longer)) if len(longer) == 1 else _spelled_out(context, name) or min(longer, key=longer.__getitem__, default=name)


def _spelled_out(context: Context, name: str) -> str | None:
    """市人民医院 where the page has the name elsewhere behind one place (衡水|市人民医院|城北院区)."""
    before = (m for m in context.told if m.type == "place" and context.text.startswith(name, m.end - 1))
    longer = {(m.parts[-1] if m.parts else m).text + name[1:] for m in before}
    return longer.pop() if len(longer) == 1 else None


def _to_be_founded(context: Context, mention: Mention, name: str) -> bool:
    """共同成立|投资有限责任公司: whether a company is founded of which only the kind is told."""
    founded = _FOUNDED.search(context.text, max(0, mention.start - 8), mention.start)
    return founded is not None and only_kind_of_firm(name)
