"""Text decoded wrongly before it was saved is undone when that is certain, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.pages import read_bytes
from shanhai.pages.encoding import decode
from shanhai.pages.mojibake import undo

TEXT = (
    "9月3日，甲县县委书记李四率党政代表团到乙市考察学习，双方签署《结对合作框架协议》，并召开座谈会。\n"
    "甲县、乙市、丙区、丁镇等地有关部门负责同志参加。"
)


@pytest.mark.parametrize(("encoding", "read_as"), [("utf-8", "latin-1"), ("gbk", "latin-1"), ("gb18030", "latin-1")])
def test_what_was_read_as_latin(encoding: str, read_as: str) -> None:
    undone = undo(TEXT.encode(encoding).decode(read_as))
    assert undone is not None
    assert undone.text == TEXT


def test_what_was_read_as_windows_1252() -> None:
    octets = TEXT.encode()
    wrong = "".join(bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in octets)
    undone = undo(wrong)
    assert undone is not None
    assert undone.text == TEXT


def test_what_was_read_as_gbk_keeps_what_is_left() -> None:
    undone = undo(TEXT.encode().decode("gbk", "replace"))
    assert undone is not None
    assert sum(character in undone.text for character in TEXT) / len(TEXT) > 0.9
    assert "GBK" in undone.reason


def test_the_byte_that_begins_no_pair_of_gbk_comes_back() -> None:
    text = "甲县、乙市。《丙丁》：戊己（庚辛）"
    assert all(byte in text.encode() for byte in (b"\x80\x82", b"\x80\x81"))
    for lost in ("\ufffd", "€"):
        undone = undo(text.encode().decode("gb18030", "replace").replace("\ufffd", lost))
        assert undone is not None
        assert undone.text == text


@pytest.mark.parametrize("read_as", ["latin-1", "gb18030"])
def test_readings_spliced_in_are_no_foreign_letters(read_as: str) -> None:
    text = "桐廬縣(xiàn)黨(dǎng)政代表團(tuán)到衡水市考察對(duì)接(jiē)協(xié)作(zuò)"
    undone = undo(text.encode().decode(read_as, "replace"))
    assert undone is not None
    assert sum(character in undone.text for character in text) / len(text) > 0.85


def test_short_runs_that_lose_their_last_bytes() -> None:
    wrong = "\n".join([TEXT[5:10].encode().decode("gbk", "replace")] * 20)
    undone = undo(wrong)
    assert undone is not None
    assert TEXT[5:8] in undone.text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_page_says_what_was_done(encoding: str) -> None:
    wrong = f"<title>x</title><p>{TEXT}</p>".encode(encoding).decode("latin-1")
    page = read_bytes(wrong.encode(), name="a.html")
    assert TEXT.split("\n")[0] in page.text
    assert "已还原" in page.encoding_reason


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "",
        "甲",
        "Le préfet a été reçu à la mairie où la forêt a brûlé déjà, naïve façade, Noël, œuvre, ça, être, où, là, dès, très",
        "Größe Übermut Äpfel Öl süß Straße für größere Bäume über Flüsse, Mädchen hören schöne Töne, müßig",
        "Thành phố Hồ Chí Minh và thủ đô Hà Nội ký kết hợp tác, đại diện hai bên trao đổi về phát triển kinh tế",
        "これはテストです、日本語の文章、東京都と大阪府が協定を結びました。カタカナもひらがなもあります。",
        "陜西省與浙江省簽署協議，縣委書記率黨政代表團到訪，雙方就產業協作、人才交流、勞務協作等進行座談",
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert undo(text) is None


@given(st.text(alphabet="甲乙丙丁县市区镇书记率团考察结对协议合作座谈，。、“”0123456789 \n", max_size=300))
def test_chinese_is_left_alone(text: str) -> None:
    assert undo(text) is None
    assert decode(("甲" + text).encode(), name="a").text == "甲" + text


@pytest.mark.parametrize(
    ("encoding", "read_as", "named"),
    [("gb18030", "big5hkscs", "Big5"), ("gb18030", "cp950", "Big5"), ("big5hkscs", "gb18030", "GBK"), ("cp950", "gb18030", "GBK")],
)
def test_the_two_chinese_encodings_confused(encoding: str, read_as: str, named: str) -> None:
    text = (
        TEXT
        if encoding == "gb18030"
        else "衡水市委書記率黨政代表團到桐廬縣考察，雙方簽署結對合作協議，並召開座談會，有關部門負責同志參加。" * 2
    )
    undone = undo(text.encode(encoding, "ignore").decode(read_as, "replace"))
    assert undone is not None
    assert undone.reason.endswith(f"被当作 {named} 读过，已还原")
    assert sum(character in undone.text for character in text) / len(text) > 0.7


def test_gbk_read_as_latin_that_lost_bytes() -> None:
    wrong = TEXT.encode("gbk").decode("latin-1")
    at = 31
    undone = undo(wrong[:at] + wrong[at + 1 :])
    assert undone is not None
    assert undone.text.endswith(TEXT[-30:])
    assert undone.text[:10] == TEXT[:10]
