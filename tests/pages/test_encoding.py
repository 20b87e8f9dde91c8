"""Any of our encodings is found whatever the page declares, and what cannot be decoded is refused."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.characters import bands
from shanhai.model import PageError
from shanhai.pages.encoding import decode

from .cases import CASES

MATRIX: dict[str, Any] = yaml.safe_load((CASES / "encodings.yaml").read_text(encoding="utf-8"))
LONG = "".join(MATRIX["texts"]) * 30


@pytest.mark.parametrize("text", MATRIX["texts"], ids=["simplified", "traditional"])
@pytest.mark.parametrize("encoding", MATRIX["encodings"], ids=lambda encoding: encoding["encode"])
@pytest.mark.parametrize("declared", MATRIX["declared"])
def test_whatever_is_declared(text: str, encoding: dict[str, str], declared: str | None) -> None:
    octets = bytes.fromhex(encoding.get("mark", "")) + text.encode(encoding["encode"])
    decoded = decode(octets, name="a.txt", declared=declared)
    assert (decoded.text, decoded.encoding) == (text, encoding["decoded"])
    assert decoded.reason


@pytest.mark.parametrize(("declared", "differs"), [("gb2312", False), ("GBK", False), ("utf-8", True), ("iso-8859-1", True), (None, False)])
def test_a_wrong_declaration_is_said(declared: str | None, differs: bool) -> None:
    assert ("不符" in decode(LONG.encode("gbk"), name="a.html", declared=declared).reason) is differs


def test_big5_is_read_when_the_bytes_say_so() -> None:
    text = MATRIX["texts"][1] * 3
    assert decode(text.encode("big5"), name="a.html", declared="big5").text == text
    assert decode(text.encode("big5"), name="a.html").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("share", [0.001, 0.01, 0.03])
def test_lost_bytes_do_not_change_the_encoding(encoding: str, share: float) -> None:
    chance = random.Random(1)
    octets = bytes(octet for octet in LONG.encode(encoding) if chance.random() > share)
    decoded = decode(octets, name="a.txt")
    assert decoded.encoding == {"utf-8": "utf-8", "gbk": "gb18030"}[encoding]
    assert "代表团" in decoded.text


def test_a_cut_page_is_read() -> None:
    assert decode(LONG.encode("gbk")[:-1], name="a.txt").text[:-1] == LONG[:-1]
    assert decode(LONG.encode()[:-1], name="a.txt").text[:-1] == LONG[:-1]


def test_private_use_characters_are_kept() -> None:
    assert decode("甲县".encode("gbk") + b"\xaa\xa1\xf8\xa1" + "乙市".encode("gbk"), name="a.txt").text == "甲县\ue000\ue234乙市"


@pytest.mark.parametrize("length", [200, 2000, 20000])
def test_random_bytes_are_refused(length: int) -> None:
    for seed in range(20):
        with pytest.raises(PageError):
            decode(random.Random(seed).randbytes(length).replace(b"\x00", b"\x01"), name="a.txt")


@given(st.text(alphabet=sorted(bands()), min_size=40))  # one rare character forty times over may make more sense misaligned
def test_utf8_and_gb18030_give_the_same_text(text: str) -> None:
    assert decode(text.encode(), name="a.txt").text == text
    octets = text.encode("gb18030")
    decoded = decode(octets, name="a.txt")
    assert decoded.text == text or decoded.encoding != "gb18030"


@given(st.binary(max_size=300), st.sampled_from(MATRIX["declared"]))
def test_any_bytes_decode_or_are_refused(octets: bytes, declared: str | None) -> None:
    try:
        text = decode(octets, name="a.txt", declared=declared).text
    except PageError as error:
        assert error.problem and error.remedy
    else:
        assert "\x00" not in text
        text.encode("utf-8")
