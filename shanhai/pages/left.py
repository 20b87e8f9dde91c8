"""What file managers and version control leave beside pages: passed over in folders and archives, read when named."""

from __future__ import annotations

from pathlib import PurePosixPath

_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


def is_left_behind(path: str) -> bool:
    """Whether a file of this path, or a folder that it lies in, is no page of anyone's.

    >>> [is_left_behind(path) for path in ("a/.DS_Store", "__MACOSX/a.html", "./a.html", "../b/a.html", "a.html")]
    [True, True, False, False, False]
    """
    return any(name in _LEFT_BEHIND or (name.startswith(".") and name not in {".", ".."}) for name in PurePosixPath(path).parts)
