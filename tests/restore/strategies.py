"""Texts that look like damaged pages, and rounds of edits that fit a text."""

from __future__ import annotations

from hypothesis import strategies as st

from shanhai.model import Certainty, Repair
from shanhai.restore import RawEdit

FRAGMENTS = (
    *"縣县書书記记區区長长党政代表團团隨随著乾於昇說说會会濛江砲台山海協协一不的了，、。；：！？,;:!?()（）“”「」 \n1９aA*|",
    *(
        "(xiàn)",
        "(shū)",
        "(jì)",
        "(qū)",
        "(zhǎng)",
        "(cháng)",
        "(dǎngzhèng)",
        "(dàibiǎotuán)",
        "（tuán)",
        "(shu)",
        "(de)",
        "(NBA)",
        "(义乌)",
    ),
    *(
        "書(shū)",
        "記(jì)",
        "區(qū)",
        "協(xié)",
        "党政(dǎngzhèng)",
        "书(shu)",
        "记(ji)",
        "县(xian)",
        ",,",
        ",、",
        ",。",
        "?yàn)I海",
        "?shù)厮?、",
    ),
    *("縣,書", "记,团", "乾潭镇", "乾坤", "著名", "隨著", "http://a.b/?c=1,2", "&nbsp;", "9:30", "1,200", "の", "が"),
)


def pages() -> st.SearchStrategy[str]:
    """Fragments of damage in any order, or any text at all."""
    return st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join), st.text(max_size=40))


@st.composite
def rounds(draw: st.DrawFn, text: str) -> tuple[RawEdit, ...]:
    """Sorted edits of a text that do not overlap: deletions, insertions, replacements."""
    places = draw(st.lists(st.integers(0, len(text)), max_size=10).map(sorted))
    edits: list[RawEdit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if edits and start == edits[-1].end:
            continue
        edits.append(
            RawEdit(
                start=start,
                end=end,
                replacement=draw(st.text("xyz", max_size=3)),
                repair=draw(st.sampled_from(Repair)),
                certainty=draw(st.sampled_from(Certainty)),
            )
        )
    return tuple(edits)
