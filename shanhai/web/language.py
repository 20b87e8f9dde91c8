"""The languages of the interface: one catalogue of words each, chosen by `?lang=` and remembered in a cookie.

The catalogue of a language is `words/<code>.yaml` and all `words/*.<code>.yaml`, which each add the words of one part of the interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from shanhai.model import KnowledgeError
from shanhai.model.struct import Value

LANGUAGES = ("zh", "en")  # the first is the interface's own
COOKIE = "lang"


class Language(Value, frozen=True, kw_only=True):
    """A language of the interface and its words, keyed by dotted names."""

    code: str
    tag: str
    words: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Return the words for `key`, with {names} filled in; where the entry has one/other, `n` chooses.

        >>> language("zh").say("count.visits", n=1200), language("en").say("count.visits", n=1)
        ('1,200次来往', '1 visit')
        """
        entry = self.words.get(key)
        if entry is None:
            raise KnowledgeError(f"web/words/{self.code}.yaml", f"no words for {key!r}", "add them to both catalogues")
        if isinstance(entry, Mapping):
            entry = entry["one" if values.get("n") == 1 else "other"]
        return str(entry).format_map({name: _figure(value) for name, value in values.items()})

    def word(self, kind: str, value: str) -> str:
        """Return the word for a value of a closed vocabulary, or the value itself where the catalogue has none.

        >>> language("zh").word("repair", "pinyin"), language("en").word("relation", "结对")
        ('拼音夹注', 'paired')
        """
        return str(self.words.get(f"{kind}.{value}", value))


@cache
def language(code: str) -> Language:
    """Return a language by its code; unknown codes give the first.

    >>> language("en").tag, language("xx").code
    ('en', 'zh')
    """
    chosen = code if code in LANGUAGES else LANGUAGES[0]
    sources = [each for each in (files("shanhai.web") / "words").iterdir() if f".{each.name}".endswith(f".{chosen}.yaml")]
    words: dict[str, Any] = {}
    for source in sorted(sources, key=lambda each: each.name):
        words |= _flat(yaml.safe_load(source.read_text(encoding="utf-8")))
    return Language(code=chosen, tag=words["language.tag"], words=words)


def choose(query: str | None, cookie: str | None) -> Language:
    """Return the language asked for in the address, else the remembered one, else the first.

    >>> choose("en", "zh").code, choose(None, "en").code, choose("klingon", None).code
    ('en', 'en', 'zh')
    """
    return language(next((code for code in (query, cookie) if code in LANGUAGES), LANGUAGES[0]))


def _figure(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value


def _flat(tree: Mapping[str, Any], stem: str = "") -> list[tuple[str, Any]]:
    """Dotted names; a branch with only one/other is an entry of its own."""
    entries: list[tuple[str, Any]] = []
    for name, branch in tree.items():
        key = f"{stem}{name}"
        if isinstance(branch, Mapping) and set(branch) != {"one", "other"}:
            entries.extend(_flat(branch, f"{key}."))
        else:
            entries.append((key, branch))
    return entries
