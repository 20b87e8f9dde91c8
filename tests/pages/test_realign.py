"""GBK that lost bytes is read again from where it makes sense, and sound GBK is read as ever."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bench.corpus import clean_texts
from bench.damage.script import traditional
from shanhai.pages import read_bytes
from shanhai.pages.realign import decode_gbk

LINES = [line for text in clean_texts() for line in text.split("\n") if len(line) > 30 and not line.isascii() and "\ufffd" not in line]
LOST = "\ufffd"


def test_sound_text_is_read_as_ever() -> None:
    for line in LINES:
        for text in (line, traditional(line)):
            octets = text.encode("gb18030")
            assert decode_gbk(octets).text == octets.decode("gb18030")


def test_most_lines_come_back_but_for_the_gap() -> None:
    draw, whole = random.Random(3), 0
    for line in LINES:
        octets = line.encode("gb18030")
        at = draw.choice([place for place, octet in enumerate(octets) if octet > 0x7F])
        read = decode_gbk(octets[:at] + octets[at + 1 :]).text
        left = len(octets[:at].decode("gb18030", "ignore")) - 1
        whole += read[: max(0, left)] == line[: max(0, left)] and read.endswith(line[left + 3 :])
    assert whole > 0.7 * len(LINES)


def test_a_page_says_how_many_gaps() -> None:
    octets = "桐庐县代表团赴衡水市考察，双方签署结对合作框架协议，并召开座谈会。".encode("gbk")
    page = read_bytes(octets[:33] + octets[34:], name="a.txt")
    assert page.text.endswith("结对合作框架协议，并召开座谈会。")
    assert page.text.count(LOST) == 1
    assert "1 处失了字节" in page.encoding_reason


def test_a_headline_of_names_comes_back() -> None:
    octets = "桐庐县党政代表团赴衡水市考察对接协作工作".encode("gbk")
    assert decode_gbk(octets[:13] + octets[14:]).text == "桐庐县党政代�团赴衡水市考察对接协作工作"


def test_spliced_readings_are_left_to_restoration() -> None:
    text = "28日上午,,海曙區(qū)—英山縣(xiàn)對(duì)口合作座談會在溫(wēn)泉鎮召開(kāi),讓企業(yè)落得下、留得?。挥⑸"
    assert decode_gbk(text.encode("gb18030")).text == text


def test_private_use_characters_are_kept() -> None:
    octets = "甲县".encode("gbk") + b"\xaa\xa1\xf8\xa1" + "乙市".encode("gbk")
    assert decode_gbk(octets).text == "甲县\ue000\ue234乙市"


@given(st.binary(max_size=200))
def test_any_bytes_are_read(octets: bytes) -> None:
    read = decode_gbk(octets)
    assert read.gaps >= 0
    read.text.encode("utf-8")
