"""Every cell of the table of formats × encodings × damage holds as far as the table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.damage import KINDS

from .cells import Encoding, Format, cell_share, cells, open_to, read, share_restored, shares, table

# Percent of characters that letters, digits and marks of ASCII alone may give.
NOTHING = 50
ROWS = [(form, encoding) for encoding in table().encodings for form in table().formats if open_to(form, encoding)]
HTML = next(form for form in table().formats if form.name == ".html")


@pytest.mark.parametrize(("form", "encoding"), ROWS, ids=lambda axis: axis.name)
def test_a_page_is_read_as_far_as_can_be_proved(form: Format, encoding: Encoding, tmp_path: Path) -> None:
    """Whatever damage the page has."""
    for harm, octets in cells(form, encoding):
        if octets is None:
            assert harm.kind in shares().missing[encoding.name]
            continue
        told, reason = cell_share(form, encoding, harm, octets, tmp_path)
        assert told >= shares().of(form, encoding, harm), f"{harm.kind}: {told} %; better or worse, run scripts/build_formats.py"
        # Of what is not made out no reason can be known.
        assert form.holds == "nothing" or told < NOTHING or re.search(encoding.says, reason), f"{harm.kind}: {reason}"


@pytest.mark.parametrize("encoding", table().encodings, ids=lambda encoding: encoding.name)
def test_what_was_read_is_restored(encoding: Encoding, tmp_path: Path) -> None:
    for harm, octets in cells(HTML, encoding):
        if octets is None:
            continue
        ((page, _),) = read(HTML, octets, tmp_path, encoding)
        told = share_restored(page.text, encoding, harm)
        least = shares().restored.get(encoding.name, {}).get(harm.kind, 100.0)
        assert told >= least, f"{harm.kind}: {told} %; better or worse, run scripts/build_formats.py"


def test_only_what_has_lost_bytes_is_not_read_whole() -> None:
    assert set(shares().read) <= {encoding.name for encoding in table().encodings if encoding.lossy}


def test_every_kind_of_damage_is_in_the_table() -> None:
    assert [harm.kind for harm in table().damage] == ["none", *KINDS]


def test_every_format_is_in_the_table() -> None:
    from shanhai.pages.container import known_containers
    from shanhai.pages.format import known_formats

    suffixes = " ".join(form.name for form in table().formats)
    for form in (*known_formats(), *known_containers()):
        assert any(suffix in suffixes for suffix in form.suffixes), form.name
