"""Bytes → Page: formats, encodings, the published text and its structure; nothing here reads the content."""

from .page import read_bytes
from .source import fetch, fetch_all, open_pages, page_sources, read_fetched, read_path
from .unpack import Fetched

__all__ = ["Fetched", "fetch", "fetch_all", "open_pages", "page_sources", "read_bytes", "read_fetched", "read_path"]
