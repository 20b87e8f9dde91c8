"""Who is to act: the place or organisation before a modal, or whom a hope is about (希望|双方|加强…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.model import Mention

from .addressee import SMALL, addressee
from .context import Context

_ACTING = ("place", "zone", "deixis", "organization", "delegation")
_UNKNOWN_PLACE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?(?:省|市|县|区|镇|乡|街道|州|旗|村|集团|公司))(?=在|能|多|也|要|把|与|可|{words.alternation('一如既往')})"
)
_ANY_BODY, _BOTH = words.words("党委政府"), 2
_JOINT = re.compile(r"[、和与及同]|以及")
_HELPING = re.compile(rf"^(?:其(?={words.alternation('其后')})|间(?=能|要|多|加)|{words.alternation('可以')})")


class Actors:
    """Those of one page who can act."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._text = context.text
        self._named = {m.start: m for m in context.story if m.type in _ACTING}

    def ends(self, offset: int) -> int | None:
        """Where the name of one who can act ends that begins at an offset."""
        mention = self._named.get(offset)
        return mention.end if mention else None

    def named(self, offset: int) -> tuple[str, ...]:
        """Who is named at an offset; nobody where no name of one who can act begins there."""
        mention = self._named.get(offset)
        return tuple(dict.fromkeys(self._names(mention))) if mention else ()

    def before(self, start: int, end: int) -> tuple[str, ...]:
        """Who acts: the place or organisation before the modal, or whom 双方, 我们 mean."""
        text = self._text[start:end].strip("“‘也还都更将 ")
        joined: list[Mention] = []
        for mention in self._context.before(end, start):
            if mention.type not in _ACTING:
                continue
            if (end - mention.end <= 4 and not joined) or (joined and _JOINT.fullmatch(self._text, mention.end, joined[-1].start)):
                joined.append(mention)
            else:
                break
        if joined:
            return tuple(dict.fromkeys(name for mention in reversed(joined) for name in self._names(mention)))
        word = words.ending("行事者", text)
        return (word,) if word else ()

    def _names(self, mention: Mention) -> Iterator[str]:
        refs = self._context.places_of(mention)
        if mention.text in _ANY_BODY and (both := next(self._context.before(mention.start, mention.start - _BOTH), None)) is not None:
            refs = self._context.places_of(both) if both.end == mention.start and both.type == "deixis" else refs  # 两地|政府
        yield from (ref.name for ref in refs) if refs else (mention.text,)

    def wished(self, start: int, end: int) -> tuple[tuple[str, ...], int]:
        """希望双方|加强…: who is wished to act, and where the wish begins."""
        acting: tuple[str, ...] = ()
        while True:
            mention = self._named.get(start)
            word = next((w for w in words.words("行事者") if self._text.startswith(w, start, end)), None)
            helping = _HELPING.match(self._text[start:end])
            called = None if acting else addressee(self._text, start, end)
            within = mention is not None and self._text.startswith(SMALL, mention.end)  # 桐庐|在龙头企业引进上给予支持
            if mention is not None and mention.end < end and called is not None and called > mention.end and not within:
                acting, start = (self._text[start:called],), called  # 两地企业, 桐庐县各部门
            elif mention is not None and mention.end < end and (acting or not self._text.startswith("的", mention.end)):
                acting, start = (*acting, *self._names(mention)), mention.end
            elif word is not None and not acting:
                acting, start = (word,), start + len(word)
            elif acting and self._text[start : start + 1] in ("、", "和", "与") and (start + 1 in self._named):
                start += 1
            elif helping:
                start += helping.end()
            elif not acting and (unknown := _UNKNOWN_PLACE.match(self._text, start, end)):
                acting, start = (unknown["name"],), unknown.end("name")
            elif called is not None:
                acting, start = (self._text[start:called],), called
            else:
                return tuple(dict.fromkeys(acting)), start
