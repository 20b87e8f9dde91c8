"""Posts in running text: a title with the body or place before it, alone or in a chain: [organisation][title](、[title])*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import rjieba
from msgspec.structs import replace

from shanhai.knowledge import organizations as bodies
from shanhai.knowledge import posts, words
from shanhai.model import Mention
from shanhai.model.struct import Value

from .appointed import gives, held_by
from .lexicon import Hit, Scan
from .named import closure
from .organization import within_heads
from .person import is_name
from .spans import offsets_within

_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT_PART = re.compile(r"[^\W的了在由将到任\da-zA-Z_]|(?<=责)任")
# 区域所山区发展研究室: units within an organisation rarely take more characters.
_LONGEST_UNIT = 14
# 哈尔滨市|营商环境建设|监督局
_LONGEST_PREFIX = 8
_PARTICLES = frozenset("的了在与和及对在向由将把到来赴被为同等，、")
_UNIT_ENDS = "室处科部所股办局队院委厅系组心司"
_JOINT = re.compile(r"[、，]?[^\S\n]?|兼(?:任)?|[、，](?:现|后|并)?(?:挂任|兼任|挂职任|挂职担任)")
_BRACKET, _LONGEST_JOINT = re.compile(r"^（[^（）]{2,12}）"), 6
_SECONDED = re.compile(r"[，、](?:[\u4e00-\u9fff]{4,5})?")  # 副县长、东西部协作|挂职干部
_OF_LEVEL = re.compile("[、，][省市县区州旗]")
_STANDING = re.compile(r"^、(?:人大)?常委会")  # 县人大党组成员、|常委会|副主任
_RENAMED = re.compile("（[现原今]")
_OWN_BODY = re.compile(r"、[省市县区州旗镇乡][\u4e00-\u9fff]{2,10}")
_CORPS, _CALLED_CORPS = "兵团", re.compile(r"(?:新疆生产建设|(?<![一二三四五六七八九十]))兵团\Z")
_BEGUN_BY_LEVEL = re.compile(r"(?<![\u4e00-\u9fff])[省市县区州旗](?!长)[\u4e00-\u9fff]{2,}\Z")
_PAUSE, _PAUSE_OF_BODY = "，", re.compile(r"，[\u4e00-\u9fff]{2,12}")
_ALSO, _ALONE = ("和", "及", "以及"), re.compile("..?[^和及与]")
_PLANNED = words.words("拟任")
_BODIES = frozenset({"cppcc", "congress", "association"})  # of whom a list names only the first with its place
_ERRAND, _LONGEST_ERRAND = words.any_of("驻外事"), 10  # what one place does for another: 甲市|结对帮扶|乙县工作队
_SENT_OUT, _LEAGUE, _COMMITTEE = "干部人才", "团", ("省委", "市委", "县委", "区委", "州委", "旗委")
_HEAD_OF_PARTY, _BODY_SENT, _TEAMS = "主委", "团", ("组", "队", "指挥部")
_DOER, _LONGEST_CLAUSE = re.compile(r"(?:由|[团组队][也都则]?是)[^，。；！？：\n]{4,}\Z"), 48
_KEEPING, _CHAIRED, _GRADE = "保留", "会", "级"  # 副秘书长（保留|正处级）
_OF, _KINDS_OF_PEOPLE = "的", frozenset({"generic", "collective", "village", None})
_REGION, _CONCURRENT, _COLLECTIVE, _RANK, _SCHOOL = "自治区", "concurrent", "collective", "rank", "school"


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


class Posts:
    """Finds the posts of one text and the chains that they make."""

    def __init__(self, scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> None:
        self.text = scan.text
        self._scan = scan
        self._stops = scan.stops("stop")
        self._verbs = frozenset(h.start for h in scan.hits("stop") if len(h.text) > 1)
        self._organizations = {m.end: m for m in sorted(organizations, key=lambda m: -m.start)}
        self._places = {m.end: m for m in sorted(places, key=lambda m: -m.start)}
        self._place_starts = {m.start for m in places}
        self._inside_places = offsets_within(places)
        self._inside_heads = within_heads(scan)
        self._starts = {m.start for m in (*organizations, *places)}
        self._credits = frozenset(words.words("署名"))
        self._collective = frozenset(words.words("泛称"))
        self._title_ends = {h.end for h in scan.hits("title")}
        self.by_start = {p.start: p for p in map(self._post, self._titles(scan)) if p}

    def _titles(self, scan: Scan) -> list[Hit]:
        """Titles, leftmost-longest, without the organisation that some begin with (区委|副书记)."""
        chosen: list[Hit] = []
        for hit in scan.hits("title"):
            if self._inside_word(hit) or self._graded(hit) or self._done(hit):
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

    def _graded(self, hit: Hit) -> bool:
        """Whether a title is only the grade of the post before it: 甲县委常委（|正处级|）, 副秘书长（保留|正处级|）."""
        bracketed = hit.text.endswith(_GRADE) and self.text[hit.start - 1 : hit.start] == "（" and self.text.startswith("）", hit.end)
        return self.text.endswith(_KEEPING, 0, hit.start) or (bracketed and hit.start - 1 in self._title_ends)

    def _done(self, hit: Hit) -> bool:
        """由甲县县长李四|领队，, 代表团是甲县县长李四|领队，: whether a title that is a verb too ends a clause that says who does it."""
        verb = (
            hit.text in words.words("名后职务") and hit.text in words.words("列名后") and not _HAN.match(self.text[hit.end : hit.end + 1])
        )
        return verb and _DOER.search(self.text, max(0, hit.start - _LONGEST_CLAUSE), hit.start) is not None

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
        start -= len(words.ending("年级", self.text, start)) if posts.category(hit.text) == _SCHOOL else 0
        holder = self._unit(start) or self.holder(hit.start) or self.holder(start) or self._whose(hit)
        holder = holder or _bare_unit(hit) or self._lone_unit(start, hit.text)
        if holder is None and start == hit.start and (holder := _bare_organ(hit)) is not None:
            start = holder.end
        title = Mention(type="post", start=start, end=hit.end, text=self.text[start : hit.end])
        holder = self._of_party(holder, title.text) if holder is not None and holder.type == "place" else holder
        holder = self._of_corps(holder, start)
        holder = self._of_level(holder) if holder is not None and holder.type == "organization" and not holder.parts else holder
        holder = self._sent_by(holder) if holder is not None and holder.text.endswith(_TEAMS) else holder
        apart = holder is not None and _RENAMED.match(self.text, holder.end) is not None  # 甲县（现甲区）|副县长: two places and a post
        return Post(start=start if holder is None or apart else min(holder.start, start), end=hit.end, title=title, holder=holder)

    def _of_party(self, place: Mention, title: str) -> Mention:
        """民建|甲省|主委: the committee that a democratic party has in a place, where its head is told without it; else the place."""
        party = words.ending("民主党派", self.text, place.start)
        if not party or not title.endswith(_HEAD_OF_PARTY):
            return place
        start = place.start - len(party)
        text = f"{party}{place.text}{_HEAD_OF_PARTY[-1]}"
        return Mention(type="organization", start=start, end=place.end, text=text, value="party", parts=(place,))

    def _of_corps(self, body: Mention | None, end: int) -> Mention | None:
        """新疆生产建设兵团|党委, 兵团|副司令员: a body of the Corps, or the Corps itself where a post names none."""
        anchor = end if body is None else body.start + len(_CORPS) * body.text.startswith(_CORPS)
        begun = _CALLED_CORPS.search(self.text, max(0, anchor - _LONGEST_PREFIX), anchor)
        if begun is None:
            return body
        end, kind = (end, "government") if body is None else (body.end, body.value)
        text = self.text[begun.start() : end]
        return Mention(type="organization", start=begun.start(), end=end, text=text, value=kind)

    def _of_level(self, office: Mention) -> Mention:
        """市|商贸物流建设|管理办公室: an office of a level whose name begins before what a list has of it, from a mark on."""
        begun = _BEGUN_BY_LEVEL.search(self.text, max(0, office.start - _LONGEST_UNIT - 1), office.start)
        barred = (self._place_starts, self._stops, self._title_ends, self._scan.running)
        if begun is None or any(at in taken for at in range(begun.start() + 1, office.start) for taken in barred):
            return office
        return replace(office, start=begun.start(), text=self.text[begun.start() : office.end])

    def within(self, start: int, end: int) -> list[Post]:
        """The posts of a bracket that stands between a post and the name."""
        found = (self.by_start.get(offset) for offset in range(start, end))
        inside = [post for post in found if post is not None and post.end <= end and gives([post.title.text], held=True)]
        return [post for post in inside if post.title.text not in words.words("援派")]

    def _sent_by(self, team: Mention) -> Mention:
        """甲区|赴乙县工作组|组长: a team that begins with the place where it is, and the place before its errand that sends it."""
        if team.start not in self._place_starts:
            return team
        text, at = self.text, team.start
        for start in range(at - 1, max(0, at - _LONGEST_ERRAND) - 1, -1):
            if not _UNIT_PART.match(text, start) or start in self._title_ends or text.startswith(_BODY_SENT, start):
                return team
            if (sender := self._places.get(start)) is not None:
                sent = text.endswith((*words.words("赴"), *words.words("派驻")), start, at) or _ERRAND.search(text, start, at)
                return replace(team, start=sender.start, text=text[sender.start : team.end], parts=()) if sent else team
        return team

    def holder(self, end: int) -> Mention | None:
        """The body or place that ends at an offset, where a post begins."""
        end = held_by(self.text, end)
        inner = [end, end + 1, *([end + len(_REGION)] if self.text.startswith(_REGION, end) else [])]  # 宁夏回族|自治区领导
        found = next((m for held in (self._organizations, self._places) for at in inner if (m := held.get(at))), None)
        return self._of_league(found) if found is not None and found.type == "organization" else found

    def _whose(self, hit: Hit) -> Mention | None:
        """The body of which a post behind it is said to be: 甲校的|数学老师; not of a kind of people (甲公司的农民工)."""
        body = self._organizations.get(hit.start - 1) if self.text.startswith(_OF, hit.start - 1) else None
        return body if hit.text not in self._collective and posts.category(hit.text) not in _KINDS_OF_PEOPLE else None

    def _of_league(self, committee: Mention) -> Mention:
        """团|甲市委|书记: the committee of the Youth League, where nothing but a mark stands before."""
        start = committee.start - len(_LEAGUE)
        led = start >= 0 and self.text.startswith(_LEAGUE, start) and committee.text.endswith(_COMMITTEE)
        if not led or committee.value != "party" or (start and _HAN.match(self.text[start - 1])):
            return committee
        return Mention(
            type="organization", start=start, end=committee.end, text=_LEAGUE + committee.text, value="party", parts=committee.parts
        )

    def _unit(self, end: int) -> Mention | None:
        """甲局|规划处|处长: a unit that is named only by the organisation before it."""
        start = end if not self._sent_to(end) else 0
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

    def _sent_to(self, end: int) -> bool:
        """Whether a ward stands behind a verb that sends its doctor: 甲医院派驻|内科|主任医师李四."""
        ward = words.ending("科室", self.text, end)
        return bool(ward) and self.text.endswith(words.words("派驻"), 0, end - len(ward))

    def _lone_unit(self, end: int, title: str) -> Mention | None:
        """投资科|科长, 甲省村促会|会长: a body that no list has, back to a mark or a word that cannot be in a name stands."""
        chaired = self.text.endswith(_CHAIRED, 0, end) and posts.category(title) == "association"
        chaired = chaired or (self.text.endswith(words.words("行业尾"), 0, end) and posts.category(title) == "enterprise")  # 甲玻璃|董事长
        sent = self.text.endswith(_SENT_OUT, 0, end) and posts.category(title) == "aid"  # 甲市援藏干部人才|领队
        if end < 2 or self._sent_to(end) or not (chaired or sent or self.text[end - 1] in _UNIT_ENDS):
            return None
        start = end
        while start > 0 and end - start < _LONGEST_UNIT and _UNIT_PART.match(self.text, start - 1) and start not in self._stops:
            if (start < end and start in self._title_ends) or self.text[start - 1] == _ALSO[1]:
                break  # 党组副书记|李四及|有关委办|负责人
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
        for _, post in sorted(self.by_start.items()):
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
        if gap == _PAUSE and _governs(before, post):
            return True
        gap = _STANDING.sub("、", gap) if before.holder is None or before.holder.value == "congress" else gap
        gap = _BRACKET.sub("", gap)  # 副秘书长（保留正处级）、一级调研员
        return len(gap) <= _LONGEST_JOINT and bool(_JOINT.fullmatch(gap)) and ("，" not in gap or post.holder is not None)

    def _of_named(self, end: int, post: Post) -> bool:
        """甲省委常委，|产业专班|召集人李四: whether what begins with no verb stands behind a comma, and a name behind the title."""
        gap = self.text[end : post.start]
        if not _PAUSE_OF_BODY.fullmatch(gap) or end + 1 in self._verbs or any(end < at < post.start for at in self._scan.running):
            return False
        if not all(_UNIT_PART.match(c) for c in gap[1:]):
            return False
        return any(is_name(self.text[post.end : post.end + n]) and closure(self.text, post.end + n) for n in (2, 3))

    def _of_own_body(self, end: int, post: Post) -> Post:
        """A post with the body that stands between it and the post before, where no list has that."""
        gap = self.text[end : post.start]
        level = _OWN_BODY.fullmatch(gap) is not None or self._of_named(end, post)
        if post.holder is not None or not level or any(end < at < post.start for at in self._starts):
            return post
        start = end + 1
        body = Mention(type="organization", start=start, end=post.start, text=self.text[start : post.start], value="government")
        return Post(start=start, end=post.end, title=post.title, holder=body)


def _governs(before: Post, post: Post) -> bool:
    """甲市委副书记，|市长李四: whether the head of a government stands behind a post of the committee of that level."""
    title = posts.titles().get(post.title.text)
    if post.holder is not None or before.holder is None or before.holder.value != "party" or title is None or title.belongs != "place":
        return False
    return before.holder.text.removesuffix("委").removesuffix("党").endswith(title.title[-2])


def parts_of(chain: Sequence[Post]) -> list[Mention]:
    """Each post of a chain behind what it belongs to."""
    return [part for post in chain for part in (post.holder, post.title) if part is not None]


def _bare_organ(hit: Hit) -> Mention | None:
    """政协|主席, in a list behind those of its place: the body that a title begins with."""
    kinds = bodies.organs()
    end = next((n for n in range(len(hit.text) - 1, 1, -1) if kinds.get(hit.text[:n]) in _BODIES and hit.text[n:] in posts.titles()), 0)
    if not end or hit.text[end:].startswith("党组") or hit.text[end:] in (*words.words("委员"), *words.words("泛称")):
        return None
    return Mention(type="organization", start=hit.start, end=hit.start + end, text=hit.text[:end], value=kinds[hit.text[:end]])


def _bare_unit(hit: Hit) -> Mention | None:
    """办公室|主任: a unit without the organisation that it belongs to."""
    if not hit.detail:
        return None
    return Mention(type="organization", start=hit.start - len(hit.detail), end=hit.start, text=hit.detail, value="government")
