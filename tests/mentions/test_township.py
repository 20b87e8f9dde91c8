from shanhai.mentions.lexicon import Scan
from shanhai.mentions.place import find_places
from shanhai.mentions.township import unlisted


def test_one_that_governs_is_read_wherever_it_is_named_again() -> None:
    found = list(unlisted("竹芯乡党委派人前来，大家走进竹芯乡。", ()))
    assert [(m.text, m.start) for m in found] == [("竹芯乡", 0), ("竹芯乡", 14)]


def test_nothing_is_read_of_what_describes_or_is_known() -> None:
    assert list(unlisted("，各地乡镇党委、本乡政府派人前来。", ())) == []
    known = find_places(Scan("桐庐县横村镇党委派人前来。"))
    assert [m.text for m in known] == ["桐庐县横村镇"]
