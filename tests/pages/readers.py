"""Each reader as fuzzing meets it: pages that it reads, the words of its format, and what must hold of whatever it gives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from lxml import etree

from shanhai.model import Page, PageError
from shanhai.model.struct import Value
from shanhai.pages import read_bytes, read_fetched
from shanhai.pages.budget import Budget
from shanhai.pages.container import Member
from shanhai.pages.encoding import decode
from shanhai.pages.mojibake import undo
from shanhai.pages.properties import properties
from shanhai.pages.realign import decode_gbk
from shanhai.pages.rewrap import paragraphs
from shanhai.pages.unpack import unpack
from shanhai.pages.walk import walk

from . import specimens
from .cases import CASES
from .made import bare_workbook, docx, pdf, record, tarred, workbook, zipped
from .mutation import spoilt

TEXT = (
    "桐庐县党政代表团赴衡水市考察\n2024年9月5日 来源：桐庐发布\n"
    "9月3日，县委书记李四率党政代表团到衡水市考察学习，双方签署《结对合作框架协议》，并召开座谈会。\n"
    "衡水市（区）领导王五、赵六，县发改局、商务局等部门负责人参加：12个项目，总投资3.5亿元。"
)
# What lies in containers is read by readers that have their own turn.
SHORT = "桐庐县党政代表团到衡水市\n9月3日，李四率团到衡水市（区）考察，签约12个项目。"
RICH = (
    "<!DOCTYPE html><html><head><title>要闻</title><meta charset=utf-8><meta name=PubDate content='2024-09-05 10:00'>"
    '<link rel=canonical href="http://a.cn/1"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
    '"headline":"桐庐县","datePublished":"2024-09-05","author":[{"name":"李四"}],"publisher":{"name":"桐庐发布"}}]}</script>'
    "<style>.ad,#x{display:none}@media print{p{display:none}}</style></head><body>"
    "<nav><a href=/>首页</a> <a href=/1>要闻</a> <a href=/2>县情</a>"
    "</nav>"
    "<h1>桐庐县</h1><table border=1><caption>表</caption><tr><th rowspan=2 colspan=3>甲<td>乙</table><p>9月3日，李四率团到衡水市。<br>座谈"
    "<ul><li>一<li>二</ul>"
    "<pre> a\n b</pre><div class=ad>广告</div><select><option>丙</select>"
    "<p style='visibility:hidden'>丁<script>var ct = \"1725500000\";</script></body></html>丙"
)
ODD = ("\u200b", "\u3000", "\ue000", "\ufffe", "\x00", "\x0b", "\x1f", "\x85", "\u2028", "\ufeff")
MARKUP = tuple(word.encode() for word in (*(CASES / "markup.txt").read_text("utf-8").splitlines(), *ODD))


class Reader(Value, frozen=True, kw_only=True):
    """What is fuzzed: inputs by seed, and the function that reads them and gives how many pages it read."""

    make: Callable[[Random], bytes]
    read: Callable[[bytes, Random], int]


def checked(page: Page) -> None:
    """What must hold of every page: text that can be stored, parts that lie in it."""
    page.text.encode()
    assert all(0 <= part.start < part.end <= len(page.text) for part in page.parts), "a part lies outside the text"


def page_reader(name: str) -> Callable[[bytes, Random], int]:
    def read(octets: bytes, _: Random) -> int:
        checked(read_bytes(octets, name=name))
        return 1

    return read


def container_reader(name: str) -> Callable[[bytes, Random], int]:
    """Reads all that lies in a file; errors are the members' own, but one for want of memory is ours."""

    def read(octets: bytes, _: Random) -> int:
        count = 0
        with io.BytesIO(octets) as stream:
            for fetched in unpack(Member(source=name, name=name, stream=stream), Budget(source=name, received=len(octets))):
                if isinstance(fetched, PageError):
                    assert "MemoryError" not in fetched.problem, fetched.problem
                    continue
                try:
                    checked(read_fetched(fetched))
                    count += 1
                except PageError:
                    continue
        return count

    return read


def of(*seeds: bytes, words: tuple[bytes, ...] = ()) -> Callable[[Random], bytes]:
    """The seeds, spoilt."""
    return lambda draw: spoilt(seeds, words, draw)


def package(*seeds: bytes, words: tuple[bytes, ...] = MARKUP) -> Callable[[Random], bytes]:
    """Packages spoilt from outside, or one part of them spoilt and packed again."""
    opened = [{name: archive.read(name) for name in archive.namelist()} for archive in map(zipfile.ZipFile, map(io.BytesIO, seeds))]

    def make(draw: Random) -> bytes:
        if draw.random() < 0.4:
            return spoilt(seeds, (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"xl/workbook.xml"), draw)
        parts = dict(draw.choice(opened))
        name = draw.choice(list(parts))
        parts[name] = spoilt([parts[name], *draw.choice(opened).values()], words, draw)
        if draw.random() < 0.1:
            del parts[draw.choice(list(parts))]
        return zipped(parts, deflated=False)

    return make


def either(*makers: Callable[[Random], bytes]) -> Callable[[Random], bytes]:
    return lambda draw: draw.choice(makers)(draw)


def packed(inner: Callable[[Random], bytes], name: str) -> Callable[[Random], bytes]:
    """Sound containers around a spoilt page, in one or several layers."""
    packs: list[Callable[[bytes], bytes]] = [
        lambda octets: zipped({name: octets}, deflated=False),
        lambda octets: tarred({name: octets}),
        lambda octets: gzip.compress(octets, 1),
        bz2.compress,
        lambda octets: lzma.compress(octets, preset=0),
    ]

    def make(draw: Random) -> bytes:
        octets = inner(draw)
        for _ in range(draw.choice((1, 1, 2, 3, 6))):
            octets = draw.choice(packs)(octets)
        return octets

    return make


def _drawn(draw: Random) -> bytes:
    """A PDF whose drawing is spoilt and whose table is right."""
    octets = pdf(SHORT.split("\n"))
    begin, end = octets.index(b"stream\n") + 7, octets.index(b"\nendstream")
    words = (
        b"BT ",
        b"ET ",
        b"q ",
        b"Q ",
        b"/F1 0 Tf ",
        b"/F9 1 Tf ",
        b"<d800> Tj ",
        b"() Tj ",
        b"[<4e00> -1e9 (] TJ ",
        b"1 0 0 0 0 1e99 cm ",
        b"/X Do ",
        b"BI ID EI ",
    )
    return octets[:begin] + spoilt([octets[begin:end]], words, draw) + octets[end:]


def _laid_out(octets: bytes, _: Random) -> int:
    root = etree.fromstring(
        octets.decode("utf-8", "replace").encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    )
    laid_out = walk(root)
    laid_out.text.encode()
    assert all(0 <= part.start < part.end <= len(laid_out.text) for part in laid_out.parts), "a part lies outside the text"
    return 1


def _properties(octets: bytes, _: Random) -> int:
    root = etree.fromstring(octets.decode("utf-8", "replace").encode() or b"<p>", etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for stated in properties([root] if root is not None else []):
        stated.value.encode()
    return 1


def _rewrapped(octets: bytes, _: Random) -> int:
    lines, left_out = paragraphs(octets.decode("utf-8", "replace").split("\f"))
    assert left_out >= 0 and all(line.strip() for line in lines), "an empty paragraph"
    return 1


# Names that a page may give to its encoding, some of them none.
DECLARED = (None, "\x00", *(CASES / "declared.txt").read_text("utf-8").split())


def _decoded(octets: bytes, draw: Random) -> int:
    decode(octets, name="a", declared=draw.choice(DECLARED)).text.encode()
    return 1


def _realigned(octets: bytes, _: Random) -> int:
    decode_gbk(octets).text.encode()
    return 1


def _undone(octets: bytes, draw: Random) -> int:
    undone = undo(
        octets.decode(draw.choice(("utf-8", "latin-1", "gb18030", "big5hkscs", "cp950", "cp1252")), draw.choice(("replace", "ignore")))
    )
    if undone is not None:
        undone.text.encode()
    return 1


def _readers() -> Iterator[tuple[str, Reader]]:
    page, plain = specimens.html(TEXT).encode(), TEXT.encode()
    pages = (page, RICH.encode(), RICH.encode("gb18030"), RICH.encode("utf-16"))
    texts = (
        plain,
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        plain.decode("latin-1").encode(),
        TEXT.encode("gbk").decode("latin-1").encode(),
    )
    texts += (
        plain.decode("gb18030", "replace").encode(),
        TEXT.encode("gb18030").decode("big5hkscs", "replace").encode(),
        specimens.html(TEXT).encode("gbk"),
    )
    headers = (
        b"WARC/1.0\r\n",
        b"Content-Length: 7\r\n",
        b"Content-Length: 99999999999\r\n",
        b"\r\n\r\n",
        b"HTTP/1.1 200\r\n",
        b"Transfer-Encoding: chunked\r\n",
    )
    headers += (
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: br\r\n",
        b"WARC-Type: response\r\n",
        b"Content-Type: application/http\r\n",
        b"ffffffff\r\n",
    )
    short, small = SHORT.encode(), specimens.html(SHORT).encode()
    rows, table = specimens.json_lines(SHORT), specimens.comma_separated(SHORT)
    archive = (
        specimens.web_archive(small)
        + record(3, gzip.compress(small), more="Content-Encoding: gzip\r\n")
        + record(4, short, kind="conversion")
    )
    inner = either(of(small, SHORT.encode("gb18030"), words=MARKUP), of(short, SHORT.encode("utf-16")))
    mail = (
        b"Content-Type: text/html; charset=x\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
    )
    mail += (
        b"------b\r\n",
        b"------b--\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"=?utf-8?b?x?=",
        b"Content-ID: <\xff>\r\n",
        b'start="',
        b"\r\n\r\n",
    )
    rich = docx(
        '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>桐庐县</w:t></w:r></w:p><w:tbl><w:tr><w:tc>'
        '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        "<w:p><w:r><w:t>李四</w:t><w:tab/><w:br/></w:r></w:p></w:tc></w:tr></w:tbl><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>",
        styles='<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>',
    )
    yield "text", Reader(make=of(*texts, words=MARKUP), read=page_reader("a.txt"))
    yield "html", Reader(make=of(*pages, words=MARKUP), read=page_reader("a.html"))
    yield "mhtml", Reader(make=of(specimens.mhtml(page), specimens.mhtml(small), words=mail), read=page_reader("a.mhtml"))
    yield "docx", Reader(make=package(specimens.word(TEXT), rich), read=page_reader("a.docx"))
    yield (
        "pdf",
        Reader(make=either(of(pdf(SHORT.split("\n")), specimens.printed(SHORT), words=PDF_WORDS), _drawn), read=page_reader("a.pdf")),
    )
    yield (
        "jsonl",
        Reader(
            make=of(
                rows.encode(),
                rows.encode("gbk"),
                rows.encode("utf-16"),
                words=(b"{", b"[", b'"text":', b"null", b"\\ud800", b"\\u0000", b"\n", b"1e999"),
            ),
            read=container_reader("a.jsonl"),
        ),
    )
    yield (
        "csv",
        Reader(
            make=of(
                table.encode(),
                table.encode("gbk"),
                table.encode("utf-16"),
                words=(b'"', b",", b"\n", b"\r", b"\t", b"\x00", b'""', b"|", b";"),
            ),
            read=container_reader("a.csv"),
        ),
    )
    book = workbook(一=[["编号", "正文"], [1, SHORT]])
    yield "xlsx", Reader(make=package(*[bare_workbook(book)] * 9, book, words=SHEET_WORDS), read=container_reader("a.xlsx"))
    yield (
        "parquet",
        Reader(
            make=of(specimens.columns(SHORT), words=(b"PAR1", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00")), read=container_reader("a.parquet")
        ),
    )
    yield "warc", Reader(make=of(archive, specimens.each_gzipped(archive), words=headers), read=container_reader("a.warc"))
    yield (
        "zip",
        Reader(
            make=either(
                package(zipped({"a.html": small, "b.txt": short, "c.jsonl": rows.encode()}), words=MARKUP), packed(inner, "a.html")
            ),
            read=container_reader("a.zip"),
        ),
    )
    yield (
        "tar",
        Reader(
            make=either(of(tarred({"a.html": small, "b.txt": short}), words=(b"ustar", b"\x00" * 512, b"0" * 12)), packed(inner, "b.txt")),
            read=container_reader("a.tar"),
        ),
    )
    yield (
        "compressed",
        Reader(
            make=either(
                of(gzip.compress(small, 1), bz2.compress(small), lzma.compress(small), words=(b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00")),
                packed(inner, "c"),
            ),
            read=container_reader("a.html.gz"),
        ),
    )
    yield "decode", Reader(make=of(*texts, words=MARKUP), read=_decoded)
    yield "walk", Reader(make=of(*pages[:2], words=MARKUP), read=_laid_out)
    yield "properties", Reader(make=of(RICH.encode(), RICH[:900].encode(), words=MARKUP), read=_properties)
    yield (
        "rewrap",
        Reader(
            make=of(
                plain,
                "\f".join(f"桐庐简报\n{TEXT}\n第 {n} 页" for n in range(4)).encode(),
                words=(b"\f", b"- 1 -\n", "一、".encode(), b"\n", b"a "),
            ),
            read=_rewrapped,
        ),
    )
    yield (
        "realign",
        Reader(
            make=of(TEXT.encode("gb18030"), b"\x81\x30\x81\x30" + TEXT.encode("gbk"), words=(b"\x81", b"\xff", b"\x81\x30", b"\n")),
            read=_realigned,
        ),
    )
    yield "mojibake", Reader(make=of(*texts), read=_undone)


PDF_WORDS = (
    b"/Length 99999999 ",
    b"/Filter /FlateDecode ",
    b"/Filter [/LZWDecode /ASCII85Decode] ",
    b"/Parent 2 0 R ",
    b"/Kids [2 0 R] ",
    b"stream\n",
    b"endstream\n",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"3 0 R ",
    b"/Encoding /Identity-H ",
    b"/Encrypt 1 0 R ",
    b"/ToUnicode 5 0 R ",
    b"/Prev 0 ",
    b"/Type /ObjStm ",
    b"/XRefStm 9 ",
)
SHEET_WORDS = (
    b'<c r="A1048577" t="s"><v>99999</v></c>',
    b'<row r="99999999">',
    b"</row>",
    b'<c t="inlineStr"><is><t>x</t></is></c>',
    b'<c t="d"><v>0</v></c>',
    b'<c t="e">',
    b"&lt;",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b'<dimension ref="A1:XFD1048576"/>',
    b"xmlns:r=",
    b"<f>",
)

READERS = dict(_readers())
