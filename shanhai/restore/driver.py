"""All repairs in their fixed order, composed into one alignment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from shanhai.model import Page, RestoredText

from .annotation import readings_of
from .columns import Batch, applied, puts_something, united
from .entity import decode_entities
from .enumeration import enumerate_again
from .flags import flag
from .inserted import delete_inserted
from .invisible import delete_invisible
from .line_break import join_lines
from .lost_space import remove_lost_spaces
from .marks import drop_doubled_marks
from .masks import write_out
from .ornaments import delete_strewn
from .pinyin import strip_halved, strip_pinyin
from .script import simplify_script
from .search import search, strayed
from .shifted import realign
from .spacing import close_up
from .trace import CLOSED, COMMAS, ENDS, LINES, LISTS, MADE, RARE, READINGS, SIGNS, SPACES, STREWN, UNSEEN, WORDS, YEARS, traces
from .vocabulary import localise
from .width import widen_marks
from .word_pinyin import strip_word_pinyin
from .years import mend_dates

Repairing = Callable[[str], Batch]
Round = tuple[tuple[Repairing, int], ...]
Done = tuple[str, list[Batch]]  # the text after a round, and the edits that made it

# Each repair with the traces of which it needs one. The repairs of a round see the same text and never touch the same characters.
# What hides between characters and lines goes first; then what was put in: the words that decide on a character (隨(suí)著) stand
# together only then.
LAYOUT: tuple[Round, ...] = (
    ((delete_invisible, UNSEEN),),
    ((decode_entities, SIGNS),),
    ((delete_strewn, STREWN),),
    ((delete_inserted, WORDS | ENDS),),
    ((remove_lost_spaces, SIGNS),),
    ((close_up, SPACES),),
    ((join_lines, LINES),),
)
INSERTED: tuple[Round, ...] = (
    ((strip_halved, READINGS),),
    ((drop_doubled_marks, COMMAS), (strip_pinyin, READINGS), (strip_word_pinyin, READINGS), (realign, READINGS)),
)
WRITING: tuple[Round, ...] = (
    ((simplify_script, RARE), (widen_marks, COMMAS)),
    ((localise, SIGNS | WORDS),),
    ((delete_invisible, UNSEEN),),  # what stands beside a mark that is full width now
    ((write_out, SIGNS), (mend_dates, YEARS)),
    ((enumerate_again, LISTS),),
)


def _with_traces(rounds: Sequence[Round]) -> tuple[tuple[int, Round], ...]:
    """The rounds, each with the traces of any of its repairs."""
    return tuple((reduce(or_, (needed for _, needed in repairs)), repairs) for repairs in rounds)


WHEN_LAYOUT, WHEN_INSERTED, WHEN_WRITING = map(_with_traces, (LAYOUT, INSERTED, WRITING))
FLAGGED = SIGNS | WORDS | YEARS


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
    for after, edits in _rounds(text):
        restored = united(restored, edits, after)
    return restored


def mend(text: str) -> str:
    """The restored text alone: what `restore_text` gives, without the account of it.

    >>> mend("8月26日,,甲縣縣委書記,、縣長一行來訪,,進園區,。")
    '8月26日，甲县县委书记、县长一行来访，进园区。'
    """
    rounds = _rounds(text)
    return rounds[-1][0] if rounds else text


def _rounds(text: str) -> list[Done]:
    """The rounds that find anything, each with the text that it makes."""
    found = traces(text)
    done: list[Done] = []
    if not found:
        return done
    text, found = _after(text, WHEN_LAYOUT, found, done)
    laid_out, layout = text, len(done)
    text, found = _after(text, WHEN_INSERTED, found, done)
    shifted = len(done) > layout or strayed(text)  # what puts readings or marks in shifts what stands between
    if shifted and (searched := search(text, readings_of(laid_out))):
        text, found = applied(text, [searched]), found | MADE
        done.append((text, [searched]))
    text, found = _after(text, WHEN_WRITING, found, done)
    if found & FLAGGED and (flags := flag(text, shifted=shifted)):
        done.append((text, [flags]))
    return done


def _after(text: str, rounds: Sequence[tuple[int, Round]], found: int, done: list[Done]) -> tuple[str, int]:
    """The text after some rounds, and the traces in it; what there is no trace of is not looked for."""
    for needed, repairs in rounds:
        edits = [edits for repair, one in repairs if one & found and (edits := repair(text))] if needed & found else []
        if edits:
            text = applied(text, edits)
            found |= MADE if any(map(puts_something, edits)) else CLOSED
            done.append((text, edits))
    return text, found
