"""Officials: a chain of posts followed by a name or a list of names.

An official's parts are, in order, the organisations, places and posts of the chain and at last the person; persons that
share the posts follow as mentions of type `person` of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from shanhai.knowledge import names, posts, words
from shanhai.model import Mention

from .appointed import gives, goes_on, named_before, person_at
from .lexicon import Scan, is_ordinary, is_running, is_word, looks_named, mostly_words, ordinary
from .named import Name, closure, has_never
from .person import GOVERNING, is_name, read_name
from .post import Post, Posts, parts_of
from .slot import in_slots
from .titled import state_leaders
from .transcribed import closed_off

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLANNED = words.words("拟任")
_NOMINEE = re.compile("(?:提名)?(?:候选人|人选)")
# 副县长（挂职）李四, 县长 李四
_ASIDE = re.compile(r"(?:（[\u4e00-\u9fff、]{1,20}）)?[ 　]{0,3}")
_AS = "为"
_ITEM = re.compile(r"[\u4e00-\u9fff]{3,7}(?=、)")
_HEADING = re.compile(r"[\u4e00-\u9fff]{2,3}(?=、)")
_NAME_JOINT = re.compile(r"[、， \u3000]|和|与|及|以及")
_PRESENT = re.compile(r"[：:]|有(?=[\u4e00-\u9fff]{2,4}、)|包括(?=[\u4e00-\u9fff]{2,4}、)")  # 甲区领导|：李四、王五, 甲区领导|有李四、王五
_OPENING, _ROLE = "（(", "人"  # 联系人：李四, 主持人：李四 is no post
_ITEM_MARK = re.compile(r"[：:][ \u3000]*")
_WRITTEN = re.compile(r"[\u4e00-\u9fff]{3,4}")
_SHORT, _RARE = 2, 3  # characters of a name with a given name of one, and the rank of surnames that few bear
_WHOLE = 3  # characters of a name with a given name of two
_CLOSED_BY_MARK, _LEADER = 3, "领导"
_KINDS_OF_PEOPLE = frozenset({"collective", "generic"})
_OF, _COMRADE, _CLOSED_BY_WORD, _COLLECTIVE = "的", "同志", 2, "collective"


@cache
def _acts() -> re.Pattern[str]:
    """What officials alone do, up to a mark or the meeting or team of which it is said: 陪同。, 参加会见，."""
    return re.compile(
        rf"(?:{words.alternation('列名后')}|{words.alternation('带领')}|{words.alternation('陪同')})(?![\u4e00-\u9fff]?[人员者])"
    )


class Officials:
    """Reads the chains of posts of one text."""

    def __init__(self, scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> None:
        self.text = scan.text
        self._scan = scan
        self._posts = Posts(scan, organizations, places)
        self.chains = self._posts.chains()
        self._places_from = {m.start: m for m in places}
        self._going = frozenset(w for w in words.words("赴") if len(w) == 1)
        self._short_places = frozenset(h.text for h in scan.hits("short"))
        self._starts = {m.start for m in (*organizations, *places)}
        self._collective = frozenset(words.words("泛称"))

    def _name(self, position: int, *, posted: bool = False, doubted: bool = False) -> Name | None:
        """A name at a position that no other mention begins; right after a post also one that is a place's short name (沈阳)."""
        if position in self._posts.by_start or not self._may_begin(position, posted=posted):
            return None
        if position + 1 in self._starts and self.text[position] in self._going:  # 与来信阳考察的…: nobody is called 来信阳
            return None
        if position in self._starts:
            name = read_name(self.text, position)
            if name is None and posted:
                worded = read_name(self.text, position, posted=True, borders=self._scan.borders)
                name = worded if worded is not None and looks_named(worded.text) else None  # 会长|彭水旺|笑言
            place = self._places_from.get(position)
            if name is not None and place is None and posted and name.closure == _CLOSED_BY_WORD:
                return name  # 组长|孙立群汇报工作组情况
            if name is None or place is None or place.text not in self._short_places:
                return None
            return name if name.end > place.end or posted else None
        name = read_name(self.text, position, posted=posted, doubted=doubted, borders=self._scan.borders)
        return None if name is not None and len(name.text) == _SHORT and not self._going.isdisjoint(name.text) else name  # 专家|来院

    def _may_begin(self, position: int, *, posted: bool = False) -> bool:
        if self.text[position : position + 2] in names.compound():
            return True
        if self.text.startswith(words.words("任"), position) and position + 1 in self._posts.by_start:
            return False  # 县领导|任|链长
        begun = words.beginning("非名", self.text, position)
        return not begun or (posted and begun in GOVERNING and begun in names.surnames())  # 县长|向明华, where 向 is a surname

    def read(self, chain: list[Post]) -> list[Mention]:
        """The official (or the bare post) of a chain, and the persons who share its posts; what somebody is only to become is no post."""
        if chain[0].title.text == _COMRADE and chain[0].holder is None and len(chain) > 1:
            chain = chain[1:]  # 李四同志、|甲校校长
        start, end = chain[0].start, chain[-1].end
        chain = self._held(chain)
        nominee = _NOMINEE.match(self.text, end)  # 甲县委副书记、县长|提名人选李四
        parts = parts_of(chain[:-1] if nominee else chain)
        aside = _ASIDE.match(self.text, nominee.end() if nominee else end)
        position = aside.end() if aside else end
        parts += parts_of(self._posts.within(aside.start(), position)) if aside else []  # 主席（|县人大常委会副主任兼|）李四
        position += self.text.startswith("”", end) and self.text.startswith("“", chain[-1].title.start - 1)  # “第一书记”|李四
        collective = chain[-1].title.text in self._collective
        if posts.category(chain[-1].title.text) == _COLLECTIVE and (listed := _PRESENT.match(self.text, position)):
            position = listed.end()
        if chain[-1].title.text == _COMRADE:
            return []  # 李四同志|任县长: the name stands before it
        doubted = collective or posts.category(chain[-1].title.text) == "media" or self._called(chain[0])  # 视频|公开课 is nobody
        name = None if self._ends_line(position, chain[-1]) else self._name(position, posted=not doubted, doubted=doubted)
        specific = not doubted and posts.category(chain[-1].title.text) not in _KINDS_OF_PEOPLE
        if name is None and specific and any(p.holder is not None for p in chain):
            name = self._unlisted(position)
        told = doubted or chain[-1].title.text.endswith(_ROLE)
        if name is None and not told and (filled := self._filled(start, position)) is not None:
            position, name = filled
        name = name or self._heading(position, led=chain[-1].title.text.endswith(_LEADER)) or (None if doubted else self._worded(position))
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

    def _unlisted(self, position: int) -> Name | None:
        """甲县委书记|寻立新|、: three characters behind a post with its body that are closed, begin with no verb and end in no word.

        Four of which no two are a word are a name of another language: 副县长|马索菲亚|参加.
        """
        if position in self._starts or position in self._posts.by_start or closure(self.text, position):
            return None
        for length in (_WHOLE, _WHOLE + 1):
            told, closed = self.text[position : position + length], closure(self.text, position + length)
            cut = closed == 1 and self._scan.within_word(position + length)  # 书记|寻找合|作
            if not closed or cut or not _WRITTEN.fullmatch(told) or has_never(told) or is_ordinary(told) or is_word(told[1:]):
                continue
            pairs = any(ordinary(told[at : at + 2]) for at in range(length - 1))
            if (not is_running(told) or not pairs) if length == _WHOLE else (closed > 1 and not pairs):
                return Name(end=position + length, text=told, closure=closed)
        return None

    def _filled(self, start: int, end: int) -> tuple[int, Name] | None:
        """组长：|李四，: the name that fills an item which a post heads, and where it begins."""
        headed = not start or not (_HAN.match(self.text[start - 1]) or self.text[start - 1] in _OPENING)  # （联系人：李四）
        mark = _ITEM_MARK.match(self.text, end) if headed else None
        name = self._name(mark.end(), posted=True) if mark else None
        return (mark.end(), name) if mark and name is not None and name.closure == _CLOSED_BY_MARK and not is_word(name.text) else None

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
        post = self._posts.by_start.get(position)
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
        at = self._posts.holder(named.at) if named.at is not None else None
        before, person = (last.parts[:-1], last.parts[-1]) if last and again else ((), person_at(self.text, named))
        return self._official(named.start, end, [*before, *([at] if at else []), *parts_of(chain), person])

    def _official(self, start: int, end: int, parts: Sequence[Mention]) -> Mention:
        name = parts[-1].value or parts[-1].text
        return Mention(type="official", start=start, end=end, text=self.text[start:end], value=name, parts=tuple(parts))

    def _heading(self, position: int, *, led: bool) -> Name | None:
        """市领导|温暖、李四: a name that is an ordinary word too, at the head of a list of names."""
        name = None if position in self._starts or position in self._posts.by_start else read_name(self.text, position)
        name = name or (self._unlike(position) if led else None)
        if name is None or not self.text.startswith("、", name.end) or _told(name.text):
            return None
        second = self._name(name.end + 1)  # 市领导|温暖、施惠芳、魏伟
        third = second is not None and self.text.startswith("、", second.end) and self._name(second.end + 1)
        return name if third or self._name(name.end + 1, doubted=True) or self._between(name.end + 1) else None

    def _unlike(self, position: int) -> Name | None:
        """甲旗领导|麒麟、李四、王五: what has no form of a name, at the head of a list of two names more."""
        item = _HEADING.match(self.text, position)
        if (
            item is None
            or item[0] in words.words("名后")
            or not self._may_begin(position)
            or not (second := self._name(item.end() + 1))
            or second.closure < _CLOSED_BY_MARK
        ):
            return None
        listed = self.text.startswith("、", second.end) and self._name(second.end + 1) is not None
        return Name(end=item.end(), text=item[0], closure=_CLOSED_BY_MARK) if listed else None

    def _worded(self, position: int) -> Name | None:
        """副县长|文明|陪同: a name that is to the dictionary one and a word too, before what an official does and a mark."""
        told, end = self.text[position : position + _SHORT], position + _SHORT
        if names.surnames().get(told[:1], _RARE) >= _RARE or not looks_named(told) or position in self._starts:
            return None
        return Name(end=end, text=told, closure=_CLOSED_BY_WORD) if _acts().match(self.text, end) else None

    def _between(self, position: int) -> Name | None:
        """李四、|宝音满都呼、王五: what has no form of a name, between two names of a list."""
        item = _ITEM.match(self.text, position)
        if item is None or any(at in self._starts or at in self._posts.by_start for at in range(position, item.end())):
            return None
        if item[0][0] in words.words("非名用字") or not self._may_begin(position) or mostly_words(item[0]):
            return None
        return Name(end=item.end(), text=item[0], closure=3) if self._name(item.end() + 1, doubted=True) else None

    def _last(self, position: int) -> Name | None:
        """李四、|吕也强|参加: what ends a list of names before such a verb, though its surname or a character of it is in few names."""
        end = position + _WHOLE
        told = self.text[position:end]
        surnamed = told[:1] in names.surnames() and self._may_begin(position)
        if mostly_words(told) or not (surnamed or not any(ordinary(pair) for pair in (told[:_SHORT], told[1:]))):
            return None
        if any(at in self._starts or at in self._posts.by_start for at in range(position, end)):
            return None
        if not _WRITTEN.fullmatch(told) or not self.text.startswith(words.words("名后动词"), end):
            return None
        return Name(end=end, text=told, closure=2)

    def _placed(self, position: int) -> Name | None:
        """李四、|卫东|参加: what ends a list of names before such a verb, though a place is called so too."""
        name = self._name(position, posted=True) if position in self._starts else None
        return name if name is not None and self.text.startswith(words.words("名后动词"), name.end) else None

    def _sharing(self, end: int) -> list[Mention]:
        """、乙、丙 after 市领导甲: names in a list that nothing but its end closes."""
        result: list[Mention] = []
        while (joint := _NAME_JOINT.match(self.text, end)) and (name := self._next(joint.end())):
            if joint[0] == "，" or name.closure < (3 if joint[0].isspace() else 1):  # 区领导柳岸 |何夏至 |参加
                break
            result.append(_person(self.text, joint.end(), name))
            end = name.end
        return result

    def _next(self, at: int) -> Name | None:
        """The name of a list that begins at an offset."""
        spelled = None if at in self._starts or at in self._posts.by_start else closed_off(self.text, at, self._scan.borders)
        return spelled or self._name(at) or self._between(at) or self._last(at) or self._placed(at)


def _told(name: str) -> bool:
    """Whether what has the form of a name is a word of one character and one of two: 乡贤|多走动、多出力."""
    return len(name) == _WHOLE and is_word(name[1:]) and not looks_named(name)


def _person(text: str, start: int, name: Name) -> Mention:
    return Mention(type="person", start=start, end=name.end, text=text[start : name.end], value=name.text)


def find_officials(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every official, every post without a name, and the persons who share a post."""
    reader = Officials(scan, organizations, places)
    found: list[Mention] = []
    for chain in reader.chains:
        read = reader.read(chain)
        if all(m.type == "post" for m in read):
            appointed = reader.appointed(chain, max(found, key=lambda m: m.end, default=None))
            read = [appointed] if appointed else read
        found += read
    return (*in_slots(scan.text, found), *state_leaders(scan))
