"""What a document says about itself without showing it: meta elements, linked data, the canonical link (`properties.yaml`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from lxml import etree

from shanhai.model.struct import Value

# Characters of a value; a headline of 100 is long, and what is longer is a description.
LONGEST = 200
# Characters of a script that is looked into.
MOST_SCRIPT = 200_000
# Linked data that nests deeper is made to harm.
MOST_DEPTH = 6


class Property(Value, frozen=True, kw_only=True):
    """A source fact that a document states of itself: its field, the name it goes by there, and the value as written."""

    field: str
    name: str
    value: str


class Names(Value, frozen=True, kw_only=True):
    """The names of properties by source fact."""

    meta: dict[str, tuple[str, ...]]
    linked_data: dict[str, tuple[str, ...]]
    script: dict[str, tuple[str, ...]]


@cache
def names() -> Names:
    """The names in `properties.yaml`."""
    return msgspec.yaml.decode(files(__package__).joinpath("properties.yaml").read_bytes(), type=Names)


def properties(roots: Iterable[etree._Element]) -> tuple[Property, ...]:
    """The properties of a parsed document, each value of a field once, in the order of the document.

    >>> root = etree.fromstring('<meta name="PubDate" content="2023-03-05 10:22"><p>甲县', etree.HTMLParser())
    >>> properties([root])
    (Property(field='published', name='PubDate', value='2023-03-05 10:22'),)
    """
    found: dict[tuple[str, str], Property] = {}
    for root in roots:
        for element in root.iter("meta", "link", "script"):
            for stated in _stated(element):
                value = " ".join(stated.value.split())
                if 0 < len(value) <= LONGEST:
                    found.setdefault((stated.field, value), msgspec.structs.replace(stated, value=value))
    return tuple(found.values())


def _stated(element: etree._Element) -> Iterator[Property]:
    if element.tag == "meta":
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if field := _by_name("meta").get(name.strip().lower()):
            yield Property(field=field, name=name.strip(), value=element.get("content", ""))
    elif element.tag == "link":
        if "canonical" in element.get("rel", "").lower().split():
            yield Property(field="canonical", name="canonical", value=element.get("href", ""))
    elif (text := element.text) and len(text) <= MOST_SCRIPT:
        yield from _linked(text) if "ld+json" in element.get("type", "").lower() else _assigned(text)


@cache
def _by_name(kind: str) -> dict[str, str]:
    """The field of each name."""
    return {name: field for field, known in getattr(names(), kind).items() for name in known}


@cache
def _assignments() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(expression)) for field, known in names().script.items() for expression in known)


def _assigned(script: str) -> Iterator[Property]:
    for field, expression in _assignments():
        if hit := expression.search(script):
            yield Property(field=field, name="script", value=hit.group(1))


def _linked(text: str) -> Iterator[Property]:
    """What JSON-LD says; text that is no JSON says nothing."""
    try:
        yield from _within(json.loads(text), 0)
    except (ValueError, RecursionError):
        return


def _within(value: Any, depth: int) -> Iterator[Property]:
    if depth > MOST_DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _within(each, depth + 1)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if field := _by_name("linked_data").get(key.lower()):
                yield from (Property(field=field, name=key, value=told) for told in _told(inner))
            elif isinstance(inner, dict | list):
                yield from _within(inner, depth + 1)


def _told(value: Any) -> Iterator[str]:
    """The name or address of a value of linked data, of each where it is a list."""
    for each in value if isinstance(value, list) else [value]:
        told = (each.get("name") or each.get("@id") or each.get("url")) if isinstance(each, dict) else each
        if isinstance(told, str):
            yield told
