"""PDF with a text layer, in the order in which it draws its text, read by pypdf; lines are joined to paragraphs by their widths.

Measured on pages of our own printed by Chromium (one and two columns, a table) and by reportlab (fonts that are not embedded): pypdf and
pdfminer.six give the same order, two columns drawn line by line across defeat both; pypdf keeps the rows of a table on their line, needs
no compiled library and a fifth of the time.
"""

from __future__ import annotations

import io

from shanhai.model import PageError, Part, PartKind

from ..format import MOST_WITH_PICTURES, Format, Published
from ..radical import without_radicals
from ..rewrap import paragraphs

# A text of a thousand sheets is a book.
MOST_SHEETS = 1000
_SCAN = "像是扫描件：请先用文字识别软件识别，另存为 .docx 或 .txt"
_REPAIR = "请用 PDF 阅读器打开，另存为新的 PDF 或复制为 .txt"


def publish_pdf(octets: bytes, name: str) -> Published:
    """The published text of a PDF, a line a paragraph; raises PageError when it is locked, damaged, a scan, or over MOST_SHEETS."""
    from pypdf.errors import DependencyError  # a tenth of a second that only PDF pays

    try:
        sheets = _sheets(octets, name)
    except PageError:
        raise
    except DependencyError as error:
        raise PageError(
            name, "PDF 用 AES 加密 (needs the package cryptography)", "请去掉密码后另存，或 pip install cryptography"
        ) from error
    except Exception as error:
        # Of damaged bytes the library raises whatever it trips over, its own assertions among them (scripts/fuzz_readers.py).
        problem = f"PDF 损坏，读不下去：{type(error).__name__}: {str(error)[:100]} (damaged)"
        raise PageError(name, problem, _REPAIR) from error
    lines, left_out = paragraphs([without_radicals(sheet) for sheet in sheets])
    if not lines:
        raise PageError(name, "PDF 里没有文字层 (no text layer)", _SCAN)
    reason = "PDF 的文字层自带编码"
    return Published(text="\n".join(lines), encoding="utf-8", encoding_reason=reason, parts=tuple(_parts(lines)), hidden=left_out)


def _sheets(octets: bytes, name: str) -> list[str]:
    """The text of each sheet as drawn."""
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(octets))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise PageError(name, "PDF 加了密码 (password-protected)", "请去掉密码，另存后再读")
    if len(reader.pages) > MOST_SHEETS:
        raise PageError(name, f"PDF 超过 {MOST_SHEETS} 页 (too many sheets)", "请拆开后再读")
    # Halves of characters (surrogates) are joined; one without its other half is lost: no text can hold it.
    return [sheet.extract_text().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for sheet in reader.pages]


def _parts(lines: list[str]) -> list[Part]:
    parts, start = [], 0
    for line in lines:
        parts.append(Part(kind=PartKind.PARAGRAPH, start=start, end=start + len(line)))
        start += len(line) + 1
    return parts


FORMAT = Format(
    name="pdf",
    suffixes=(".pdf",),
    recognises=lambda octets: octets[:1024].lstrip().startswith(b"%PDF-"),
    resembles=lambda octets: False,
    publish=publish_pdf,
    most_bytes=MOST_WITH_PICTURES,
)
