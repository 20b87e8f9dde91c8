"""The walk of a parsed page: all visible text in document order, and the parts that the elements give it.

Version 2. Block elements part lines, cells of a row are parted by a tab a column, rows by a line; `<br>` parts lines except in a cell
of a data table, where it is a space; tables that only arrange the page are laid out as blocks. `shanhai.pages.galley` says what becomes of
white space. Comments are left out uncounted; scripts, styles and invisible elements are left out and their characters counted. A paragraph
is a line outside headings, list items, cells and captions: sites part paragraphs by `<br>` as often as by `<p>`. The document title comes
first; what the document says of itself without showing it comes last, one line each (`shanhai.pages.properties`). The walk goes by lxml's
events, not by recursion: depth costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from shanhai.model import Part, PartKind
from shanhai.model.struct import Value

from .element import BLOCKS, CELLS, FRAMES, MENUS, PREFORMATTED
from .galley import Galley
from .link import by_line, outermost
from .navigation import navigation
from .properties import properties
from .style import hides, is_veiled, sheet_of
from .table import Grid, height, is_layout

LINEARISATION = 2

# What is invisible until a script has run is the article where it holds so much of all text but scripts and styles, of which WeChat's pages
# have a megabyte: .69 in bench/layouts/19, .13 in the same amid the lists of a portal (bench/shell.py).
VEILED_SHARE = 0.1

Span = tuple[int, int]
Place = tuple[int, int, int, int | None]


class LaidOut(Value, frozen=True, kw_only=True):
    """The published text of a document, its parts in order, and how many characters were left out as invisible."""

    text: str = ""
    parts: tuple[Part, ...] = ()
    hidden: int = 0


def walk(root: etree._Element | None) -> LaidOut:
    r"""Lay out a parsed HTML document; null is a document without anything.

    >>> root = etree.fromstring("<table><tr><th>甲县</th><th>乙市</th></tr><tr><td>丙镇</td><td>丁镇</td></tr></table>", etree.HTMLParser())
    >>> laid_out = walk(root)
    >>> laid_out.text, [(part.row, part.column) for part in laid_out.parts]
    ('甲县\t乙市\n丙镇\t丁镇', [(0, 0), (0, 1), (1, 0), (1, 1)])
    """
    return _Walk(root).result() if root is not None else LaidOut()


class _Walk:
    """One walk; holds the galley and what is open while the elements come and go."""

    def __init__(self, root: etree._Element) -> None:
        # What stands after </html> is parsed into trees beside the first.
        roots = [root, *root.itersiblings()]
        self.galley = Galley()
        self.parts: list[Part] = []
        self.hidden = 0
        self._sheet = sheet_of(_styles(roots))
        self._marks: list[int] = []
        self._preformatted = 0
        self._grids: list[Grid | None] = []
        self._tables = 0
        self._cells: list[Place | None] = []
        self._anchors: list[Part] = []
        self._menus: list[Span] = []
        self._declared: list[Span] = []
        self._roots = roots
        self._length: int | None = None
        self._set_title(roots)
        for tree in roots:
            self._run(tree)
            self.galley.break_line()
        self._set_properties(roots)

    def result(self) -> LaidOut:
        """What the walk has set, its parts in order of start, the longer before those inside."""
        lines = self.galley.lines()
        anchors = outermost(self._anchors)
        menus = navigation(
            declared=self._declared,
            blocks=self._menus,
            links=[(anchor.start, anchor.end) for anchor in anchors],
            lines=[(line.start, line.end) for line in lines],
        )
        paragraphs = [Part(kind=PartKind.PARAGRAPH, start=line.start, end=line.end) for line in lines if not line.framed]
        parts = sorted([*menus, *self.parts, *paragraphs, *by_line(anchors, lines)], key=lambda part: (part.start, -part.end))
        return LaidOut(text=self.galley.text(), parts=tuple(parts), hidden=self.hidden)

    def _set_title(self, roots: list[etree._Element]) -> None:
        """The first title that is not a drawing's; it is set before everything else."""
        titles = (title for root in roots for title in root.iter("title"))
        title = next((title for title in titles if title.getparent() is None or title.getparent().tag != "svg"), None)
        if title is not None:
            self.galley.frames += 1
            self.galley.write("".join(title.itertext()))
            self.galley.frames -= 1
            self._part(PartKind.DOCUMENT_TITLE, 0)
            self.galley.break_line()

    def _set_properties(self, roots: list[etree._Element]) -> None:
        """Each property on a line of its own, its name before it; the value is the part."""
        self.galley.frames += 1
        for stated in properties(roots):
            self.galley.write(f"{stated.name}: ")
            mark = self.galley.length
            self.galley.write(stated.value)
            self._part(PartKind.PROPERTY, mark, name=stated.field)
            self.galley.break_line()
        self.galley.frames -= 1

    def _run(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = False
        for event, element in walker:
            if event == "start":
                skipped = self._skips(element)
                if skipped:
                    walker.skip_subtree()
                else:
                    self._open(element)
                    self._write(element.text)
            else:
                if not skipped:
                    self._close(element)
                skipped = False
                self._write(element.tail)

    def _skips(self, element: etree._Element) -> bool:
        """Whether an element is left out; the characters that it hides are counted, a title's are set already."""
        if element.tag == "title":
            return True
        if not hides(self._sheet, element):
            return False
        length = sum(map(len, element.itertext()))
        if is_veiled(element) and length > VEILED_SHARE * self._whole_length():
            return False
        self.hidden += length
        return True

    def _whole_length(self) -> int:
        """The characters of the document without scripts and styles, hidden text included."""
        if self._length is None:
            code = sum(len(element.text or "") for root in self._roots for element in root.iter("script", "style"))
            self._length = sum(len(text) for root in self._roots for text in root.itertext()) - code
        return self._length

    def _write(self, text: str | None) -> None:
        if text:
            self.galley.write(text, preformatted=self._preformatted > 0)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self.galley.break_line()
        if tag == "table":
            self._open_table(element)
        elif tag == "tr":
            self._open_row()
        elif tag in CELLS:
            self._open_cell(element)
        elif tag in FRAMES:
            self.galley.frames += 1
        elif tag in PREFORMATTED:
            self._preformatted += 1
        self._marks.append(self.galley.length)

    def _close(self, element: etree._Element) -> None:
        tag, mark = element.tag, self._marks.pop()
        if tag in CELLS:
            self._close_cell(mark)
        elif tag in FRAMES:
            self.galley.frames -= 1
            self._part(FRAMES[tag], mark, level=int(tag[1]) if FRAMES[tag] is PartKind.HEADING else None)
        elif tag == "table":
            self._close_table()
        elif tag in PREFORMATTED:
            self._preformatted -= 1
        self._note_links(element, mark)
        if tag in BLOCKS:
            self.galley.break_line()

    def _open_table(self, table: etree._Element) -> None:
        if is_layout(table):
            self._grids.append(None)
        else:
            self._grids.append(Grid(number=self._tables))
            self._tables += 1

    def _close_table(self) -> None:
        if self._grids.pop() is not None:
            self.galley.break_row()

    def _open_row(self) -> None:
        if self._grids and (grid := self._grids[-1]):
            grid.next_row()
            self.galley.break_row()

    def _open_cell(self, cell: etree._Element) -> None:
        """A cell of a data table stands in its column; any other is a block like another."""
        grid = self._grids[-1] if self._grids else None
        if grid is None or grid.row < 0 or self.galley.flat:
            self._cells.append(None)
            self.galley.break_line()
            return
        column, step = grid.place(cell)
        self._cells.append((grid.number, grid.row, column, height(cell)))
        self.galley.break_cell(step)
        self.galley.flat = True
        self.galley.frames += 1

    def _close_cell(self, mark: int) -> None:
        if place := self._cells.pop():
            self.galley.flat = False
            self.galley.frames -= 1
            self._part(PartKind.CELL, mark, place=place)
        else:
            self.galley.break_line()

    def _note_links(self, element: etree._Element, mark: int) -> None:
        """Remember where a link, and where a block that may be navigation, stands."""
        tag = element.tag
        href = element.get("href") if tag == "a" else None
        declared = tag == "nav" or element.get("role") == "navigation"
        if (href is None and not declared and tag not in MENUS) or (span := self.galley.span(mark)) is None:
            return
        if href is not None:
            self._anchors.append(Part(kind=PartKind.LINK, start=span[0], end=span[1], href=href.strip()))
        elif declared:
            self._declared.append(span)
        else:
            self._menus.append(span)

    def _part(self, kind: PartKind, mark: int, *, level: int | None = None, place: Place | None = None, name: str | None = None) -> None:
        if span := self.galley.span(mark):
            table, row, column, rows = place or (None, None, None, None)
            part = Part(kind=kind, start=span[0], end=span[1], level=level, table=table, row=row, column=column, rows=rows, name=name)
            self.parts.append(part)


def _styles(roots: list[etree._Element]) -> Iterator[str]:
    """The style sheets that a document carries for the screen."""
    for root in roots:
        for style in root.iter("style"):
            if "print" not in style.get("media", "").lower():
                yield "".join(style.itertext())
