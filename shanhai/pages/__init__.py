"""Bytes → Page: formats, encodings, the published text and its structure; nothing here reads the content."""

from .page import read_bytes
from .source import fetch, open_pages, page_sources, read_path

__all__ = ["fetch", "open_pages", "page_sources", "read_bytes", "read_path"]
