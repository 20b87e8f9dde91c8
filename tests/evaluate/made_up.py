"""A small set of labels and an account of each page, made up so that every rule of the scorer matters once."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from shanhai.evaluate import Label
from shanhai.evaluate.label import label
from shanhai.model import (
    Account,
    Agreement,
    Amount,
    Evidence,
    Family,
    Measure,
    Meeting,
    Modality,
    Organization,
    PageAccount,
    Pairing,
    Person,
    PlaceRef,
    Platform,
    Pledge,
    Programme,
    Project,
    Role,
    Tenure,
    Visit,
    When,
)

LABELS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "evaluate" / "labels.json").read_text("utf-8"))
HAISHU, QINGYUAN = PlaceRef(name="海曙区", code="330203"), PlaceRef(name="庆元县", code="331126")


def labels() -> list[Label]:
    return [label(page, entry) for page, entry in LABELS.items()]


def account(page: str, **parts: Any) -> Account:
    return Account(page=PageAccount(id=page, source=f"pages/{page}_x.html"), **parts)


def frame(number: int) -> dict[str, Any]:
    return {"id": str(number), "page": "A"}


def accounts() -> list[Account]:
    return [
        account(
            "A",
            people=(Person(name="欧阳甲"), Person(name="欧阳甲"), Person(name="赵戊"), Person(name="记者丙", role=Role.CREDIT)),
            places=(HAISHU, PlaceRef(name="宁波市"), PlaceRef(name="石碶街道"), PlaceRef(name="鄞州区")),
            organizations=tuple(Organization(name=n) for n in ("海曙区委", "某某精工", "浙江某某精工", "某协会")),
            facts=(
                Tenure(person="欧阳甲", post="书记", organization="中共海曙区委员会", **frame(1)),
                Tenure(person="欧阳甲", post="区长", place=HAISHU, **frame(2)),
                Tenure(person="李乙", post="理事长", organization="某协会", **frame(3)),
                Tenure(person="记者丙", post="记者", organization="某报", role=Role.CREDIT, **frame(4)),
                Visit(
                    visitor_place=PlaceRef(name="海曙"),
                    host_place=QINGYUAN,
                    head="欧阳甲",
                    hosts=("李乙", "赵戊"),
                    sites=("某某产业园区",),
                    date=When(text="5月20日", start="2021-05-20", end="2021-05-22"),
                    programme=Programme(stated="山海协作", family=Family.MOUNTAIN_SEA),
                    **frame(5),
                ),
                Visit(visitor_place=HAISHU, host_place=PlaceRef(name="遂昌县"), sites=("别处",), **frame(6)),
                Visit(visitor_place=QINGYUAN, host_place=HAISHU, **frame(7)),
                Visit(visitor_place=QINGYUAN, **frame(8)),
                Meeting(name="海曙区—庆元县联席会议", **frame(9)),
                Meeting(name="推介会", modality=Modality.DENIED, **frame(10)),
                Pairing(a=QINGYUAN, b="海曙区", programme=Programme(stated="山海协作工程"), **frame(11)),
                Agreement(amount=Amount(yuan=Decimal("12000000"), text="1200万元"), project_count=5, **frame(12)),
                Agreement(name="框架协议", **frame(13)),
                Project(name="二期", **frame(14)),
                Platform(name="海曙—庆元山海协作产业园", **frame(15)),
                Measure(subject="资金", value=Decimal("0.12"), unit="亿元", **frame(16)),
                Measure(subject="时间", after=Decimal("2.7"), unit="小时", **frame(17)),
                Measure(subject="人", value=Decimal(3), unit="人", **frame(18)),
                Pledge(text="将把每个项目盯到投产", modality=Modality.WISHED, **frame(19)),
            ),
        ),
        account("N", facts=(Pledge(id="1", page="N", text="将努力"),)),
    ]


def quoted(text: str, exact: str, start: int) -> Account:
    """An account with one fact over one quotation, which stands at `start` of the text, or does not."""
    evidence = Evidence(start=start, end=start + len(exact), exact=exact, text=text, rule="made.up")
    facts = (
        Meeting(name="会", evidence={"": (evidence,)}, **frame(1)),
        Meeting(name="别的会", **frame(2)),
    )
    return account("A", facts=facts)
