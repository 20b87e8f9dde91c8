"""Words of pages, made safe to show: without characters that hide or turn text around, and no longer than a line holds."""

from __future__ import annotations

from markupsafe import Markup, escape

from shanhai.views import Snippet

from .marking import control_name

LONGEST_LINE = 400  # characters of a title or a value in a list: the longest real title that we have seen has 92


def tame(value: object) -> object:
    r"""The value without characters that hide or turn text around; markup of our own passes.

    >>> tame("\u202e甲县\u200b"), tame(3)
    ('甲县', 3)
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    hiding = [ord(character) for character in set(value) if control_name(character)]
    return value.translate(dict.fromkeys(hiding)) if hiding else value


def lit(found: Snippet) -> Markup:
    """A stretch of text with the words that were looked for marked in it, everything escaped.

    >>> from shanhai.views import Snippet, Statement
    >>> lit(Snippet(text="甲<b>与乙", start=10, hits=((14, 15),)))
    Markup('甲&lt;b&gt;<mark>与</mark>乙')
    """
    at = 0
    parts = []
    for start, end in ((one - found.start, other - found.start) for one, other in found.hits):
        parts += [escape(tame(found.text[at:start])), Markup("<mark>{}</mark>").format(tame(found.text[start:end]))]
        at = end
    return Markup("").join([*parts, escape(tame(found.text[at:]))])


def brief(text: str, most: int = LONGEST_LINE) -> str:
    """The beginning of a text, for lines of lists: whoever wants all of it opens the page.

    >>> brief("甲县", 1), brief("甲县")
    ('甲……', '甲县')
    """
    return text if len(text) <= most else f"{text[:most]}……"
