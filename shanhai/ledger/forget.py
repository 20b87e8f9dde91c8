"""Erases what somebody asks to be erased, and sees to it that it does not come back.

A page goes with everything that was read from it. A person goes out of every page that names them: squares stand for the name in the text,
the bytes as fetched go, and the page is read again without it. What stays is a hash, by which adding and rebuilding know what to leave out.
"""

from __future__ import annotations

