"""Posts and officials: [organisation][title](、[title])* followed by a name or a list of names.

An official's parts are, in order, the organisations, places and posts of the chain and at last the person; persons that
share the posts follow as mentions of type `person` of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import rjieba

from shanhai.knowledge import names, posts, words
from shanhai.model import Mention
from shanhai.model.struct import Value

from .appointed import gives, goes_on, held_by, named_before, person_at
from .lexicon import Hit, Scan, mostly_words
from .organization import within_heads
from .person import Name, closure, is_name, read_name
from .slot import in_slots
from .spans import offsets_within
from .titled import state_leaders

_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT_PART = re.compile(r"[^\W的了在由将到任\da-zA-Z_]|(?<=责)任")
# 区域所山区发展研究室: units within an organisation rarely take more characters.
_LONGEST_UNIT = 14
# 哈尔滨市|营商环境建设|监督局
_LONGEST_PREFIX = 8
_PLANNED = words.words("拟任")
_NOMINEE = re.compile("(?:提名)?(?:候选人|人选)")
_PARTICLES = frozenset("的了在与和及对在向由将把到来赴被为同等，、")
_UNIT_ENDS = "室处科部所股办局队院委厅系组心司"
_JOINT = re.compile(r"[、，]?[^\S\n]?|兼(?:任)?|[、，](?:现|后|并)?(?:挂任|兼任|挂职任|挂职担任)")
# 副县长（挂职）李四, 县长 李四
_ASIDE = re.compile(r"(?:（[\u4e00-\u9fff、]{2,20}）)?[ 　]{0,3}")
_BRACKET, _LONGEST_JOINT = re.compile(r"^（[^（）]{2,12}）"), 6
_SECONDED = re.compile(r"[，、](?:[\u4e00-\u9fff]{4,5})?")  # 副县长、东西部协作|挂职干部
_OF_LEVEL = re.compile("[、，][省市县区州旗]")
_ALSO, _ALONE = ("和", "及", "以及"), re.compile("..?[^和及与]")
_AS, _KEEPING = "为", "保留"  # 副秘书长（保留|正处级）
_STANDING = re.compile(r"^、(?:人大)?常委会")  # 县人大党组成员、|常委会|副主任
_RENAMED = re.compile("（[现原今]")
_OWN_BODY = re.compile(r"、[省市县区州旗镇乡][\u4e00-\u9fff]{2,10}")
_ITEM = re.compile(r"[\u4e00-\u9fff]{4,7}(?=、)")
_NAME_JOINT = re.compile(r"[、， \u3000]|和|与|及|以及")
_PRESENT = re.compile(r"[：:]|有(?=[\u4e00-\u9fff]{2,4}、)|包括(?=[\u4e00-\u9fff]{2,4}、)")  # 甲区领导|：李四、王五, 甲区领导|有李四、王五
_OF, _COMRADE, _CHAIRED, _CLOSED_BY_WORD = "的", "同志", "会", 2
_REGION, _CONCURRENT, _COLLECTIVE, _RANK = "自治区", "concurrent", "collective", "rank"


class Post(Value, frozen=True, kw_only=True):
    """One title with the organisation or place before it."""

    start: int
    end: int
    title: Mention
    holder: Mention | None


@cache
def _held() -> tuple[str, ...]:
    """Words that say how a post is held, but for those of a second post."""
    return tuple(modifier for modifier, meaning in posts.modifiers().items() if meaning != _CONCURRENT)


class Officials:
    """Reads the chains of posts of one text."""

    def __init__(self, scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> None:
        self.text = scan.text
        self._scan = scan
        self._stops = scan.stops("stop")
        self._organizations = {m.end: m for m in sorted(organizations, key=lambda m: -m.start)}
        self._places = {m.end: m for m in sorted(places, key=lambda m: -m.start)}
        self._inside_places = offsets_within(places)
        self._inside_heads = within_heads(scan)
        self._places_from = {m.start: m for m in places}
        self._going = frozenset(w for w in words.words("赴") if len(w) == 1)
        self._short_places = frozenset(h.text for h in scan.hits("short"))
        self._starts = {m.start for m in (*organizations, *places)}
        self._credits = frozenset(words.words("署名"))
        self._collective = frozenset(words.words("泛称"))
        self._title_ends = {h.end for h in scan.hits("title")}
        self._posts = {p.start: p for p in map(self._post, self._titles(scan)) if p}

    def _titles(self, scan: Scan) -> list[Hit]:
        """Titles, leftmost-longest, without the organisation that some begin with (区委|副书记)."""
        chosen: list[Hit] = []
        for hit in scan.hits("title"):
            if self._inside_word(hit) or self.text.endswith(_KEEPING, 0, hit.start):
                continue
            hit = self._bare(hit)
            if hit.text in self._credits or (chosen and hit.start < chosen[-1].end and hit.end <= chosen[-1].end):
                continue
            if chosen and hit.start < chosen[-1].end:
                if hit.start > chosen[-1].start and not (hit.start in self._organizations and hit.end > chosen[-1].end):  # 党总支|委员
                    continue
                chosen.pop()
            chosen.append(hit)
        return chosen

    def _inside_word(self, hit: Hit) -> bool:
        """吉林长春 holds no 林长, 县长期 no 县长, 教师进修学院 nobody who is 教师."""
        if hit.end in self._inside_places or hit.end in self._inside_heads:
            return True
        if self._cut(hit.start) and self._cut(hit.end):
            return True  # 地|处长|江中游
        least = 1 if hit.text in self._collective else 2  # 茶农|业集团
        return any(
            start < hit.end < end and rjieba.has_word(self.text[start:end])
            for start, end in self._scan.words_at(hit.end)
            if end - start > least
        )

    def _cut(self, offset: int) -> bool:
        """Whether an offset lies inside a word of the dictionary."""
        return any(start < offset < end and rjieba.has_word(self.text[start:end]) for start, end in self._scan.words_at(offset))

    def _bare(self, hit: Hit) -> Hit:
        for cut in range(hit.end - 1, hit.start, -1):
            if cut in self._organizations and not self.text.startswith(("党组", "党委", "党工委"), hit.start):
                if hit.end - cut == 1:  # 组织部长 is a title of the committee's, not 长 of the 组织部
                    return hit
                return Hit(category="title", start=cut, end=hit.end, text=self.text[cut : hit.end])
        headed = hit.text[1:] in posts.titles()
        if headed and (rjieba.has_word(self.text[hit.start - 2 : hit.start + 1]) or self._of_ward(hit)):  # 工作室|主任
            return Hit(category="title", start=hit.start + 1, end=hit.end, text=hit.text[1:])
        for cut in range(hit.start + 2, hit.end - 1):
            if self.text[cut - 1] in _UNIT_ENDS and self.text[cut : hit.end] in posts.titles() and not self.text.endswith("党组", 0, cut):
                return Hit(category="title", start=cut, end=hit.end, text=self.text[cut : hit.end], detail=hit.text[: cut - hit.start])
        return hit

    def _of_ward(self, hit: Hit) -> bool:
        """甲医院骨科|主任: whether the title takes the last character of a unit that stands behind its organisation."""
        return hit.text[0] in _UNIT_ENDS and hit.start not in self._organizations and self._unit(hit.start + 1) is not None

    def _post(self, hit: Hit) -> Post | None:
        start = hit.start
        for modifier in _held() if self.text.endswith(_held(), 0, start) else ():
            if self.text.endswith(modifier, 0, start):
                start -= len(modifier)
        holder = self._unit(start) or self._holder(hit.start) or self._holder(start) or _bare_unit(hit) or self._lone_unit(start, hit.text)
        title = Mention(type="post", start=start, end=hit.end, text=self.text[start : hit.end])
        apart = holder is not None and _RENAMED.match(self.text, holder.end) is not None  # 甲县（现甲区）|副县长: two places and a post
        return Post(start=start if holder is None or apart else min(holder.start, start), end=hit.end, title=title, holder=holder)

    def _holder(self, end: int) -> Mention | None:
        end = held_by(self.text, end)
        inner = [end, end + 1, *([end + len(_REGION)] if self.text.startswith(_REGION, end) else [])]  # 宁夏回族|自治区领导
        return next((m for held in (self._organizations, self._places) for at in inner if (m := held.get(at))), None)

    def _unit(self, end: int) -> Mention | None:
        """甲局|规划处|处长: a unit that is named only by the organisation before it."""
        start = end
        while start > 0 and end - start < _LONGEST_UNIT and start not in self._title_ends and _UNIT_PART.match(self.text, start - 1):
            outer = self._organizations.get(start)
            if outer and start < end and self.text[end - 1] in _UNIT_ENDS and not self.text.endswith("党组", start, end):
                return Mention(
                    type="organization",
                    start=outer.start,
                    end=end,
                    text=self.text[outer.start : end],
                    value=outer.value,
                    parts=(outer,),
                )
            start -= 1
        return None

    def _lone_unit(self, end: int, title: str) -> Mention | None:
        """投资科|科长, 甲省村促会|会长: a body that no list has, back to a mark or a word that cannot be in a name."""
        chaired = self.text.endswith(_CHAIRED, 0, end) and posts.category(title) == "association"
        if end < 2 or not (chaired or self.text[end - 1] in _UNIT_ENDS):
            return None
        start = end
        while start > 0 and end - start < _LONGEST_UNIT and _UNIT_PART.match(self.text, start - 1) and start not in self._stops:
            start -= 1
        if end - start < 2:
            return None
        if (place := self._place_behind(start)) is not None:
            return Mention(
                type="organization", start=place.start, end=end, text=self.text[place.start : end], value="government", parts=(place,)
            )
        return Mention(type="organization", start=start, end=end, text=self.text[start:end], value="government")

    def _place_behind(self, start: int) -> Mention | None:
        """The place whose office has a word in its name that elsewhere begins none: 甲市|营商环境建设|监督局."""
        for position in range(start, max(0, start - _LONGEST_PREFIX), -1):
            between = self.text[position:start]
            if between and (not _HAN.match(between[0]) or between[0] in _PARTICLES or between.startswith(words.words("访"))):
                return None
            if position in self._places:
                return self._places[position]
        return None

    def chains(self) -> list[list[Post]]:
        """Posts that follow one another, joined by 、 or 兼 or nothing."""
        result: list[list[Post]] = []
        for _, post in sorted(self._posts.items()):
            if result and self._behind_name(result[-1][-1], post):
                continue  # 院长李四|教授，乙医院主任: read with the name
            if result and post.start >= result[-1][-1].end and self._joined(result[-1], post):
                result[-1].append(self._of_own_body(result[-1][-1].end, post))
            elif not result or post.start >= result[-1][-1].end:
                result.append([post])
        return result

    def _behind_name(self, before: Post, post: Post) -> bool:
        """Whether only a name stands between two posts, the second one that is said behind names."""
        if post.holder is not None or before.holder is None or post.title.text not in words.words("名后职务"):
            return False
        return _ALONE.fullmatch(self.text, before.end, post.start) is not None and is_name(self.text[before.end : post.start])

    def _joined(self, chain: Sequence[Post], post: Post) -> bool:
        """Whether a post goes on a chain: after 、 or 兼 or nothing, after ， only with an organisation of its own.

        Between 、 and a post that names nobody's, a body of the level that no list has may stand: 市政协副主席、市|装备产业链|副链长.
        """
        before = chain[-1]
        end = before.end
        gap = self.text[end : post.start]
        if self._of_own_body(end, post) is not post or (gap.startswith("、") and gap[1:] in _PLANNED):
            return True
        if "，" in gap and (before.title.text in self._collective or posts.category(before.title.text) == _COLLECTIVE):
            return False  # 甲集团相关负责人，乙学院院长李四
        seconded = post.title.text in words.words("援派") and _SECONDED.fullmatch(gap)  # 甲局副局长，援疆干部李四
        if seconded or (_OF_LEVEL.fullmatch(gap) and posts.category(post.title.text) == _RANK):  # 区侨办主任，区|二级巡视员李四
            return True
        if gap in _ALSO and post.holder is not None and self.text.endswith(words.words("任"), 0, chain[0].start):
            return True  # 李四先后担任甲县副县长和|乙局副局长
        gap = _STANDING.sub("、", gap) if before.holder is None or before.holder.value == "congress" else gap
        gap = _BRACKET.sub("", gap)  # 副秘书长（保留正处级）、一级调研员
        return len(gap) <= _LONGEST_JOINT and bool(_JOINT.fullmatch(gap)) and ("，" not in gap or post.holder is not None)

    def _of_own_body(self, end: int, post: Post) -> Post:
        """A post with the body that stands between it and the post before, where no list has that."""
        gap = self.text[end : post.start]
        if post.holder is not None or not _OWN_BODY.fullmatch(gap) or any(end < at < post.start for at in self._starts):
            return post
        start = end + 1
        body = Mention(type="organization", start=start, end=post.start, text=self.text[start : post.start], value="government")
        return Post(start=start, end=post.end, title=post.title, holder=body)

    def _name(self, position: int, *, posted: bool = False, doubted: bool = False) -> Name | None:
        """A name at a position that no other mention begins; right after a post also one that is a place's short name (沈阳)."""
        if position in self._posts or not self._may_begin(position):
            return None
        if position + 1 in self._starts and self.text[position] in self._going:  # 与来信阳考察的…: nobody is called 来信阳
            return None
        if position in self._starts:
            name = read_name(self.text, position)
            place = self._places_from.get(position)
            if name is not None and place is None and posted and name.closure == _CLOSED_BY_WORD:
                return name  # 组长|孙立群汇报工作组情况
            if name is None or place is None or place.text not in self._short_places:
                return None
            return name if name.end > place.end or posted else None
        return read_name(self.text, position, posted=posted, doubted=doubted, borders=self._scan.borders)

    def _may_begin(self, position: int) -> bool:
        if self.text[position : position + 2] in names.compound():
            return True
        return not self.text.startswith(words.words("非名"), position)

    def read(self, chain: list[Post]) -> list[Mention]:
        """The official (or the bare post) of a chain, and the persons who share its posts; what somebody is only to become is no post."""
        if chain[0].title.text == _COMRADE and chain[0].holder is None and len(chain) > 1:
            chain = chain[1:]  # 李四同志、|甲校校长
        start, end = chain[0].start, chain[-1].end
        chain = self._held(chain)
        nominee = _NOMINEE.match(self.text, end)  # 甲县委副书记、县长|提名人选李四
        parts = _parts(chain[:-1] if nominee else chain)
        aside = _ASIDE.match(self.text, nominee.end() if nominee else end)
        position = aside.end() if aside else end
        position += self.text.startswith("”", end) and self.text.startswith("“", chain[-1].title.start - 1)  # “第一书记”|李四
        collective = chain[-1].title.text in self._collective
        if posts.category(chain[-1].title.text) == _COLLECTIVE and (listed := _PRESENT.match(self.text, position)):
            position = listed.end()
        if chain[-1].title.text == _COMRADE:
            return []  # 李四同志|任县长: the name stands before it
        doubted = collective or posts.category(chain[-1].title.text) == "media" or self._called(chain[0])  # 视频|公开课 is nobody
        name = None if self._ends_line(position, chain[-1]) else self._name(position, posted=not doubted, doubted=doubted)
        name = name or self._heading(position)
        if name is None and self.text.startswith(_OF, position) and any(self.text.endswith(words.words("任"), 0, p.start) for p in chain):
            position += len(_OF)  # 时任甲县县长的|李四
            name = self._name(position, posted=True)
        if name is None:
            if all(p.holder is None and p.title.text in self._collective for p in chain):
                return []
            return [Mention(type="post", start=start, end=end, text=self.text[start:end], value=chain[-1].title.text, parts=tuple(parts))]
        person = _person(self.text, position, name)
        if self.text.endswith(_PLANNED, 0, start) or not parts:
            return [person]
        if after := self._titled(name.end):  # 党支部书记李四|校长
            return [self._official(start, after.end, [*parts, after, person])]
        return [self._official(start, name.end, [*parts, person]), *self._sharing(name.end)]

    def _ends_line(self, position: int, post: Post) -> bool:
        """Whether a headline goes on behind a kind of people: 慰问干部群众 |柳岸参加活动; where the kind begins the line, a list does."""
        begun = self.text.rfind("\n", 0, post.start) + 1 == post.start
        return post.title.text in self._collective and position > post.end and self.text[post.end] in " 　" and not begun

    def _called(self, post: Post) -> bool:
        """Whether a bare title stands behind a name that a mark begins: 。柳岸|主席简要介绍."""
        begun = (post.start - n for n in (3, 2) if is_name(self.text[max(0, post.start - n) : post.start]))
        return post.holder is None and any(not start or not _HAN.match(self.text[start - 1]) for start in begun)

    def _held(self, chain: list[Post]) -> list[Post]:
        """The posts of a chain before one that somebody is only to take up: 甲工作队领队、拟任|乙县副县长."""
        planned = (i for i in range(1, len(chain)) if self.text.endswith(_PLANNED, 0, chain[i].start))
        return chain[: next(planned, len(chain))]

    def _titled(self, position: int) -> Mention | None:
        """The bare title that stands right behind a name too, where something closes it."""
        post = self._posts.get(position)
        if post is None or post.holder is not None or post.title.text not in words.words("名后职务") or not closure(self.text, post.end):
            return None
        return post.title

    def appointed(self, chain: list[Post], last: Mention | None) -> Mention | None:
        """The official whose name stands before the chain; who is the `last` official has the posts of both (县长李四挂任丙市副市长)."""
        while len(chain) > 1 and not gives([chain[-1].title.text], held=chain[-1].holder is not None):
            chain = chain[:-1]  # 甲医院主任医师，乙医疗队|队员
        start, end = chain[0].start, chain[-1].end
        if not gives([p.title.text for p in chain], held=any(p.holder for p in chain)):
            return None
        again = goes_on(self.text, last, start, end) if last is not None and last.type == "official" else None
        if again and self.text.endswith(_AS, 0, start) and chain[0].holder is None:
            return None  # 甲医院聘请乙医院主任李四为|名誉院长: whose, stands before the verb
        end += bool(again and self.text[again.end] in "（(" and self.text[end : end + 1] in ("）", ")"))
        named = again or named_before(self._scan, start, end)
        if named is None or (not again and (named.start in self._starts or (last is not None and named.start < last.end))):
            return None
        at = self._holder(named.at) if named.at is not None else None
        before, person = (last.parts[:-1], last.parts[-1]) if last and again else ((), person_at(self.text, named))
        return self._official(named.start, end, [*before, *([at] if at else []), *_parts(chain), person])

    def _official(self, start: int, end: int, parts: Sequence[Mention]) -> Mention:
        name = parts[-1].value or parts[-1].text
        return Mention(type="official", start=start, end=end, text=self.text[start:end], value=name, parts=tuple(parts))

    def _heading(self, position: int) -> Name | None:
        """市领导|温暖、李四: a name that is an ordinary word too, at the head of a list of names."""
        name = None if position in self._starts or position in self._posts else read_name(self.text, position)
        if name is None or not self.text.startswith("、", name.end):
            return None
        second = self._name(name.end + 1)  # 市领导|温暖、施惠芳、魏伟
        third = second is not None and self.text.startswith("、", second.end) and self._name(second.end + 1)
        return name if third or self._name(name.end + 1, doubted=True) or self._between(name.end + 1) else None

    def _between(self, position: int) -> Name | None:
        """李四、|宝音满都呼、王五: what has no form of a name, between two names of a list."""
        item = _ITEM.match(self.text, position)
        if item is None or any(at in self._starts or at in self._posts for at in range(position, item.end())):
            return None
        if item[0][0] in words.words("非名用字") or not self._may_begin(position) or mostly_words(item[0]):
            return None
        return Name(end=item.end(), text=item[0], closure=3) if self._name(item.end() + 1, doubted=True) else None

    def _sharing(self, end: int) -> list[Mention]:
        """、乙、丙 after 市领导甲: names in a list that nothing but its end closes."""
        result: list[Mention] = []
        while (joint := _NAME_JOINT.match(self.text, end)) and (name := self._name(joint.end()) or self._between(joint.end())):
            if joint[0] == "，" or name.closure < (3 if joint[0].isspace() else 1):  # 区领导柳岸 |何夏至 |参加
                break
            result.append(_person(self.text, joint.end(), name))
            end = name.end
        return result


def _parts(chain: Sequence[Post]) -> list[Mention]:
    """Each post of a chain behind what it belongs to."""
    return [part for post in chain for part in (post.holder, post.title) if part is not None]


def _bare_unit(hit: Hit) -> Mention | None:
    """办公室|主任: a unit without the organisation that it belongs to."""
    if not hit.detail:
        return None
    return Mention(type="organization", start=hit.start - len(hit.detail), end=hit.start, text=hit.detail, value="government")


def _person(text: str, start: int, name: Name) -> Mention:
    return Mention(type="person", start=start, end=name.end, text=text[start : name.end], value=name.text)


def find_officials(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every official, every post without a name, and the persons who share a post."""
    reader = Officials(scan, organizations, places)
    found: list[Mention] = []
    for chain in reader.chains():
        read = reader.read(chain)
        if all(m.type == "post" for m in read):
            appointed = reader.appointed(chain, max(found, key=lambda m: m.end, default=None))
            read = [appointed] if appointed else read
        found += read
    return (*in_slots(scan.text, found), *state_leaders(scan))
