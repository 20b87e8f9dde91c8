"""`python -m bench.corpora NAME CLONE OUT` writes the text of a public corpus, one page after another, from a clone of its repository.

The corpora and their licences stand in bench/corpora.yaml; `python -m bench.corpora` lists them. They are never committed.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from shanhai.model.errors import ShanhaiError
from shanhai.model.struct import Value

LIST = Path(__file__).with_name("corpora.yaml")
PAGE_BREAK = "\f"
TAG = re.compile(r"<[^>]+>")
LINE_END = re.compile(r"</p>|<br ?/?>|\n")
SHORTEST_PAGE = 150  # characters
SHORTEST_LINE = 8


class CorpusError(ShanhaiError):
    """A corpus that is not listed, or a folder that is not a clone of it."""


class Corpus(Value, frozen=True, kw_only=True):
    """A public corpus: where it is, its licence, and how its files are read."""

    url: str
    form: str
    files: str
    what: str
    licence: str
    use: str
    commit: str | None = None


@cache
def corpora() -> dict[str, Corpus]:
    """The corpora by name."""
    return msgspec.yaml.decode(LIST.read_bytes(), type=dict[str, Corpus])


def files(clone: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the files of the newest commit of a clone, with or without a work tree."""
    named = re.compile(pattern)
    for name in _git(clone, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD").decode().splitlines():
        if named.match(name):
            yield name, _git(clone, "show", f"HEAD:{name}").decode("utf-8", "replace")


def _git(clone: Path, *words: str) -> bytes:
    done = subprocess.run(["git", "-C", str(clone), *words], capture_output=True, check=False)
    if done.returncode:
        raise CorpusError(str(clone), done.stderr.decode("utf-8", "replace").strip(), "give the folder that git clone made")
    return done.stdout


def lines_of(markup: str) -> list[str]:
    """The lines of a text without its tags.

    >>> lines_of("<p>甲县来访。</p><p>乙市&amp;丙区</p>")
    ['甲县来访。', '乙市&丙区']
    """
    lines = (html.unescape(TAG.sub("", line)).strip() for line in LINE_END.split(markup))
    return [line for line in lines if line]


def _markdown(content: str) -> Iterator[str]:
    yield "\n".join(line for line in lines_of(content) if not line.startswith(("#", "- ", "!", "[")))


def _lines(content: str) -> Iterator[str]:
    plain = (line.strip().lstrip("#").strip() for line in content.splitlines())
    yield "\n".join(line for line in plain if len(line) >= SHORTEST_LINE and not line.startswith("<!--"))


def _contents(content: str) -> Iterator[str]:
    for row in content.splitlines():
        yield "\n".join(line for line in lines_of(msgspec.json.decode(row)["content"]) if len(line) >= SHORTEST_LINE)


def _videos(content: str) -> Iterator[str]:
    for video in msgspec.json.decode(content).get("videoList", []):
        detail = video.get("video_detail") or {}
        title = (detail.get("title") or video.get("video_title") or "").removeprefix("[视频]")
        yield "\n".join([title, *lines_of(detail.get("content") or "")])


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "markdown": _markdown,
    "lines": _lines,
    "contents": _contents,
    "videos": _videos,
}


def pages(name: str, clone: Path) -> Iterator[str]:
    """The pages of a corpus, each line once in the whole of it where lines recur from file to file."""
    if name not in corpora():
        raise CorpusError(name, "no such corpus", f"take one of {', '.join(corpora())}")
    corpus = corpora()[name]
    seen: set[str] = set()
    for _, content in files(clone, corpus.files):
        for page in READERS[corpus.form](content):
            fresh = "\n".join(line for line in page.split("\n") if line not in seen)
            seen.update(page.split("\n"))
            if len(fresh) >= SHORTEST_PAGE:
                yield fresh


def read_pages(path: Path) -> list[str]:
    """The pages of a file that this command wrote, or of any text in which form feeds part pages."""
    return [page for page in path.read_text("utf-8").split(PAGE_BREAK) if page.strip()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.corpora", description="The text of a public corpus, from a clone of it.")
    parser.add_argument("name", nargs="?", help=f"one of {', '.join(corpora())}")
    parser.add_argument("clone", nargs="?", type=Path)
    parser.add_argument("out", nargs="?", type=Path)
    options = parser.parse_args()
    if not options.out:
        for name, corpus in corpora().items():
            print(f"{name} ({corpus.use})\n  {corpus.what}\n  {corpus.licence}\n  git clone {corpus.url}")
        return 0
    found = list(pages(options.name, options.clone))
    options.out.write_text(PAGE_BREAK.join(found), "utf-8")
    print(f"{len(found)} pages, {sum(map(len, found))} characters, {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
