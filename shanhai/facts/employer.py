"""Whose post a bare one is: 公司总经理, 商会会长, 医院院长 after the company, chamber or hospital that the page names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from shanhai.knowledge import organizations, posts, words
from shanhai.mentions.site import kind_of
from shanhai.model import Mention

from .bare_post import leads
from .context import Context
from .headed import headed_body, led_body, unit_of
from .house import own_body
from .location import flatten
from .stretch import start_of

_FORMER = re.compile("原[省市县区州旗镇乡]")  # 原|县人大常委会副主任
_OUR = re.compile("[我本][省市县区州旗镇乡]")  # 我|市人大常委会
_REGION, _REGION_COMMITTEE = "自治区", "区党委"  # that of a district is called 区委
OURS = ("我校", "我院", "本校", "本院")
_SCHOOL, _ASSOCIATION = "school", "association"
_INITIALS = {"校": _SCHOOL}  # 校领导
_HOUSES = {"院": "hospital", "校": _SCHOOL}
_LED = {"enterprise": "company", "association": "association"}
_WORKING = "党工委"
_ZONE_COMMITTEE = tuple(seat + _WORKING for seat in words.words("管委会"))
_SECRETARY, _OF_PARTY = "书记", "党委"
_HEAD, _COMMITTEES = "长", ("委", "委员会")  # 组织部|长
_JOINTS, _THAT = "与和同跟、", "该"
_COUNCILS, _NEAR = frozenset({"cppcc", "congress"}), 30  # characters back to the council of a list
# Characters back to the name (the farthest among the labelled pages stands 61 before the post).
_BACK = 160
_NOT_HEADS = frozenset({"party", "rank", "collective", "generic", "aid"})


def headed_by(organization: str, title: str) -> str:
    """The body that a post heads: an 院长 after the 书记 of a hospital's committee is the hospital's."""
    post = posts.titles().get(title)
    if post is None or (post.category in _NOT_HEADS and not leads_team(title)) or title in words.words("委员") or title.startswith("党"):
        return organization
    if title.endswith(_SECRETARY) and organization.endswith(_OF_PARTY):
        return organization  # 兵团党委|第一书记
    committee = words.ending("党组织", organization) or (_WORKING if organization.endswith(_ZONE_COMMITTEE) else "")
    return organization[: len(organization) - len(committee)] or organization


def of_office(title: str, organization: str) -> tuple[str, str]:
    """A post that names the office of a committee, as the office's own.

    >>> of_office("组织部长", "甲县委"), of_office("部长", "甲县委组织部"), of_office("组织部长", "甲公司")
    (('部长', '甲县委组织部'), ('部长', '甲县委组织部'), ('组织部长', '甲公司'))
    """
    office = title.removesuffix(_HEAD)
    if office == title or not organization.endswith(_COMMITTEES) or organizations.organs().get(office) != "party":
        return title, organization
    return title[len(office) - 1 :], organization + office


def leads_team(title: str) -> bool:
    """Whether a post is that of who leads a team sent elsewhere.

    >>> leads_team("副领队"), leads_team("总指挥"), leads_team("援藏干部")
    (True, True, False)
    """
    post = posts.titles().get(title)
    return post is not None and post.category == "aid" and post.rank == "by post"


@cache
def called_again() -> Mapping[str, str]:
    """How such a body is called again, and by what kind its name is known.

    >>> called_again()["公司"]
    'company'
    """
    return {word: str(organizations.suffixes()[word]) for word in (*words.words("公司"), *words.words("基地"))}


def employer(context: Context, title: str, holder: str | None, start: int) -> tuple[str, str | None]:
    """A post without what calls its body again, and the body named last before it; null where none is near.

    `holder` is the word that a finder took for the body (医院), `start` where the post begins.
    """
    kinds = called_again()
    called = holder if holder in kinds else next((c for c in kinds if title.startswith(c) and title[len(c) :] in posts.titles()), None)
    if called is None and holder is None:
        called = next((c for c in kinds if context.text.endswith(c, 0, start)), None)
    if called is None and title[:1] in _INITIALS and title[1:] in posts.titles():
        return title[1:], next(_bodies(context, _INITIALS[title[0]], title[0], start), None)
    if called is None and holder is not None and kind_of(holder) in kinds.values():
        return title, None  # 甲集团|副总经理: the holder is a name itself
    title = title[len(called) :] if called and title.startswith(called) and title != called else title
    post = posts.titles().get(title)
    headed = _SCHOOL if title.endswith(words.words("校长")) else _LED.get(post.category) if post else None
    clause = start_of(context.text, start, "，。；！？\n")
    if any(ours in context.text[clause:start] for ours in OURS):
        own, committee = own_body(context), words.ending("党组织", holder) if holder else ""
        if own and committee and headed_by(own + committee, title).endswith(committee):
            return title, own + committee  # 我院|党委|副书记
        return title, own  # 我校|校长, 我院派驻了|主任医师: of the body that publishes the page, and of no other
    kind = kinds[called] if called else headed if title not in words.words("会长") else None
    if kind is None or (called is None and kind == _ASSOCIATION and unit_of(title)):
        led = led_body(context, start) if leads(context.text, start) else None
        body = led or headed_body(context, title, start)
        known = holder is None or holder in words.words("我校") or (body is not None and body.endswith(holder))
        return title, body if known else None
    return title, next(_bodies(context, kind, called, start), None) or (own_body(context, kind) if called else None)


def said_again(context: Context, body: Mention, *, alone: bool = True) -> Mention:
    """集团党委 as the committee of the group that is named before it, 该院 as the last body whose name ends so; any other as it is.

    `alone`: it begins its chain of posts.
    """
    if body.text.startswith(_THAT):
        end = body.text[len(_THAT) :]
        told = (m for outer in context.before(body.start, max(0, body.start - _BACK)) for m in flatten((outer,)))
        last = next((m for m in told if m.type == "organization" and _ends_so(m, end)), None)
        return replace(body, text=last.text, parts=last.parts, value=last.value) if last else body
    if body.text in words.words("我校"):
        house = own_body(context)
        return replace(body, text=house, parts=()) if house else body
    kind = _HOUSES.get(context.text[body.start - 1 : body.start]) if body.text in words.words("党组织") else None
    if kind is not None:  # 甲医院李四院长、院|党总支|副书记王五
        ours = context.text.endswith(OURS, 0, body.start)
        house = own_body(context, kind) or (None if ours else next(_bodies(context, kind, None, body.start), None)) or own_body(context)
        return replace(body, text=house + body.text, parts=()) if house else body
    if alone and organizations.organs().get(body.text) in _COUNCILS:  # 区政协主席李四、|政协|副主席王五
        before = context.before(body.start, max(0, body.start - _NEAR))
        same = next((m for outer in before for m in flatten((outer,)) if m.type == "organization" and m.value == body.value), None)
        return replace(body, text=same.text, parts=same.parts) if same and same.text.endswith(body.text) else body
    if _FORMER.match(body.text) or _OUR.match(body.text):
        return replace(body, start=body.start + 1, text=body.text[1:])
    if body.text == _REGION_COMMITTEE:
        return replace(body, text=_REGION + _REGION_COMMITTEE[1:])
    return _committee(context, body)


def _ends_so(body: Mention, end: str) -> bool:
    """Whether a body is called 该院, 该校 again by the end of its name, or by its kind."""
    return not body.text.startswith(_THAT) and (body.text.endswith(end) or (end in _INITIALS and body.value == _INITIALS[end]))


def _committee(context: Context, committee: Mention) -> Mention:
    ending = words.ending("党组织", committee.text)
    kind = called_again().get(committee.text.removesuffix(ending)) if ending else None
    body = next(_bodies(context, kind, committee.text.removesuffix(ending), committee.start), None) if kind else None
    body = body or (own_body(context, kind) if kind else None)  # on a firm's own page
    at = context.text.rfind(body, 0, committee.start) if body else 0
    if body is None or (at > 0 and context.text[at - 1] in _JOINTS):
        return committee  # 甲医院与乙医院结对，医院党委书记: of which, nobody says
    return replace(committee, text=body + ending, parts=())


def _bodies(context: Context, kind: str, called: str | None, start: int) -> Iterator[str]:
    """The bodies of a kind that are named before an offset, the nearest first; 甲医院党委|书记 names the hospital."""
    types = ("organization", "site") if kind.startswith("site") else ("organization",)
    for outer in context.before(start, max(0, start - _BACK)):
        for m in flatten((outer,)):
            committee = words.ending("党组织", m.text)
            name = m.text.removesuffix(committee)
            led = committee and (name.endswith(called) if called else kind_of(name) == kind)
            inner = any(p.type == "organization" for p in m.parts) and name.endswith(words.words("科室"))  # 甲医院|心内科
            if m.type in types and name != called and not inner and (_called(m, kind, called) or led):
                yield name


def _called(body: Mention, kind: str, called: str | None) -> bool:
    """Whether a body of a kind may be called so again; of sites those that end alike: 甲产业园 is a 园区, and no 车间."""
    return body.value == kind and (called is None or not kind.startswith("site") or called[0] in body.text[-len(called) :])
