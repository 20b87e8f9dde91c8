"""Bearers of names: who and what is asked about, joined, parted, told what changed, and taken back to the last row."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, PageReading, leasing, schema
from shanhai.ledger.answering import answer
from shanhai.ledger.deciding import decide, preview, take_back
from shanhai.ledger.editing_organizations import names_of, other_name, other_organization, same_organization
from shanhai.model import JudgementError, PlaceRef, Tenure
from shanhai.reconcile.asking import Kind
from shanhai.reconcile.judgement import Judgement

from .contents import contents
from .synthetic import page_reading

TONGLU, LUCHENG = PlaceRef(name="桐庐县", code="330122"), PlaceRef(name="鹿城区", code="330302")
FULL, SHORT, ELSEWHERE = "桐庐县发展和改革局", "桐庐县发改局", "鹿城区发改局"


def telling(number: int, person: str, organization: str, place: PlaceRef | None) -> PageReading:
    """A made page that says one post and nothing else."""
    made = page_reading(number)
    (page, fact) = made.page.id, made.account.facts[0]
    held = Tenure(id=f"t{number}", page=page, person=person, organization=organization, post="局长", place=place, evidence=fact.evidence)
    account = msgspec.structs.replace(made.account, facts=(held,), people=(), organizations=(), places=())
    return msgspec.structs.replace(made, account=account)


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    posts = [
        ("李四", FULL, TONGLU),
        ("李四", ELSEWHERE, LUCHENG),
        ("李四", "甲电子集团", None),
        ("王五", SHORT, TONGLU),
        ("赵六", SHORT, TONGLU),
    ]
    for number, post in enumerate(posts):
        ledger.add(telling(number, *post))
    ledger.reconcile()
    return ledger


def asked(book: Ledger, kind: Kind) -> list[tuple[str, str]]:
    """What is asked, by the names of the two, and by their keys."""
    q = schema.questions.c
    with book.looking() as connection:
        rows = connection.execute(select(q.body).where(q.kind == kind.value).order_by(q.entry, q.other)).scalars()
        return [(each.entry.partition("/")[2], each.other.partition("/")[2]) for each in rows]


def said(book: Ledger, kind: Kind, verdict: str) -> object:
    with book.writing() as connection:
        found = leasing.next_question(connection, "甲", kind=kind)
    assert found
    return answer(book, found.key, verdict, who="甲", sitting="周三")


def decided(book: Ledger, made: list[Judgement]) -> tuple[str, ...]:
    return decide(book, *(msgspec.structs.replace(each, who="甲", sitting="周三") for each in made)).ids


def keys_of(book: Ledger, name: str) -> set[str]:
    o = schema.reading_organizations.c
    with book.looking() as connection:
        lists = set(connection.execute(select(o.organization).where(o.name == name)).scalars())
        t = schema.fact_organizations.c
        assert set(connection.execute(select(t.organization).where(t.name == name)).scalars()) == lists
        return lists


def test_bearers_whom_nothing_joins_are_asked_about(book: Ledger) -> None:
    found = asked(book, Kind.PERSON)
    assert len(found) == 2  # three bearers: each beside the likeliest other
    assert all(key.startswith("李四") for pair in found for key in pair)
    changed = said(book, Kind.PERSON, "same").effect  # type: ignore[attr-defined]
    assert [each.type for each in changed.touched] == ["person", "person"]
    assert {(each.before, each.after) for each in changed.touched} == {(1, 2), (1, 0)}
    assert len(asked(book, Kind.PERSON)) == 1
    said(book, Kind.PERSON, "different")
    assert asked(book, Kind.PERSON) == []


def test_names_that_fold_alike_are_asked_about_joined_and_taken_back(book: Ledger) -> None:
    assert asked(book, Kind.ORGANIZATION) == [(FULL, SHORT)]
    before = contents(book)
    changed = said(book, Kind.ORGANIZATION, "same").effect  # type: ignore[attr-defined]
    assert {(each.entry, each.before, each.after, each.into) for each in changed.touched} == {
        (f"organization/{FULL}", 1, 3, ""),
        (f"organization/{SHORT}", 2, 0, f"organization/{FULL}"),
    }
    assert keys_of(book, SHORT) == keys_of(book, FULL) == {FULL}
    assert asked(book, Kind.ORGANIZATION) == []
    book.add(telling(9, "钱七", SHORT, TONGLU))  # a page that comes later
    book.reconcile()
    assert keys_of(book, SHORT) == {FULL}
    take_back(book, sitting="周三")
    assert (keys_of(book, SHORT), keys_of(book, FULL)) == ({SHORT}, {FULL})
    after = contents(book)
    assert after["organization_names"] == before["organization_names"] == []
    assert asked(book, Kind.ORGANIZATION) == [(FULL, SHORT)]


def test_what_cannot_be_told_is_not_asked_again(book: Ledger) -> None:
    said(book, Kind.ORGANIZATION, "unsure")
    assert asked(book, Kind.ORGANIZATION) == []
    assert keys_of(book, SHORT) == {SHORT}


def test_an_organisation_is_joined_and_a_name_of_it_parted_again(book: Ledger) -> None:
    with book.looking() as connection:
        joining = same_organization(connection, SHORT, ELSEWHERE)
    assert {each.after for each in preview(book, *joining).touched} == {0, 3}
    assert keys_of(book, SHORT) == {SHORT}  # only tried
    decided(book, joining)
    (key,) = keys_of(book, SHORT)
    assert keys_of(book, ELSEWHERE) == {key}
    with book.looking() as connection:
        assert set(names_of(connection, key)) == {SHORT, ELSEWHERE}
        parting = other_name(connection, key, ELSEWHERE)
    decided(book, parting)
    assert (keys_of(book, SHORT), keys_of(book, ELSEWHERE)) == ({SHORT}, {ELSEWHERE})


def test_pages_that_mean_another_by_a_name_are_set_apart_and_joined_again(book: Ledger) -> None:
    with book.looking() as connection:
        pages = names_of(connection, SHORT)[SHORT]
        parting = other_organization(connection, SHORT, pages[:1])
    before = contents(book)
    ids = decided(book, parting)
    assert keys_of(book, SHORT) == {SHORT, f"{SHORT}-2"}
    with book.looking() as connection:
        joining = same_organization(connection, f"{SHORT}-2", SHORT)
    decided(book, joining)
    assert keys_of(book, SHORT) == {SHORT}
    with book.looking() as connection:
        with pytest.raises(JudgementError):
            other_organization(connection, SHORT, pages)
        with pytest.raises(JudgementError):
            same_organization(connection, SHORT, SHORT)
    take_back(book, sitting="周三")
    left = contents(book)
    assert ids
    assert all(left[table] == before[table] for table in ("organization_names", "reading_organizations", "fact_organizations", "questions"))


def test_the_order_of_pages_does_not_matter(ledger: Ledger, tmp_path: Path) -> None:
    posts = [(FULL, TONGLU), (SHORT, None), (ELSEWHERE, LUCHENG), (SHORT, TONGLU)]
    pages = [telling(number, "李四", name, place) for number, (name, place) in enumerate(posts)]
    q = schema.questions.c
    with Ledger.open(str(tmp_path / "b.ledger")) as other:
        for one, two in zip(pages, reversed(pages), strict=True):
            ledger.add(one)
            other.add(two)
            other.reconcile()
        ledger.reconcile()
        found = []
        for each in (ledger, other):
            with each.looking() as connection:
                rows = connection.execute(select(q.key, q.gain, q.body).where(q.kind.in_([Kind.PERSON, Kind.ORGANIZATION]))).all()
            found.append({(row.key, row.gain, row.body.one, row.body.two) for row in rows})
    assert found[0] == found[1]
    assert found[0]
