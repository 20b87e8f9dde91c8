from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

import shanhai.web
from shanhai.model import FACT_TYPES, BlockKind, KnowledgeError, Repair, vocabulary
from shanhai.model.fact import Fact
from shanhai.web.certainty import Mark
from shanhai.web.language import LANGUAGES, choose, language
from shanhai.web.marking import BOILERPLATE
from shanhai.web.rendering import other_language

ROOM = Path(shanhai.web.__file__).parent
TEMPLATES = sorted((ROOM / "templates").glob("*.html"))
HAN = re.compile(r"[\u4e00-\u9fff]")
# The mark of the product is its name in Chinese, in either language.
OWN_NAME = re.compile(r'<i class="m">山</i><i class="s">海</i>')
SHOWN = {"Modality", "Role", "Relation", "Family", "Stage", "Qualifier", "MeasureStatus", "PledgeKind", "TraitKind", "Field", "Chain"}

zh, en = (language(code) for code in LANGUAGES)


def forms(entry: object) -> list[str]:
    return [str(form) for form in entry.values()] if isinstance(entry, dict) else [str(entry)]


def test_both_catalogues_have_the_same_words() -> None:
    assert set(zh.words) == set(en.words)


@pytest.mark.parametrize("key", sorted(zh.words))
def test_both_take_the_same_values(key: str) -> None:
    asked = [set(re.findall(r"\{(\w+)\}", form)) for words in (zh, en) for form in forms(words.words[key])]
    assert all(names == asked[0] for names in asked)


@pytest.mark.parametrize("words", [zh, en], ids=LANGUAGES)
def test_no_entry_is_empty(words: object) -> None:
    assert all(form.strip() for entry in words.words.values() for form in forms(entry))


def test_english_has_no_chinese() -> None:
    """But for the name of the other language and the keys of vocabularies that are Chinese themselves."""
    assert {key for key, entry in en.words.items() if any(map(HAN.search, forms(entry)))} == {"language.other"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not HAN.search(OWN_NAME.sub("", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_say_only_what_the_catalogue_has(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = re.findall(r'\bt(?:_links)?\("([\w.]+)"[,)]', text)
    stems = re.findall(r'\bt\("([\w.]+\.)" ~', text)
    assert not [key for key in whole if key not in zh.words]
    assert not [stem for stem in stems if not any(key.startswith(stem) for key in zh.words)]


def test_every_kind_of_thing_has_its_words() -> None:
    kinds = [cls for name, cls in vars(vocabulary).items() if name in SHOWN and isinstance(cls, type) and issubclass(cls, StrEnum)]
    asked = {f"{cls.__name__.lower()}.{value}" for cls in kinds for value in cls}
    asked |= {f"repair.{kind}" for kind in (*Repair, "guess")}
    asked |= {f"mark.{mark}.{part}" for mark in Mark for part in ("char", "title")}
    asked |= {f"fact.{kind}" for kind in FACT_TYPES}
    frame = set(Fact.__struct_fields__) - {"modality"}
    asked |= {f"slot.{field}" for cls in FACT_TYPES.values() for field in cls.__struct_fields__ if field not in frame}
    assert len(kinds) == len(SHOWN)
    assert asked - set(zh.words) == set()


def test_block_kinds_are_drawn() -> None:
    style = (ROOM / "static" / "css" / "page.css").read_text(encoding="utf-8")
    plain = {BlockKind.BODY}
    struck = {*BOILERPLATE}
    assert not {kind for kind in set(BlockKind) - plain - struck if f"p.{kind}" not in style}


def test_numbers_choose_the_form() -> None:
    assert (en.say("count.pages", n=1), en.say("count.pages", n=2), zh.say("count.pages", n=1)) == ("1 page", "2 pages", "1页")


def test_a_missing_word_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match=r"zh\.yaml: no words for 'no\.such\.words'"):
        zh.say("no.such.words")


@pytest.mark.parametrize(
    ("query", "cookie", "code"),
    [(None, None, "zh"), ("en", None, "en"), (None, "en", "en"), ("zh", "en", "zh"), ("<script>", "../../etc", "zh"), ("", "", "zh")],
)
def test_the_address_decides_then_the_cookie(query: str | None, cookie: str | None, code: str) -> None:
    assert choose(query, cookie).code == code


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://localhost/", "/?lang=en"),
        ("http://localhost/places/330110?lang=zh&x=1", "/places/330110?x=1&lang=en"),
        ("http://localhost//example.invalid/", "/example.invalid/?lang=en"),
    ],
)
def test_the_other_language_is_the_same_address(url: str, link: str) -> None:
    assert other_language(url, zh) == link
