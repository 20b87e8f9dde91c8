from __future__ import annotations

import pytest

from bench.damage import DamageError, damage_markup

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>甲县，乙市</title>
<script>var t = "甲，乙";</script><style>p {color: red}</style></head>
<body><!-- 注，释 --><p class="a，b">甲县，
乙市。</p>
<p>丙区！</p></body></html>"""


def test_only_what_is_seen_is_damaged() -> None:
    found = damage_markup(PAGE, "doubled-marks", 1.0).text
    assert "<title>甲县,,乙市</title>" in found
    assert 'var t = "甲，乙";' in found
    assert "<!-- 注，释 -->" in found
    assert 'class="a，b"' in found
    assert "<p>丙区,!</p>" in found


def test_line_breaks_inside_a_text_become_spaces() -> None:
    assert "甲县,, 乙市,。" in damage_markup(PAGE, "doubled-marks", 1.0).text


@pytest.mark.parametrize("kind", ["menus", "repeated-title"])
def test_what_adds_lines_is_refused(kind: str) -> None:
    with pytest.raises(DamageError, match="lines"):
        damage_markup(PAGE, kind, 1.0)
