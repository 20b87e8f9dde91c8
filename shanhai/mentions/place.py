"""Places: divisions by any of their names, townships, zones, and words that stand for a place.

A mention's `value` is the codes that the name can mean, joined by "|" (for zones the zone's name); a chain such as
甲省乙市丙县 is one mention whose parts are its links and whose value is its last link's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from shanhai.knowledge import places, words
from shanhai.knowledge.zones import CORPS_CITIES, CORPS_DIVISION, zones
from shanhai.model import Mention

from .abbreviation import abbreviated
from .appointed import holds_post
from .lexicon import Hit, Scan
from .person import is_name, read_name
from .township import called_town, unlisted, village_behind

# An ordinary word is read as a short place name only with its full name on the page; above this frequency in jieba's
# dictionary not even then (合作 13478, 资源 17453, 富裕 822; 江山 and 开化 lie far below).
COMMONEST = 400
_JOINING = frozenset("和与及同")
_CLOSING = frozenset("，。；、,;\n ")
_GENERIC = frozenset(words.words("市郊"))
# Two townships side by side (甲镇与乙镇, 甲镇—乙镇): what is surely one makes the other one too.
_PARTNER = re.compile(r"[与和、]|[—－\-]{1,2}")
_PARTNER_BEFORE = re.compile(r"(?:[与和、]|[—－\-]{1,2})$")
# A short name joined to that of another place (龙泉和萧山, 电白—南海).
_JOINED, _JOINED_BEFORE = re.compile(r"[与和]|[—－–\-·•]{1,2}"), re.compile(r"(?:[与和]|[—－–\-·•]{1,2})$")
_LONGEST_JOINT = 2  # characters
_TWO, _LONGEST_SHORT = "两", 6  # characters of a joint and a short name
_LEVELS = frozenset({"county", "prefecture"})
_FEW = 2
_TOWNSHIP_CODE = 9  # digits
_COUNTY_CODE = 6
_REGIMENT = "兵团团场"
_NUMERALS = frozenset("0123456789〇○零一二三四五六七八九十百几")
_OPENING, _SHUTTING = frozenset("（("), ("）", ")")


@cache
def _countryside() -> tuple[str, ...]:
    return tuple(f"乡村{word}" for word in words.words("乡村后"))


@cache
def _frequency(alias: str) -> int | None:
    mark = places.ordinary(alias)
    if not mark:
        return None
    digits = re.search(r"\d+", str(mark))
    return int(digits[0]) if digits else 0


def _word_borders(scan: Scan) -> frozenset[int]:
    """The offsets at which a word begins or ends, also between places that a dictionary holds as one word (吉林|长春).

    A short name across such an offset is none: 创新|平台 holds no 新平.
    """
    borders = set(scan.borders)
    names = (*scan.hits("place"), *scan.hits("short"))
    starts = {h.start for kind in ("place", "short", "programme", "delegation", "organ") for h in scan.hits(kind)}
    borders |= {h.end for h in names if h.start in borders and h.end in starts}
    borders |= {
        h.end for h in names if h.start in borders and h.end not in borders and not scan.within_word(h.end)
    }  # 叙州|作: no word of the dictionary
    return frozenset(borders)


def _supported(text: str, hit: Hit, full_names: frozenset[str]) -> bool:
    """Whether a short name stands for the place here rather than for an ordinary word."""
    if hit.text in _GENERIC:
        return False
    frequency = _frequency(hit.text)
    if frequency is None:
        return True
    levels = {p.level for p in map(places.place, hit.detail.split("|")) if p}
    if "province" in levels:
        return True
    if frequency >= COMMONEST:
        return False
    if "prefecture" in levels:
        return True
    return any(name.startswith(hit.text) for name in full_names) or _visited(text, hit)


def _visited(text: str, hit: Hit) -> bool:
    """Whether a word stands as a place does: in brackets behind a zone, or between a verb of going and what is done there (赴龙山考察)."""
    if _in_brackets(text, hit.start, hit.end):
        return True
    if not text.endswith(words.words("前往"), 0, hit.start):
        return False
    return text[hit.end : hit.end + 1] in _CLOSING or text.startswith(words.words("来后"), hit.end)


def _levels(hit: Hit) -> list[str]:
    """The levels, of a county or a prefecture, that a name may mean."""
    return [p.level for p in map(places.place, hit.detail.split("|")) if p and p.level in _LEVELS]


def _beside(text: str, hit: Hit, sure: tuple[Mapping[int, str], Mapping[int, str]], full_names: frozenset[str]) -> bool:
    """Whether an ordinary word is joined to a place of its level (龙泉和|萧山): as common as 南海 it is read so only with its full name."""
    frequency = _frequency(hit.text)
    printed = any(name.startswith(hit.text) for name in full_names)
    if _listed(text, hit, sure):
        return True
    if frequency is None or (frequency >= COMMONEST and not printed):
        return False
    (starts, ends), behind = sure, max(0, hit.start - _LONGEST_JOINT)
    after, before = _JOINED.match(text, hit.end), _JOINED_BEFORE.search(text[behind : hit.start])
    partners = {starts.get(after.end()) if after else None, ends.get(behind + before.start()) if before else None}
    return bool(partners & set(_levels(hit))) or _of_two(text, hit, sure)


def _of_two(text: str, hit: Hit, sure: tuple[Mapping[int, str], Mapping[int, str]]) -> bool:
    """Whether an ordinary word and a place of its level are called two behind them: 秀山、|合川|两地, 合川、|秀山|两县."""
    starts, ends = sure
    levels = set(_levels(hit))
    if text.startswith("、", hit.end) and starts.get(hit.end + 1) in levels:
        return any(text.startswith(_TWO, end) for end in ends if hit.end < end <= hit.end + _LONGEST_SHORT)
    return text.startswith(_TWO, hit.end) and text.endswith("、", 0, hit.start) and ends.get(hit.start - 1) in levels


def _listed(text: str, hit: Hit, sure: tuple[Mapping[int, str], Mapping[int, str]]) -> bool:
    """Whether an ordinary word stands in a list between two places of its level: 虹口、|长宁|、奉贤."""
    starts, ends = sure
    between = text.startswith("、", hit.end) and text.endswith("、", 0, hit.start)
    return between and {starts.get(hit.end + 1), ends.get(hit.start - 1)} in [{level} for level in _levels(hit)]


def _below(hit: Hit, codes: Sequence[str]) -> bool:
    """Whether a place right before the name holds what the name may mean (陕西|西安)."""
    return any(places.within(c, above) and c != above for c in hit.detail.split("|") for above in codes)


def _joins(text: str, hit: Hit) -> bool:
    """Whether the first character of a name of two may rather join it to what stands before: 局长|和|县教育局 holds no 和县."""
    return (
        len(hit.text) == 2
        and hit.start > 0
        and "\u4e00" <= text[hit.start - 1] <= "\u9fff"
        and not text.endswith(words.words("前往"), 0, hit.start)
    )


def _own_papers(scan: Scan) -> Iterable[str]:
    """The short names by which a text's local papers are called: 龙山新闻网."""
    paper = words.any_of("地方媒体")
    return (h.text for h in scan.hits("short") if paper.match(scan.text, h.end))


def _divisions(scan: Scan) -> Iterable[Hit]:
    blocked = [(h.start, h.end) for h in scan.hits("no-place")]
    borders = _word_borders(scan)
    full = [h for h in scan.hits("place") if h.text not in _GENERIC and (len(h.text) > 2 or {h.start, h.end} <= borders)]
    names = frozenset((*(h.text for h in full), *_own_papers(scan)))
    near = {c[:2] for h in full for c in h.detail.split("|") if h.text[0] not in _JOINING}
    full = [h for h in full if not any(a <= h.start and h.end <= b for a, b in blocked)]
    full = [h for h in full if h.text[0] not in _JOINING or not _joins(scan.text, h) or h.detail[:2] in near]
    full = [h for h in full if h.text[0] not in words.words("任") or not holds_post(scan, h.start)]
    yield from full
    ends: dict[int, list[str]] = defaultdict(list)
    for known in (*full, *scan.hits("short")):
        ends[known.end] += known.detail.split("|")
    titles = {h.end: h.start for h in scan.hits("title")}
    bodies = frozenset(h.end for kind in ("organ", "suffix") for h in scan.hits(kind))
    joined = {h.start for kind in ("programme", "delegation") for h in scan.hits(kind)}
    sure = _sure(scan, full, borders, names)
    stems = tuple(h.text[:-1] for h in scan.hits("township"))
    for hit in scan.hits("short"):
        within = scan.text.startswith(stems, hit.start)
        if within and any(stem != hit.text and stem.startswith(hit.text) and scan.text.startswith(stem, hit.start) for stem in stems):
            continue  # 惠安堡镇|惠安堡村 holds no 惠安
        beneath = _below(hit, ends.get(hit.start, ()))
        if not beneath and (_after_title(scan.text, titles, hit) or _in_name(scan, hit, bodies)):
            continue
        if not beneath and (hit.start not in borders or hit.end not in borders):
            continue
        if any(a <= hit.start and hit.end <= b for a, b in blocked) or scan.text.startswith(words.words("地名后"), hit.end):
            continue
        if hit.text not in _GENERIC and (
            beneath or hit.end in joined or _supported(scan.text, hit, names) or _beside(scan.text, hit, sure, names)
        ):
            yield hit


def _sure(scan: Scan, full: Iterable[Hit], borders: frozenset[int], names: frozenset[str]) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Where names begin and where they end that are surely a county's or a prefecture's, each with its level."""
    known = (h for h in scan.hits("short") if {h.start, h.end} <= borders and _supported(scan.text, h, names))
    levels = [(h, found[0]) for h in (*full, *known) if (found := _levels(h))]
    return {h.start: level for h, level in levels}, {h.end: level for h, level in levels}


def _after_title(text: str, titles: Mapping[int, int], hit: Hit) -> bool:
    """Whether a name that overlaps a title is the end of it and the beginning of who holds it: 副区长|沙红带领 holds no 长沙."""
    for end in range(hit.start + 1, hit.end):
        if titles.get(end, hit.start) < hit.start and (name := read_name(text, end, posted=True)) is not None and name.closure:
            return True
    return False


def _in_name(scan: Scan, hit: Hit, bodies: frozenset[int]) -> bool:
    """Whether a name is the given one of whom a body and a title hold: 甲市侨联陈|江山|主席."""
    start = hit.start - 1
    return start in bodies and scan.text.startswith(words.words("名后职务"), hit.end) and is_name(scan.text[start : hit.end])


def _codes(hits: Iterable[Hit]) -> frozenset[str]:
    codes: set[str] = set()
    for hit in hits:
        for code in hit.detail.split("|"):
            codes.add(code)
            codes.update(p.code for p in places.ancestors(code))
    return frozenset(codes)


def _townships(scan: Scan, near: frozenset[str]) -> Iterable[Hit]:
    """Townships whose county is on the page, whose name two places bear at most, or that send or govern (甲镇党委, 甲镇代表团)."""
    followed = {h.start for kind in ("organ", "delegation", "title") for h in scan.hits(kind)}
    others: list[Hit] = []
    ends: set[int] = set()
    known: set[str] = set()  # one that governs is meant wherever the page names it
    for hit in scan.hits("township"):
        if scan.text.startswith(_countryside(), hit.end - 1):  # 甲渔光湖村|乡村振兴 holds no 湖村乡
            continue
        names = (h for kind in ("short", "place") for h in scan.hits(kind) if h.start == hit.end - 1)
        if any(_below(h, [a.code for a in places.aliases().get(hit.text[:-1], ())]) for h in names):
            continue  # 普洱|镇沅 holds no 普洱镇
        codes = hit.detail.split("|")
        local = [c for c in codes if c[:6] in near]
        if not local and hit.text in words.words("非乡镇"):  # 小城镇建设
            continue
        found = Hit(category="township", start=hit.start, end=hit.end, text=hit.text, detail="|".join(local or codes))
        if local or len(codes) <= _FEW or hit.end in followed or village_behind(scan.text, hit.end):
            ends |= {found.start, found.end}
            known.add(found.text)
            yield found
        else:
            others.append(found)
    for hit in others:
        after, before = _PARTNER.match(scan.text, hit.end), _PARTNER_BEFORE.search(scan.text[max(0, hit.start - 2) : hit.start])
        if hit.text in known or (after and after.end() in ends) or (before and max(0, hit.start - 2) + before.start() in ends):
            yield hit


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
        elif hit.start == chosen[-1].start and hit.end > chosen[-1].end:
            chosen[-1] = hit
    return chosen


def _mention(hit: Hit) -> Mention:
    kind = "zone" if hit.category == "zone" else "place"
    value = hit.detail
    if kind == "zone" and not hit.text.endswith(words.words("功能区") + words.words("新区")):
        value = zones()[hit.text][0].name
    return Mention(type=kind, start=hit.start, end=hit.end, text=hit.text, value=value)


def _hosts(name: str) -> frozenset[str]:
    """The divisions in which the zones of a name lie."""
    return frozenset(c for z in zones().get(name, ()) for c in z.hosts)


def _inside(outer: str | None, inner: Mention) -> list[str]:
    """The codes of `inner` that lie within one of the codes of `outer`, or of the divisions in which that zone lies."""
    above = [c for name in (outer or "").split("|") for c in ((name,) if name.isdigit() else _hosts(name))]
    if inner.type == "zone":
        hosts = _hosts(inner.text)
        return [inner.value or ""] if any(places.within(h, a) for h in hosts for a in above if a) else []
    return [c for c in (inner.value or "").split("|") if any(a and c != a and places.within(c, a) for a in above)]


def _holding(outer: Mention, inner: Sequence[str]) -> Mention:
    """A place that may mean several, as those of them in which the place after it lies (淮安市|盱眙县)."""
    codes = (outer.value or "").split("|")
    held = [c for c in codes if any(places.within(i, c) for i in inner)]
    return outer if not held or len(codes) == 1 else msgspec.structs.replace(outer, value="|".join(held))


def _behind(outer: Mention, inner: Mention) -> bool:
    """Whether a place is a township right behind its county, though no list has it, or has it under the county's former code."""
    if inner.value is None:
        return True
    codes = inner.value.split("|")
    return outer.text[-1] in "县区旗" and all(len(c) == _TOWNSHIP_CODE for c in codes) and not _inside(outer.value, inner)


def _of_whole(text: str, outer: Mention, inner: Mention) -> bool:
    """西藏的|林芝地区: whether a division stands behind the province in which alone it lies, with 的 between them."""
    if not (outer.value or "").endswith("0000") or inner.type != "place" or outer.type != "place" or text[outer.end : inner.start] != "的":
        return False
    codes = (inner.value or "").split("|")
    return all(len(c) == _COUNTY_CODE for c in codes) and codes == _inside(outer.value, inner)


def _is_one(outer: Mention, link: Mention) -> bool:
    """第三师|图木舒克市: whether a division of the Corps is one with the city behind it."""
    if outer.type != "zone" or link.type != "place":
        return False
    return any(zone.kind == CORPS_DIVISION and link.value in zone.hosts for zone in zones().get(outer.text, ()))


def _chain(text: str, links: list[Mention]) -> Mention:
    if len(links) == 1:
        return links[0]
    last = links[-1]
    start = links[0].start
    return Mention(type=last.type, start=start, end=last.end, text=text[start : last.end], value=last.value, parts=tuple(links))


def chains(text: str, links: Iterable[Mention]) -> tuple[Mention, ...]:
    """Adjacent places of which each lies within the one before become one mention; so does a city behind its province and 的."""
    result: list[list[Mention]] = []
    for link in links:
        if result and _of_whole(text, result[-1][-1], link):
            result[-1].append(link)
            continue
        if result and result[-1][-1].end == link.start:
            if result[-1][-1].type == "place" and link.type == "place" and _behind(result[-1][-1], link):
                link = msgspec.structs.replace(link, value=None)
                result[-1].append(link)  # a township that no list has, right behind its county
                continue
            outer = result[-1][-1]
            if _is_one(outer, link):
                result[-1].append(link)
                continue
            narrowed = _inside(outer.value, link) if outer.type == "place" or link.type == "zone" else []
            if narrowed:
                result[-1][-1] = _holding(result[-1][-1], narrowed)
                link = Mention(type=link.type, start=link.start, end=link.end, text=link.text, value="|".join(narrowed))
                result[-1].append(link)
                continue
        result.append([link])
    return tuple(_chain(text, chain) for chain in result)


def _regions(scan: Scan, links: Sequence[Mention]) -> Iterable[Mention]:
    """陕西水源区, 三峡库区: a part of the country that is no division."""
    ends = words.words("区域")
    for link in links:
        if scan.text.startswith(ends, link.end):
            end = link.end + len(next(e for e in ends if scan.text.startswith(e, link.end)))
            yield Mention(type="region", start=link.start, end=end, text=scan.text[link.start : end], parts=(link,))


def _zones(scan: Scan, near: frozenset[str]) -> Iterable[Hit]:
    """Zones; a regiment (八团) or a division's number (三师) only on a page that names the corps or one of its cities."""
    corps = any(code.startswith(CORPS_CITIES) for code in near) or any(w in scan.text for w in words.words("兵团"))
    for hit in scan.hits("zone"):
        bearers = zones()[hit.text]
        regiment = any(z.kind == _REGIMENT for z in bearers)
        part = all(z.kind == _REGIMENT or hit.text in z.numbered for z in bearers) and scan.text[hit.start - 1 : hit.start] in _NUMERALS
        if not (regiment or any(hit.text in z.numbered for z in bearers)) or (corps and not part):
            yield hit


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether brackets right behind a word for a zone hold a stretch and nothing else."""
    return text[start - 1 : start] in _OPENING and text.endswith(words.words("功能区"), 0, start - 1) and text.startswith(_SHUTTING, end)


def _bracketed(text: str, links: Sequence[Mention]) -> list[Mention]:
    """高新区（滨江）: a zone and, in brackets, the district with which it is governed as one, are that district."""
    result: list[Mention] = []
    for link in links:
        if link.type == "place" and _in_brackets(text, link.start, link.end):
            zone = next((m for m in result if m.type == "zone" and m.end == link.start - 1), None)
            generic = (len(w) for w in words.words("功能区") if text.endswith(w, 0, link.start - 1))
            start = zone.start if zone else link.start - 1 - max(generic)
            result = [m for m in result if m is not zone]
            link = msgspec.structs.replace(link, start=start, end=link.end + 1, text=text[start : link.end + 1], parts=(link,))
        result.append(link)
    return result


def find_places(scan: Scan) -> tuple[Mention, ...]:
    """Every place of a text, chains joined, not overlapping."""
    divisions = [h for h in _divisions(scan) if not called_town(scan.text, h.start, h.end)]
    near = _codes(divisions)
    hits = [*divisions, *_townships(scan, near), *_zones(scan, near)]
    links = _bracketed(scan.text, [_mention(h) for h in _longest(hits)])
    links += list(unlisted(scan.text, links))
    deixis = [Mention(type="deixis", start=h.start, end=h.end, text=h.text) for h in scan.longest("deixis")]
    taken = [*links, *deixis]
    links.sort(key=lambda m: m.start)
    found = [*chains(scan.text, links), *deixis, *_regions(scan, links), *abbreviated(scan, taken)]
    return tuple(sorted(found, key=lambda m: m.start))
