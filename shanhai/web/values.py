"""The values of a fact in words, and the words of the page that give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import get_type_hints
from urllib.parse import quote

import msgspec

from shanhai.ledger.finding import saying
from shanhai.model import FACT_TYPES, Amount, Fact, PlaceRef, Programme, When
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import value_of

from .certainty import Mark, evidence_marks
from .dates import in_table
from .language import Language

# The order in which types of facts are read out: ties first, then what was agreed, then who.
ORDER = ("visit", "meeting", "pairing", "agreement", "project", "platform", "measure", "pledge", "action", "tenure", "trait", "policy")

# Two names and a number fit one line of the side column at 1440 px; three names of ten characters do as well.
FEW = 3


class Ground(Value, frozen=True, kw_only=True):
    """Why a field has its value: the value in words, the quotations that put it differently and how often, and how sure they are."""

    field: str
    value: str
    quotations: tuple[tuple[str, int], ...]
    marks: tuple[Mark, ...]


def shown(value: object, language: Language) -> str:
    """Return a value of a fact in words; nothing for an absent one.

    >>> from shanhai.web.language import language
    >>> shown(PlaceRef(name="甲县"), language("zh")), shown(("张三", "李四"), language("zh")), shown(None, language("zh"))
    ('甲县', '张三、李四', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return language.say("yes" if value else "no")
        case PlaceRef():
            return value.name
        case When():
            return in_table(value, language)
        case Amount():
            return value.text
        case Programme():
            return value.stated
        case Enum():
            return language.word(type(value).__name__.lower(), str(value.value))
        case Decimal():
            return f"{value:,f}"
        case tuple():
            return language.say("list").join(shown(each, language) for each in value)
        case _:
            return str(value)


def few(names: Sequence[str], language: Language) -> str:
    """Return a list of names for a line: all of a few, the first and the number of many.

    >>> from shanhai.web.language import language
    >>> few(("甲园", "乙馆"), language("zh")), few(("甲园", "乙馆", "丙村", "丁厂"), language("zh"))
    ('甲园、乙馆', '甲园、乙馆等4处')
    """
    if len(names) <= FEW:
        return language.say("list").join(names)
    return language.say("fact.sites", first=language.say("list").join(names[: FEW - 1]), n=len(names))


def grounds(fact: Fact, language: Language) -> Iterator[Ground]:
    """Yield why each field of a fact has its value, the fact as a whole last."""
    fields = sorted(fact.evidence, key=lambda field: (field == "", _position(fact, field)))
    for field in fields:
        evidence, value = fact.evidence[field], getattr(fact, field, None) if field else None
        said = {shown(each, language) for each in (value if isinstance(value, tuple) else (value,))}
        yield Ground(
            field=field,
            value=shown(value, language),
            quotations=tuple(Counter(words.text for words in evidence if words.text not in said).items()),
            marks=evidence_marks(evidence),
        )


def rules(fact: Fact) -> tuple[str, ...]:
    """Return the names of the rules that found a fact, each once."""
    return tuple(dict.fromkeys(words.rule for evidence in fact.evidence.values() for words in evidence))


def type_name(fact: Fact) -> str:
    """Return the tag of a fact's type.

    >>> from shanhai.model import Meeting
    >>> type_name(Meeting(id="f", page="p", name="联席会议"))
    'meeting'
    """
    return str(type(fact).__struct_config__.tag)


def place_href(place: PlaceRef) -> str:
    """Return the address of a place's view.

    >>> place_href(PlaceRef(name="龙湾区", code="330303")), place_href(PlaceRef(name="甲县"))
    ('/places/330303', '/places/%E7%94%B2%E5%8E%BF')
    """
    return f"/places/{quote(place.code or place.name, safe='')}"


def person_href(name: str) -> str:
    """Return the address of a person's view.

    >>> person_href("张三")
    '/people/%E5%BC%A0%E4%B8%89'
    """
    return f"/people/{quote(name, safe='')}"


def entry_href(entry: str) -> str:
    """Return the address of an entry: all that pages say of it.

    >>> entry_href("visit-0123456789ab")
    '/entries/visit-0123456789ab'
    """
    return f"/entries/{quote(entry, safe='')}"


def pair_href(one: object, other: object) -> str:
    """Return the address of a pair of places, nothing where a side is no place or both are the same.

    >>> pair_href(PlaceRef(name="龙湾区", code="330303"), PlaceRef(name="甲县")), pair_href(PlaceRef(name="甲县"), "乙公司")
    ('/pairs/330303/%E7%94%B2%E5%8E%BF', '')
    """
    if not isinstance(one, PlaceRef) or not isinstance(other, PlaceRef) or place_href(one) == place_href(other):
        return ""
    return f"/pairs/{place_href(one).removeprefix('/places/')}/{place_href(other).removeprefix('/places/')}"


def organization_href(name: str) -> str:
    """Return the address of an organisation's view.

    >>> organization_href("A/B")
    '/organizations/A%2FB'
    """
    return f"/organizations/{quote(name, safe='')}"


def touched_href(touched: str) -> str:
    """Return the address of what a decision touched: an entry, a person, an organisation.

    >>> touched_href("visit-0123"), touched_href("person/张三"), touched_href("organization/A/B")
    ('/entries/visit-0123', '/people/%E5%BC%A0%E4%B8%89', '/organizations/A%2FB')
    """
    kind, _, key = touched.partition("/")
    return {"person": person_href, "organization": organization_href}[kind](key) if key else entry_href(touched)


def programme_href(name: str) -> str:
    """Return the address of a programme's view.

    >>> programme_href("a b")
    '/programmes/a%20b'
    """
    return f"/programmes/{quote(name, safe='')}"


def standing(fact: Fact, field: str, value: object, language: Language) -> str:
    """Return one of several values of a field, as JSON keeps it, in words.

    >>> from shanhai.model import Meeting
    >>> from shanhai.web.language import language
    >>> standing(Meeting(id="f", page="p", name="甲会"), "place", {"name": "甲县"}, language("zh"))
    '甲县'
    """
    return shown(value_of(fact, field, value), language)


def effect_value(kind: str, field: str, value: object, language: Language) -> str:
    """Return a value that a decision changed, as JSON keeps it, in words.

    >>> from shanhai.web.language import language
    >>> effect_value("meeting", "place", {"name": "甲县"}, language("zh")), effect_value("meeting", "place", None, language("zh"))
    ('甲县', '未载')
    """
    if value in (None, "", [], ()):
        return language.say("unknown")
    return shown(msgspec.convert(value, get_type_hints(FACT_TYPES[kind])[field]), language)


def fact_href(page: str, fact: str) -> str:
    """Return the address of a fact over its sentence.

    >>> fact_href("ab", "cd")
    '/pages/ab#fact-cd'
    """
    return f"/pages/{quote(page, safe='')}#fact-{quote(fact, safe='')}"


def _position(fact: Fact, field: str) -> int:
    names = type(fact).__struct_fields__
    return names.index(field) if field in names else len(names)


def quotation(fact: Fact) -> str:
    """Return the sentence that says a fact; before or behind it the words of its date, where they stand apart.

    >>> from shanhai.model import Evidence, Visit
    >>> def words(text, start):
    ...     return (Evidence(start=start, end=start + len(text), exact=text, text=text, rule="r"),)
    >>> quotation(Visit(id="f", page="p", evidence={"": words("甲市代表团到乙市考察", 7), "date": words("去年10月", 1)}))
    '去年10月，甲市代表团到乙市考察'
    """
    said = saying(fact)
    if said is None:
        return ""
    dated = [words for name in ("date", "period", "deadline") for words in fact.evidence.get(name, ()) if words.text not in said.text]
    if not dated:
        return said.text
    first, second = sorted((dated[0], said), key=lambda words: words.start)
    # A comma parts them on the page, or more than that.
    return f"{first.text}{'，' if second.start - first.end <= 1 else '……'}{second.text}"
