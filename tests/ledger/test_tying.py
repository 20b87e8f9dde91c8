"""Entities are made once, whoever names them."""

from __future__ import annotations

from msgspec import structs
from sqlalchemy import select

from shanhai.ledger import Ledger, schema
from shanhai.ledger.tying import insert_missing
from shanhai.model import Organization, OrganizationKind, Person, PlaceRef, Role

from .synthetic import page_reading

READING = page_reading(2)


def test_only_missing_rows_are_inserted(ledger: Ledger) -> None:
    both = [{"key": "甲", "name": "甲"}, {"key": "乙", "name": "乙"}]
    with ledger.writing() as connection:
        assert insert_missing(connection, schema.people, []) == 0
        assert insert_missing(connection, schema.people, both[:1]) == 1
        assert insert_missing(connection, schema.people, both) == 1
        assert insert_missing(connection, schema.people, both) == 0


def test_an_account_is_tied_to_whatever_it_lists(ledger: Ledger) -> None:
    listing = structs.replace(
        READING.account,
        facts=(),
        people=(Person(name="李四", role=Role.CREDIT),),
        places=(
            PlaceRef(name="洞头区", code="330305"),
            PlaceRef(name="甲经济开发区"),
            PlaceRef(name="鼓楼区"),
            PlaceRef(name="鼓楼区", code="320106"),
        ),
        organizations=(Organization(name="甲公司", kind=OrganizationKind.COMPANY),),
    )
    ledger.add(structs.replace(READING, account=listing))
    with ledger.looking() as connection:
        assert connection.execute(select(schema.reading_people.c["role", "person"])).all() == [("credit", "李四")]
        assert connection.execute(select(schema.reading_organizations.c["kind", "organization"])).all() == [("company", "甲公司")]
        places = set(connection.execute(select(schema.reading_places.c.place)).scalars())
        known = set(connection.execute(select(schema.places.c.key)).scalars())
    assert places == {"330305", "甲经济开发区", "鼓楼区", "320106"}
    assert known == places | {"330300", "330000", "320100", "320000"}
