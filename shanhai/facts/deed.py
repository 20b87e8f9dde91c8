"""Done work (已办), traits of places (所长, 所需) and policies: the smaller facts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from shanhai.knowledge import words
from shanhai.model import Action, BlockKind, Mention, Policy, Trait, TraitKind

from .chain import chains
from .context import STORY, Context
from .evidence import Claim, claim
from .field import field_of
from .grounds import Grounding
from .occasion import Occasion
from .rulebook import Match

_TOLD = STORY - {BlockKind.TITLE, BlockKind.TABLE}
_JOINING = ("和", "与", "、", "及", "同", "跟", "还与", "又与")
_ACTING, _FAR = ("place", "zone", "deixis", "organization", "delegation", "site"), 60
_PASSIVE = tuple("在到赴于从向对为给把被的")  # 在|甲县设立: where, to whom, not who
_STOP = re.compile(r"[，。；！？：\n]")
_EVERY = "各"  # 在…发展|各|方面
_RICH, _OF_ONE = "trait.rich", ("trait.rich", "trait.wide", "trait.its-own")
_OPENING = re.compile(r"(?:的|在|境内|有着|，)*")
_QUOTED = re.compile(r"“(?P<name>[^“”\n]{2,16})”(?P<kind>[\u4e00-\u9fff]{2,4})")


def actions(context: Context, found: Sequence[Match], grounding: Grounding) -> Iterator[Action]:
    """What the page says was done, one per clause, from its verb on."""
    occasion = Occasion(context)
    seen: set[str] = set()
    for match in found:
        actor = next(iter(match.roles.get("actor", ())), None)
        verb = next(iter(match.roles.get("text", ())), None)
        if match.fact != "action" or actor is None or verb is None or context.kind_at(match.start) not in _TOLD:
            continue
        actor = _first_of(context, actor)
        if context.text[actor.start - 1 : actor.start] == "是":
            continue  # 是|两县落实合作的具体实践: what something is
        if context.text[actor.start - 1 : actor.start] in _PASSIVE or context.text.startswith("的", verb.end):
            continue
        stop = _STOP.search(context.text, verb.end)
        end = stop.start() if stop else len(context.text)
        text = context.text[verb.start : end]
        if text in seen:
            continue
        seen.add(text)
        refs = context.places_of(actor)
        name = refs[0].name if refs else actor.text
        date_mention, date = occasion.date(match)
        claims = [Claim(field="", start=match.start, end=max(end, match.end - 1), rule=match.rule), claim("actor", actor, match.rule)]
        claims += [claim("date", date_mention, match.rule)] if date_mention else []
        keys = {"actor": name, "text": text}
        grounds = grounding.of("action", keys, claims)
        yield Action(**grounds, text=text, actor=name, field=field_of(text), date=date, chains=chains(text))


def _first_of(context: Context, actor: Mention) -> Mention:
    """甲县与|乙县签订…: the first of those who act together."""
    for mention in context.before(actor.start, max(0, actor.start - _FAR)):
        if mention.type in _ACTING and context.text[mention.end : actor.start] in _JOINING:
            actor = mention
    return actor


def traits(context: Context, found: Sequence[Match], grounding: Grounding) -> Iterator[Trait]:
    """What the page says that places are strong in, or lack."""
    seen: set[str] = set()
    for match in found:
        place = next(iter(match.roles.get("place", ())), None)
        text = next(iter(match.roles.get("text", ())), None)
        if match.fact != "trait" or place is None or text is None:
            continue
        text = _rich_in(context, place, text, match.end) if match.rule == _RICH else text
        refs = context.places_of(place)
        said = text.text.removesuffix("等")
        if said.startswith(_JOINING) or said.endswith(_EVERY) or said in seen or (match.rule in _OF_ONE and len(refs) > 1):
            continue
        seen.add(said)
        claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule), claim("place", place, match.rule)]
        claims.append(claim("text", text, match.rule))
        grounds = grounding.of("trait", {"text": said, "place": place.text}, claims, doubted=not refs)
        kind = TraitKind(match.sets["kind"])
        yield Trait(**grounds, text=said, kind=kind, place=refs[0] if refs else None, field=field_of(said))


def _rich_in(context: Context, place: Mention, text: Mention, end: int) -> Mention:
    """甲县|竹木、水能等资源丰富，产业基础扎实: all that is said of the place in one breath."""
    begun = _OPENING.match(context.text, place.end)
    start = begun.end() if begun else place.end
    more = _further().match(context.text, end)
    stop = more.end() if more else end
    return msgspec.structs.replace(text, start=start, end=stop, text=context.text[start:stop])


@cache
def _further() -> re.Pattern[str]:
    """、营商环境优越，产业配套完善: what goes on to say what a place is rich in."""
    return re.compile(rf"(?:[、，](?:[\u4e00-\u9fff]{{0,8}}?)(?:{words.alternation('所长')})(?:{words.alternation('优越')}))*")


def policies(context: Context, grounding: Grounding) -> Iterator[Policy]:
    """Papers between 《》 whose titles are those of policies, and quoted strategies, programmes of action and systems."""
    found: dict[str, tuple[str, int, int]] = {}
    for mention in context.story:
        name = mention.text.strip("《》")
        kind = next((w for w in words.words("政策名") if name.endswith(w)), None) if mention.type == "document" else None
        if kind is not None:
            found.setdefault(name, (kind, mention.start, mention.end))
    for block in context.blocks:
        if block.kind in STORY:
            for hit in _QUOTED.finditer(context.text, block.start, block.end):
                kind = next((w for w in words.words("方略") if hit["kind"].startswith(w)), None)
                if kind is not None:
                    found.setdefault(f"“{hit['name']}”{kind}", (kind, hit.start(), hit.start("kind") + len(kind)))
    for name, (kind, start, end) in found.items():
        claims = [Claim(field=f, start=start, end=end, rule="policy.named") for f in ("", "name")]
        yield Policy(**grounding.of("policy", {"name": name}, claims), name=name, kind=kind)
