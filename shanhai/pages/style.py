"""Which elements a page hides: by their tag, the hidden attribute, inline style, or simple rules of its own style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from shanhai.model.struct import Value

from .element import NEVER_SHOWN

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_BRACE = re.compile(r"[{};]")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?", re.I)
_HIDING = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.I)

_VEILED = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.I)
_GONE = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.I)


class Rule(Value, frozen=True, kw_only=True):
    """Whether a rule hides what it selects, and its weight in the cascade: importance, specificity, order."""

    hides: bool
    weight: tuple[int, int, int, int]


class Sheet(Value, frozen=True, kw_only=True):
    """The rules of a page that show or hide, by selector: `p`, `.ad`, `#top`, `p.ad`, `p#top`.

    Other selectors are not followed: an element that they hide is published, which costs noise; hiding too much would cost facts.

    >>> sheet = sheet_of([".ad, #x {display:none} @media print {p {display:none}} p.ad {display:block}"])
    >>> [hides(sheet, etree.fromstring(f'<{tag} class="ad"/>')) for tag in ("p", "div")]
    [False, True]
    """

    rules: dict[str, Rule]


def sheet_of(sources: Iterable[str]) -> Sheet:
    """The sheet of a page's style elements, in their order."""
    rules: dict[str, Rule] = {}
    for order, (selectors, declarations) in enumerate(_blocks("\n".join(sources))):
        found = _hiding(declarations)
        if found is None:
            continue
        hidden, important = found
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match is None or not match.group():
                continue
            tag, name = match.group(1) or "", match.group(2) or ""
            weight = (important, name.startswith("#") + 0, name.startswith(".") * 2 + bool(tag), order)
            key = tag.lower() + name
            if key not in rules or rules[key].weight <= weight:
                rules[key] = Rule(hides=hidden, weight=weight)
    return Sheet(rules=rules)


def hides(sheet: Sheet, element: etree._Element) -> bool:
    """Whether the page does not show this element (its ancestors are not asked)."""
    tag = str(element.tag).lower()
    if tag in NEVER_SHOWN or element.get("hidden", "until-found").lower() != "until-found":
        return True
    if tag == "dialog" and element.get("open") is None:
        return True
    inline = _hiding(element.get("style", ""))
    strongest = _strongest(sheet, tag, element) if sheet.rules else None
    if inline is not None and not (strongest and strongest.weight[0] > inline[1]):
        return inline[0]
    return strongest.hides if strongest else False


def is_veiled(element: etree._Element) -> bool:
    """Whether an element is hidden by nothing but its own `visibility`, as articles are until a script has laid them out.

    >>> is_veiled(etree.fromstring('<div style="visibility: hidden; opacity: 0"/>'))
    True
    """
    style = element.get("style", "")
    return bool(_VEILED.search(style)) and not _GONE.search(style) and element.get("hidden") is None


def _strongest(sheet: Sheet, tag: str, element: etree._Element) -> Rule | None:
    """The rule that wins the cascade for this element."""
    names = ["", *("." + name for name in element.get("class", "").split())]
    if identifier := element.get("id"):
        names.append("#" + identifier)
    keys = (key for name in names for key in (name, tag + name))
    found = [sheet.rules[key] for key in keys if key in sheet.rules]
    return max(found, key=lambda rule: rule.weight) if found else None


def _hiding(declarations: str) -> tuple[bool, int] | None:
    """Whether these declarations hide, and 1 if so by !important; null when they say nothing of it."""
    if ":" not in declarations:
        return None
    verdict: dict[str, tuple[bool, int]] = {}
    for match in _HIDING.finditer(declarations):
        what, value, important = match.group(1).lower(), match.group(2).lower(), 1 if match.group(3) else 0
        if what not in verdict or verdict[what][1] <= important:
            verdict[what] = (value in {"none", "hidden", "collapse"}, important)
    return max(verdict.values()) if verdict else None


def _blocks(source: str) -> Iterable[tuple[str, str]]:
    """Selectors and declarations of the top level; what stands in @media and other at-rules is passed over."""
    source = _COMMENT.sub(" ", source)
    depth, start, selectors = 0, 0, ""
    for brace in _BRACE.finditer(source):
        mark, position = brace.group(), brace.start()
        if mark == "{":
            if depth == 0:
                selectors, start = source[start:position].strip(), position + 1
            depth += 1
        elif mark == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if selectors and not selectors.startswith("@"):
                    yield selectors, source[start:position]
                selectors, start = "", position + 1
        elif depth == 0:
            start = position + 1
