"""Office packages (ECMA-376, "Open Packaging"): zip files of XML parts, told by the part that all else hangs on."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

from lxml import etree

from shanhai.model import PageError

# Bytes of one XML part when unpacked. A novel of a million characters is some 20 MB as word/document.xml.
MOST_XML = 100_000_000
# The parts that tell a package from an archive of pages, and the name of its format.
MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
    "content.xml": "odf",
    "META-INF/container.xml": "epub",
}
LOCKED = "请去掉密码，另存后再读"


def package_kind(stream: BinaryIO) -> str | None:
    """The kind of the package in this zip file, "zip" when it is an archive like any other, null when it is no sound zip file at all."""
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    finally:
        stream.seek(0)
    return next((kind for part, kind in MAIN_PARTS.items() if part in names), "zip")


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The bytes of a part, at most MOST_XML; raises PageError for a part that is locked, damaged or larger."""
    try:
        if archive.getinfo(part).flag_bits & 1:
            raise PageError(name, "文件加了密码 (password-protected)", LOCKED)
        with archive.open(part) as file:
            octets = file.read(MOST_XML + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise PageError(name, f"文件损坏：{part} 读不出来 (damaged: {type(error).__name__})", "请重新下载或保存") from error
    if len(octets) > MOST_XML:
        raise PageError(name, f"{part} 解开后超过 {MOST_XML // 1_000_000} MB (too large)", "像是压缩炸弹；请检查后另存")
    return octets


def parse_part(octets: bytes, part: str, name: str) -> etree._Element:
    """The root of an XML part; entities are not followed, damage is an error."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(octets, parser)
    except etree.XMLSyntaxError as error:
        raise PageError(name, f"文件损坏：{part} 不是合法的 XML (damaged)", "请重新下载或保存") from error
