"""PDF, written here by hand with a font that is not embedded, as Chinese systems print it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from shanhai.model import PageError
from shanhai.pages import read_bytes


def pdf(*sheets: list[str]) -> bytes:
    """A PDF of these sheets, each a list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /DW 1000 >>"
    )
    objects += [font, descendant]
    kids = []
    for lines in sheets:
        drawn = "BT /F1 12 Tf 20 TL 72 780 Td " + " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream".encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()


SHEETS = (
    [
        "甲县党政代表团赴乙市考察",
        "2024年9月5日",
        "9月3日，甲县县委副书记、县长李四率党政代表团",
        "赴乙市考察学习，实地察看了乙市高新区、产业园",
        "等地，并召开座谈会。",
        "座谈会上，乙市市委书记张三代表市委、市政府对",
        "- 1 -",
    ],
    ["代表团一行的到来表示欢迎，并简要介绍了经济社", "会发展情况。", "第 2 页 共 2 页"],
)
TEXT = (
    "甲县党政代表团赴乙市考察\n2024年9月5日\n"
    "9月3日，甲县县委副书记、县长李四率党政代表团赴乙市考察学习，实地察看了乙市高新区、产业园等地，并召开座谈会。\n"
    "座谈会上，乙市市委书记张三代表市委、市政府对代表团一行的到来表示欢迎，并简要介绍了经济社会发展情况。"
)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.html"])
def test_lines_are_joined_to_paragraphs_also_over_sheets(name: str) -> None:
    page = read_bytes(pdf(*SHEETS), name=name)
    assert page.text == TEXT
    assert [page.text[part.start : part.end] for part in page.parts] == TEXT.split("\n")
    assert (page.format, page.hidden) == ("pdf", 5 + 11)


def test_radicals_are_ideographs() -> None:
    assert read_bytes(pdf(["衡⽔市⻓"]), name="a.pdf").text == "衡水市长"


def test_a_scan_is_refused_with_its_remedy() -> None:
    with pytest.raises(PageError, match="没有文字层") as raised:
        read_bytes(pdf([]), name="a.pdf")
    assert "识别" in str(raised.value.remedy)


def locked(user: str) -> bytes:
    import io

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*SHEETS))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


def test_a_password_is_asked_for_only_when_one_is_needed() -> None:
    assert read_bytes(locked(""), name="a.pdf").text == TEXT
    with pytest.raises(PageError, match="密码"):
        read_bytes(locked("secret"), name="a.pdf")


@pytest.mark.parametrize("octets", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf(*SHEETS)[:200], b"%PDF-1.4\n" + bytes(5000)])
def test_damaged(octets: bytes) -> None:
    with pytest.raises(PageError) as raised:
        read_bytes(octets, name="a.pdf")
    assert raised.value.remedy


WHOLE = pdf(*SHEETS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=5))
def test_any_damage_gives_a_page_or_a_reason(changes: list[tuple[int, bytes]]) -> None:
    octets = bytearray(WHOLE)
    for place, change in changes:
        octets[place : place + len(change)] = change
    try:
        read_bytes(bytes(octets), name="a.pdf")
    except PageError as error:
        assert error.remedy
