"""DOCX: headings, paragraphs, lists, tables, links, revisions, hidden text, notes; damaged and hostile files."""

from __future__ import annotations

import pytest

from shanhai.model import PageError, PartKind
from shanhai.pages import read_bytes
from shanhai.pages.formats.docx import publish_docx

from ..made import W, docx, zipped


def run(text: str, marks: str = "") -> str:
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, marks: str = "") -> str:
    return f"<w:p><w:pPr>{marks}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, marks: str = "") -> str:
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraph(run(text))}</w:tc>"


STYLES = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a"><w:name w:val="标题 2"/></w:style>'


def test_headings_paragraphs_and_lists() -> None:
    body = (
        paragraph(run("甲县要闻"), marks='<w:pStyle w:val="1"/>')
        + paragraph(run("考察"), marks='<w:pStyle w:val="a"/>')
        + paragraph(run("甲县党政"), run("代表团到乙市。"))
        + paragraph(run("一是产业"), marks="<w:numPr/>")
    )
    page = read_bytes(docx(body, styles=STYLES), name="a.docx")
    assert page.text == "甲县要闻\n考察\n甲县党政代表团到乙市。\n一是产业"
    assert [(part.kind, part.level) for part in page.parts] == [
        (PartKind.HEADING, 1),
        (PartKind.HEADING, 2),
        (PartKind.PARAGRAPH, None),
        (PartKind.LIST_ITEM, None),
    ]
    assert (page.format, page.encoding) == ("docx", "utf-8")


def test_a_table_with_spans() -> None:
    rows = [
        [cell("县"), cell("项目", '<w:gridSpan w:val="2"/>')],
        [cell("甲县"), cell("园区"), cell("300万元")],
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>" + paragraph(run("完"))
    page = read_bytes(docx(body), name="a.docx")
    assert page.text == "县\t项目\n甲县\t园区\t300万元\n完"
    assert [(part.row, part.column) for part in page.parts if part.kind is PartKind.CELL] == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]


def test_links() -> None:
    body = paragraph(f'<w:hyperlink r:id="r1">{run("甲县")}</w:hyperlink>', run("与乙市"))
    links = '<Relationship Id="r1" Type="x/hyperlink" Target="http://a.cn/"/>'
    page = read_bytes(docx(body, links=links), name="a.docx")
    (link,) = [part for part in page.parts if part.kind is PartKind.LINK]
    assert (page.text[link.start : link.end], link.href) == ("甲县", "http://a.cn/")


def test_what_is_deleted_or_hidden_is_counted_and_what_is_inserted_is_set() -> None:
    deleted = "<w:del><w:r><w:delText>丙丙</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('丁')}</w:ins>"
    body = paragraph(run("甲"), deleted, inserted, run("戊", "<w:vanish/>"), run("己", '<w:vanish w:val="0"/>'))
    page = read_bytes(docx(body), name="a.docx")
    assert (page.text, page.hidden) == ("甲丁己", 3)


def test_a_text_box_is_set_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('乙'))}</w:txbxContent>"
    alternative = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert read_bytes(docx(paragraph(run("甲")) + paragraph(alternative)), name="a.docx").text == "甲\n乙"


def test_breaks_tabs_and_notes() -> None:
    body = paragraph("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>")
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote>{paragraph(run("注"))}</w:footnote></w:footnotes>'
    assert publish_docx(docx(body, more={"word/footnotes.xml": notes.encode()}), "a.docx").text == "甲\n乙\u3000丙\n注"


def test_nested_deeply() -> None:
    body = "<w:sdt>" * 200 + paragraph(run("甲")) + "</w:sdt>" * 200
    assert publish_docx(docx(body), "a.docx").text == "甲"


@pytest.mark.parametrize(
    ("octets", "says"),
    [
        (b"PK\x03\x04" + b"\x00" * 30, "压缩容器"),
        (zipped({"a.txt": b"x"}), "压缩容器"),
        (zipped({"word/document.xml": b"<a>"}), "XML"),
        (zipped({"word/document.xml": b"<a>" * 100_000}), "XML"),
        (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'}), "没有可见的文字"),
        (zipped({"word/document.xml": bytes(101_000_000)}), "超过 100 MB"),
        (docx("")[:-40], "打不开"),
    ],
    ids=["no archive", "no document", "no XML", "deep", "entities", "bomb", "cut"],
)
def test_what_is_no_document_is_refused(octets: bytes, says: str) -> None:
    with pytest.raises(PageError, match=says) as raised:
        read_bytes(octets, name="a.docx")
    assert raised.value.remedy


def test_a_locked_document_is_refused() -> None:
    octets = bytearray(docx(paragraph(run("甲"))))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = -1
        while (start := octets.find(mark, start + 1)) >= 0:
            octets[start + flags] |= 1
    with pytest.raises(PageError, match="密码"):
        read_bytes(bytes(octets), name="a.docx")


def test_parts_that_lie_before_the_beginning_are_damaged() -> None:
    octets = bytearray(zipped({"word/document.xml": b"<a/>"}))
    octets[-6] += 65  # the list of parts is said to begin further on than it does
    with pytest.raises(PageError, match="损坏"):
        read_bytes(bytes(octets), name="a.docx")


def test_word_in_an_old_container_is_refused_with_a_remedy() -> None:
    with pytest.raises(PageError, match="Office"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="a.docx")
