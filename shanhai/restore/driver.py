"""All repairs in their fixed order, composed into one alignment."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from shanhai.model import Page, RestoredText

from .annotation import readings_of, spliced
from .edit import RawEdit, compose
from .marks import drop_doubled_marks
from .pinyin import strip_pinyin
from .script import simplify_script
from .search import search
from .shifted import realign
from .width import widen_marks
from .word_pinyin import strip_word_pinyin

Repairing = Callable[[str], tuple[RawEdit, ...]]

# What was put in is taken out first: the words that decide on a character (隨(suí)著) stand together only then. The repairs of a round see
# the same text and never touch the same characters. Between the rounds what is still shifted is searched for.
INSERTED: tuple[Repairing, ...] = (drop_doubled_marks, strip_pinyin, strip_word_pinyin, realign)
WRITING: tuple[Repairing, ...] = (simplify_script, widen_marks)


def restore(page: Page) -> RestoredText:
    """The text of a page with its damage undone, and the edits that did it.

    >>> page = Page(id="0", format="text", encoding="utf-8", text="區(qū)委書(shū)記(jì)李四")
    >>> restore(page).text
    '区委书记李四'
    """
    return restore_text(page.text, page.id)


def restore_text(text: str, page_id: str = "") -> RestoredText:
    """The same for a text of any origin.

    >>> restored = restore_text("8月26日,,甲縣縣委書記,、縣長一行來訪,,進園區,。")
    >>> restored.text, len(restored.edits)
    ('8月26日，甲县县委书记、县长一行来访，进园区。', 17)
    """
    restored = RestoredText(page=page_id, text=text)
    restored = _after(restored, INSERTED)
    if spliced(text) or drop_doubled_marks(text):
        restored = compose(restored, search(restored.text, readings_of(text)))
    return _after(restored, WRITING)


def _after(restored: RestoredText, repairs: tuple[Repairing, ...]) -> RestoredText:
    """The text after one round of repairs."""
    return compose(restored, chain.from_iterable(repair(restored.text) for repair in repairs))
