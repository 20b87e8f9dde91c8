"""What restoring mended, shown in place: what was deleted, what was put, counted by the kind of damage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from shanhai.model import FLAGS, Certainty, Edit, Page, Repair, RestoredText

# Name and colour of each kind of damage; a colour is never the only sign (deleted and put text stand in brackets of their own).
KINDS = {
    Repair.PINYIN: ("字后夹拼音", "cyan"),
    Repair.WORD_PINYIN: ("词后夹拼音", "blue"),
    Repair.DOUBLED_MARK: ("标点重出", "magenta"),
    Repair.SCRIPT: ("繁简", "green"),
    Repair.WIDTH: ("全角半角", "yellow"),
    Repair.SHIFTED: ("错位乱码", "red"),
    Repair.INVISIBLE: ("隐形字符", "cyan"),
    Repair.ENTITY: ("字符实体", "cyan"),
    Repair.LOST_SPACE: ("空格变问号", "yellow"),
    Repair.SPACING: ("字间空格", "yellow"),
    Repair.LINE_BREAK: ("断行", "yellow"),
    Repair.INSERTED: ("夹入的广告", "magenta"),
    Repair.VOCABULARY: ("台湾用语", "green"),
    Repair.LOST: ("乱码未解", "red"),
    Repair.MASKED: ("遮掩字", "red"),
    Repair.REPLACED: ("疑被替换", "red"),
    Repair.REWRITTEN: ("疑被改写", "red"),
}
_CERTAINTY = {Certainty.SEARCHED: "搜", Certainty.GUESSED: "猜"}


def show_mending(page: Page, restored: RestoredText, console: Console) -> None:
    """Print how many edits of each kind there are, then the lines that they touch."""
    counts = Counter(edit.repair for edit in restored.edits)
    told = [(f"{_named(kind)[0]} {count}", _named(kind)[1]) for kind, count in counts.most_common()]
    console.print(Text("　").join(Text(words, style) for words, style in told) if told else Text("没有损坏，一字未改"))
    for line in mended_lines(page.text, restored.edits):
        console.print(line)


def mended_lines(published: str, edits: tuple[Edit, ...]) -> Iterator[Text]:
    r"""The lines of the published text that edits touch, what was deleted as [-甲-], what was put as {+乙+}.

    >>> edit = Edit(start=3, end=4, original="縣", replacement="县", repair=Repair.SCRIPT)
    >>> [str(line) for line in mended_lines("一\n甲縣\n二", (edit,))]
    ['甲[-縣-]{+县+}']
    """
    position = 0
    line, touched = Text(), False
    for edit in [*edits, None]:
        pieces = published[position : edit.start if edit else len(published)].split("\n")
        for number, piece in enumerate(pieces):
            if number:
                if touched:
                    yield line
                line, touched = Text(), False
            line.append(piece)
        if edit is not None:
            _mark(line, edit)
            touched, position = True, edit.end
    if touched:
        yield line


def _mark(line: Text, edit: Edit) -> None:
    """Append what an edit deletes and puts; what is only pointed at stands as [?甲?]."""
    colour = _named(edit.repair)[1]
    if edit.repair in FLAGS and edit.original == edit.replacement:
        line.append(f"[?{edit.original}?]", f"underline {colour}")
        return
    if edit.original:
        line.append(f"[-{edit.original}-]", f"strike {colour}")
    if edit.replacement:
        line.append(f"{{+{edit.replacement}{_CERTAINTY.get(edit.certainty, '')}+}}", f"bold {colour}")


def _named(kind: Repair) -> tuple[str, str]:
    """A kind's Chinese name and colour; a kind without one shows as it is."""
    return KINDS.get(kind, (str(kind), "red"))
