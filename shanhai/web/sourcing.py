"""The sentence behind a fact: a mark that opens it in place, and its words.

In Python and not in a template: a list has fifty of them, and as a macro they were a third of what it costs to write a page.
"""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup, escape

from shanhai.views import Statement

from .certainty import entry_marks
from .dates import in_words
from .language import Language
from .taming import brief, tame
from .values import entry_href, fact_href, quotation

LONGEST = 1_200
"""Characters of a sentence: three times the longest of `LONGEST_LINE`, as it is read and not looked over."""


def source(stated: Statement, place: str, *, language: Language, edit_from: str = "") -> Markup:
    """The mark of a statement at a place of the page, which keeps several marks of one fact apart.

    `edit_from` is the address to come back to from correcting it; empty for those who may not.

    >>> from shanhai.model import Meeting
    >>> from shanhai.views import PageHead
    >>> from shanhai.web.language import language
    >>> head = PageHead(id="ab", source="a.html", publisher="甲报", published="2024-05-06")
    >>> said = Statement(fact=Meeting(id="f", page="ab", name="联席会议"), page=head, entry="meeting-1", pages=2)
    >>> source(said, "row", language=language("zh")).striptags()
    '据2页甲报2024年5月6日打开原文看条目'
    """
    fact, say = stated.fact, language.say
    key, href = escape(f"ev-{place}-{fact.page[:12]}-{fact.id}"), escape(fact_href(fact.page, fact.id))
    publisher = stated.page.publisher or say("page.publisher_unknown")
    published = in_words(stated.page.published, language) if stated.page.published else say("page.date_unknown")
    parts = [
        f'<a class="ev small" href="{href}" data-ev="{key}" aria-haspopup="dialog" aria-expanded="false">',
        f"{escape(say('count.source', n=stated.pages))}</a>",
        f'<template id="{key}" data-label="{escape(say("evidence.label"))}">',
        f'<q class="quote" lang="zh-CN">{escape(tame(brief(quotation(fact), LONGEST)))}</q>',
        f'<span class="meta"><span lang="zh-CN">{escape(tame(publisher))}</span><span>{escape(tame(published))}</span>',
        *(f"<span>{escape(say(f'mark.{mark}.title'))}</span>" for mark in entry_marks(stated)),
        f'<a href="{href}">{escape(say("evidence.open"))}</a>',
    ]
    if stated.entry:
        parts.append(f'<a href="{escape(entry_href(stated.entry))}">{escape(say("evidence.entry"))}</a>')
    if edit_from:
        then = urlencode({"then": edit_from})
        parts.append(f'<a href="/facts/{escape(fact.page)}/{escape(fact.id)}/edit?{escape(then)}">{escape(say("edit.correct"))}</a>')
    parts.append("</span></template>")
    return Markup("".join(parts))
