"""Folders of pages to run commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = {
    "a.txt": "桐庐县党政代表团来衡水考察\n9月3日，桐庐县县委书记李四率党政代表团赴衡水市考察学习。".encode("gbk"),
    "b.html": "<title>座谈</title><p>衡水市与桐庐县签署结对协议。</p><div>首页</div>".encode(),
    "deep/c.txt": "桐廬(lú)縣(xiàn)黨(dǎng)政(zhèng)代表團(tuán)赴衡水市考察。".encode(),
}
BAD = {
    "binary.txt": bytes(range(256)) * 4,
    "empty.html": b"",
    "english.txt": b"no Chinese here",
    "notice.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, octets in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(octets)
    return folder


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder of pages that can all be read."""
    return write(tmp_path / "good", GOOD)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Pages that can be read among files that cannot, each in its own way."""
    folder = write(tmp_path / "mixed", GOOD | BAD)
    (folder / "gone.html").symlink_to(folder / "nowhere")
    with (folder / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    return folder


@pytest.fixture
def unreadable() -> set[str]:
    """The names in `mixed` that must be named on stderr."""
    return {*BAD, "gone.html", "huge.html"}
