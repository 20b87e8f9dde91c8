"""WARC and WET: what is a page, and damaged archives."""

from __future__ import annotations

import gzip
from pathlib import Path

from shanhai.pages import open_pages

from ..made import opened, record

RECORDS = [record(number, f"<p>甲县第{number}次到乙市考察".encode()) for number in range(6)]
SOURCES = [f"http://a.cn/{number}" for number in range(6)]


def addresses(texts: dict[str, str]) -> list[int]:
    return [int(source.rpartition("/")[2]) for source in texts]


def test_pages_are_read_plain_and_compressed(tmp_path: Path) -> None:
    for name, octets in (
        ("a.warc", b"".join(RECORDS)),
        ("a.warc.gz", b"".join(map(gzip.compress, RECORDS))),
        ("b", gzip.compress(b"".join(RECORDS))),
    ):
        texts, problems = opened(tmp_path / name, octets)
        assert list(texts) == [f"{name}!{source}" for source in SOURCES]
        assert not problems


def test_what_the_archive_says_of_a_page_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[0])
    (result,) = open_pages([tmp_path / "a.warc"])
    assert isinstance(result, tuple)
    assert result[1].fetched == "2024-01-02T03:04:05Z"
    assert result[1].headers == {"url": "http://a.cn/0", "content-type": "text/html"}


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(1, b"", kind="request"),
        record(2, b"<p>x", http="404 Not Found"),
        record(3, b"", http="302 Found", more="Location: /1\r\n"),
        record(4, b"\x89PNG", content_type="image/png"),
        record(5, b"a{}", content_type="text/css"),
        record(6, b"", kind="metadata"),
    ]
    assert opened(tmp_path / "a.warc", b"".join([*others, RECORDS[0]])) == ({"a.warc!http://a.cn/0": "甲县第0次到乙市考察"}, {})


def test_transfer_and_content_encodings_are_undone(tmp_path: Path) -> None:
    body = "<p>甲县".encode()
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    octets = record(1, chunked, more="Transfer-Encoding: chunked\r\n") + record(2, gzip.compress(body), more="Content-Encoding: gzip\r\n")
    assert list(opened(tmp_path / "a.warc", octets)[0].values()) == ["甲县", "甲县"]


def test_wet(tmp_path: Path) -> None:
    octets = record(0, b"x", kind="warcinfo") + record(1, "甲县\n<b>乙市".encode(), kind="conversion", content_type="text/plain")
    assert opened(tmp_path / "a.warc.wet.gz", gzip.compress(octets)) == ({"a.warc.wet.gz!http://a.cn/1": "甲县\n<b>乙市"}, {})


def test_garbage_between_records_costs_none(tmp_path: Path) -> None:
    texts, problems = opened(tmp_path / "a.warc", b"".join(RECORDS[:3]) + b"garbage\n\x00\x01\n" * 50 + b"".join(RECORDS[3:]))
    assert addresses(texts) == [0, 1, 2, 3, 4, 5]
    assert list(problems) == ["a.warc#3"]


def test_a_wrong_length_costs_its_own_record_only(tmp_path: Path) -> None:
    for wrong in (b"Content-Length: 9", b"Content-Length: 1", b"Content-Length: 99999999", b"X: "):
        bad = RECORDS[2].replace(b"Content-Length: ", wrong)
        texts, problems = opened(tmp_path / "a.warc", b"".join([*RECORDS[:2], bad, *RECORDS[3:]]))
        lost = {0, 1, 2, 3, 4, 5} - set(addresses(texts))
        assert lost <= ({2} if wrong != b"Content-Length: 99999999" else {2, 3, 4, 5}), wrong
        assert problems


def test_an_archive_cut_off(tmp_path: Path) -> None:
    for name, octets in (("a.warc", b"".join(RECORDS)), ("a.warc.gz", b"".join(map(gzip.compress, RECORDS)))):
        texts, problems = opened(tmp_path / name, octets[:-30])
        assert addresses(texts) == [0, 1, 2, 3, 4]
        assert problems


def test_a_damaged_compressed_record_costs_itself_only(tmp_path: Path) -> None:
    compressed = [gzip.compress(each) for each in RECORDS]
    for place in (12, 40, 120, len(compressed[2]) - 6):
        bad = bytearray(compressed[2])
        bad[place : place + 3] = bytes(octet ^ 0xFF for octet in bad[place : place + 3])
        texts, problems = opened(tmp_path / "a.warc.gz", b"".join([*compressed[:2], bytes(bad), *compressed[3:]]))
        assert set(addresses(texts)) >= {0, 1, 3, 4, 5}, place
        assert problems


def test_a_record_too_large_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    octets = record(7, b"a" * 61_000_000) + RECORDS[0]
    texts, problems = opened(tmp_path / "a.warc.gz", gzip.compress(octets, 1))
    assert addresses(texts) == [0]
    assert "60 MB" in problems["a.warc.gz#1"]


def test_a_bomb_in_a_record(tmp_path: Path) -> None:
    octets = record(7, gzip.compress(bytes(200_000_000)), more="Content-Encoding: gzip\r\n") + RECORDS[0]
    texts, problems = opened(tmp_path / "a.warc", octets)
    assert addresses(texts) == [0]
    assert "MB" in problems["a.warc!http://a.cn/7"]
