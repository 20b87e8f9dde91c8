"""The whole flow on small pages: what it gives, that it gives it again, and how long it takes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shanhai import __version__
from shanhai.model import Account, Meeting, Pairing, Tenure, Visit
from shanhai.model.schema import json_schema
from shanhai.read import read, read_fully, rules_version

from .facts.accounts import cases, page

SENTENCES = [case.text for name in ("pages", "wordings", "negatives", "pairing", "meeting", "tenure") for case in cases(name)]
ARTICLE = "桐庐县党政代表团赴秀山县考察\n来源：桐庐发布 2023-10-09\n" + "\n".join(SENTENCES[:12])
AGAIN = """
import sys, msgspec
from shanhai.model import Page
from shanhai.read import read
page = Page(id="0" * 64, format="text", encoding="utf-8", text=sys.stdin.read())
sys.stdout.buffer.write(msgspec.json.encode(read(page, "again")))
"""


def encoded(text: str) -> bytes:
    return msgspec.json.encode(read(page(text), "again"))


def test_one_page_says_all_kinds_of_facts() -> None:
    facts = read(page(ARTICLE + "\n嘉善县—庆元县山海协作联席会议召开。")).facts
    assert {type(fact) for fact in facts} >= {Tenure, Visit, Meeting, Pairing}


def test_what_the_page_says_about_itself() -> None:
    told = read(page(ARTICLE), "here.txt").page
    assert (told.title, told.published, told.publisher, told.source) == (
        "桐庐县党政代表团赴秀山县考察",
        "2023-10-09",
        "桐庐发布",
        "here.txt",
    )
    assert told.text is None
    assert set(told.evidence) >= {"title", "published", "publisher"}


def test_a_page_of_something_else_gives_no_facts_but_its_people_and_places() -> None:
    account = read(page("衡水市队主教练说，球队在决赛中发挥出色，联赛还没有结束。"))
    assert not account.page.relevant
    assert account.facts == ()
    assert [place.name for place in account.places] == ["衡水市"]


@pytest.mark.parametrize("text", ["", "\n", " \u3000 ", "hello, world", "。", "|", "\x00", "9月3日", "（", "《", "·"])
def test_next_to_nothing_is_read(text: str) -> None:
    account = read(page(text))
    assert account.facts == ()
    assert account.page.text is None


def test_the_full_reading_holds_page_text_blocks_and_account() -> None:
    full = read_fully(page(ARTICLE))
    assert full.page.text == ARTICLE
    assert full.account == read(page(ARTICLE))
    assert all(full.restored.text[block.start : block.end].strip() for block in full.blocks)


def test_version_of_the_rules() -> None:
    assert rules_version() == rules_version()
    assert re.fullmatch(re.escape(__version__) + r"\+[0-9a-f]{12}", rules_version())
    assert rules_version.__wrapped__() == rules_version()


def test_accounts_follow_the_schema_and_come_back_the_same() -> None:
    validator = Draft202012Validator(json_schema())
    for text in (ARTICLE, "", SENTENCES[0]):
        account = read(page(text))
        as_json = msgspec.json.encode(account)
        validator.validate(msgspec.json.decode(as_json))
        assert msgspec.json.decode(as_json, type=Account) == account


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(SENTENCES), st.sampled_from(["\n", "　", "|", "（记者 秦小满）", "1"])), max_size=10).map("".join)
)
def test_sentences_in_any_order_are_read(text: str) -> None:
    assert encoded(text) == encoded(text)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(ARTICLE)), st.integers(0, len(ARTICLE)), st.text(max_size=3))
def test_an_article_with_a_piece_torn_out_is_read(start: int, end: int, patch: str) -> None:
    assert read(page(ARTICLE[:start] + patch + ARTICLE[end:])).page.text is None


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_fresh_interpreter_with_other_hashes_says_the_same(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], input=ARTICLE.encode(), capture_output=True, env=environment, check=True, timeout=60
    )
    assert hashlib.sha256(done.stdout).hexdigest() == hashlib.sha256(encoded(ARTICLE)).hexdigest()


REPEATED = [
    pytest.param(SENTENCES[0], 2_000, id="visit"),
    pytest.param("桐庐县与秀山县结对。", 500, id="pairing"),
    pytest.param("（记者 秦小满）", 10_000, id="credit"),
    pytest.param("9月3日、", 10_000, id="date"),
    pytest.param("县长柳岸、", 1_000, id="post"),
    pytest.param("桐庐县", 10_000, id="place"),
    pytest.param("柳岸", 10_000, id="name"),
    pytest.param("甲产业园", 10_000, id="site"),
    pytest.param("“", 10_000, id="mark"),
]


def seconds(text: str) -> float:
    begun = time.process_time()
    read(page(text))
    return time.process_time() - begun


@pytest.mark.parametrize(("sentence", "characters"), REPEATED)
def test_four_times_the_text_takes_less_than_eight_times_as_long(sentence: str, characters: int) -> None:
    once = sentence * (characters // len(sentence))
    read(page(sentence))
    assert any(seconds(4 * once) < 8 * seconds(once) for _ in range(3))  # twice linear, for the noise of a busy machine


def test_a_fact_that_rests_on_a_flag_asks_for_review() -> None:
    """A mask stands in the sentence of the visit: what is behind it is unknown, so the visit is doubtful and the tenure is not."""
    visit = next(fact for fact in read(page("9月3日，桐庐县党政代表团赴衡水市，就产业*作进行考察。")).facts if isinstance(fact, Visit))
    assert visit.needs_review
    sure = next(fact for fact in read(page("9月3日，桐庐县党政代表团赴衡水市，就产业协作进行考察。")).facts if isinstance(fact, Visit))
    assert not sure.needs_review
