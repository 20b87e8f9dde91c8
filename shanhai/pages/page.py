"""One page from its bytes: checked, decoded, laid out, named by the hash of its bytes."""

from __future__ import annotations

import re
from hashlib import sha256

from shanhai.model import Page, PageError

from .format import MOST_BYTES, format_of
from .walk import LINEARISATION

HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What UTF-8 files, JSON and databases do not take, and a PDF's tables of characters may name; one U+FFFD each, so that no offset moves.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def read_bytes(octets: bytes, *, name: str, like: str | None = None) -> Page:
    """The page that these bytes are; `name` (a file name or address) tells the format where the bytes do not, and names the page in errors.

    `like` tells the format in its place, for pages whose name does not (`pages.jsonl#12`).

    Raises PageError for a page that is empty, too large, a binary, of a format that is not read, without visible text or without Chinese.

    >>> page = read_bytes("<p>甲县与乙市结对</p>".encode("gbk"), name="a.html")
    >>> page.text, page.format, page.encoding
    ('甲县与乙市结对', 'html', 'gb18030')
    >>> read_bytes(b"", name="a.html")
    Traceback (most recent call last):
    ...
    shanhai.model.errors.PageError: a.html: 文件是空的 (empty file); 请重新下载或保存
    """
    if not octets.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf"):
        raise PageError(name, "文件是空的 (empty file)", "请重新下载或保存")
    form = format_of(octets, name=name if like is None else like, place=name)
    if len(octets) > form.most_bytes:
        raise too_large(name, form.most_bytes)
    published = form.publish(octets, name)
    if not published.text.strip():
        why = f"，脚本和隐藏内容有 {published.hidden} 字" if published.hidden else ""
        raise PageError(name, f"没有可见的文字{why} (no visible text)", "请用浏览器打开，待内容显示后另存")
    if not HAN.search(published.text):
        raise PageError(name, "没有汉字 (no Chinese text)", "山海只读中文网页；若网页本是中文，请重新下载原文件")
    return Page(
        id=sha256(octets).hexdigest(),
        format=form.name,
        encoding=published.encoding,
        encoding_reason=published.encoding_reason,
        text=_UNWRITABLE.sub("\ufffd", published.text),
        parts=published.parts,
        linearisation=LINEARISATION,
        hidden=published.hidden,
    )


def too_large(name: str, limit: int = MOST_BYTES) -> PageError:
    """The error of a page over its format's limit in bytes.

    >>> str(too_large("a.txt"))
    'a.txt: 文件超过 10 MB (too large); 一个网页不会这么大，请拆开后再读'
    """
    return PageError(name, f"文件超过 {limit // 1_000_000} MB (too large)", "一个网页不会这么大，请拆开后再读")
