"""Pages that tell of an event: a sentence for every fact, and as many about the region in general."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from msgspec import structs

from shanhai.ledger import PageReading
from shanhai.ledger.caption import caption
from shanhai.ledger.ties import organizations_in, people_in, places_in
from shanhai.model import (
    Account,
    AnyFact,
    Block,
    BlockKind,
    Capture,
    Evidence,
    Organization,
    Page,
    PageAccount,
    Person,
    RestoredText,
    Tenure,
    When,
)

from .events import Event

RULES = "load"
WORDS = tuple(
    word
    for line in (
        "产业 协作 对接 交流 合作 干部 人才 资金 项目 园区 企业 市场 乡村 振兴 帮扶 消费 劳务 医疗 教育 文化 旅游 生态 交通 物流 科技",
        "创新 机制 会议 座谈 考察 学习 代表团 领导 部门 推进 落实 提升 发展 建设 共同 深化 拓展 优势 互补 资源 共享 基地 示范 特色 品牌",
        "农业 工业 服务 平台 培训 就业 增收 群众 社会 力量 参与 支持 政策 保障 目标 任务 成效 经验 做法 全面 持续 加强 完善 促进 带动",
    )
    for word in line.split()
)
COPIES = (1, 1, 1, 1, 2, 2, 3, 4)
"""Pages that tell of one event."""


def pages_of(told: Event, first: int) -> Iterator[tuple[PageReading, tuple[int, ...]]]:
    """The pages of an event, numbered from `first`, each with the positions in the event of what it tells."""
    for copy in range(random.Random(f"{told.number}/").choice(COPIES)):
        chance = random.Random(f"{told.number}/{copy}")
        kept = tuple(at for at in range(len(told.facts)) if at == 0 or chance.random() < 0.85)
        yield _page(chance, first + copy, told, kept), kept


def _page(chance: random.Random, number: int, told: Event, kept: tuple[int, ...]) -> PageReading:
    title = f"{told.guest.name}党政代表团到{told.host.name}{chance.choice(WORDS)}{chance.choice(WORDS)}"
    lines = [title]
    at = [0] * len(kept)
    length = len(title) + 1
    for place, position in enumerate(kept):
        at[place] = length
        lines.append(_sentence(told.facts[position]))
        lines.append("，".join("".join(chance.choices(WORDS, k=4)) for _ in range(3)) + f"，{number % 9973}人次。")
        length += len(lines[-1]) + len(lines[-2]) + 2
    text = "\n".join(lines)
    raw = f"{number}\n{text}".encode()
    name = hashlib.sha256(raw).hexdigest()
    facts = tuple(_fact(told.facts[position], name, at[place], lines[1 + 2 * place], place) for place, position in enumerate(kept))
    account = _account(chance, name, number, told, title, facts)
    return PageReading(
        page=Page(id=name, format="text", encoding="utf-8", text=text),
        capture=Capture(page=name, source=f"http://www.example.cn/{told.day:%Y%m}/{number}.html"),
        raw=raw,
        restored=RestoredText(page=name, text=text),
        blocks=(
            Block(kind=BlockKind.TITLE, start=0, end=len(title)),
            Block(kind=BlockKind.BODY, start=len(title) + 1, end=len(text)),
        ),
        account=account,
        rules=RULES,
    )


def _sentence(fact: AnyFact) -> str:
    when = getattr(fact, "date", None)
    said = when.text if isinstance(when, When) else "近日"
    people = [value for field in ("head", "person", "speaker") if (value := getattr(fact, field, None))]
    return f"{said}，{''.join(people)}{caption(fact)}，双方就下一步工作交换了意见。"


def _fact(fact: AnyFact, page: str, start: int, sentence: str, position: int) -> AnyFact:
    whole = Evidence(start=start, end=start + len(sentence), exact=sentence, text=sentence, rule="load.page")
    evidence = {"": (whole,)}
    for field in ("date", "head", "person", "speaker", "name", "subject", "text"):
        value = getattr(fact, field, None)
        words = value.text if isinstance(value, When) else value
        if isinstance(words, str) and (at := sentence.find(words)) >= 0:
            begin = start + at
            evidence[field] = (Evidence(start=begin, end=begin + len(words), exact=words, text=words, rule="load.page"),)
    number = hashlib.sha256(f"{page}{position}".encode()).hexdigest()[:24]
    return structs.replace(fact, id=number, page=page, evidence=evidence)


def _account(chance: random.Random, page: str, number: int, told: Event, title: str, facts: tuple[AnyFact, ...]) -> Account:
    bare = Account(page=PageAccount(id=page, source=""))
    people = dict.fromkeys(tie.name for fact in facts for tie in people_in(fact, bare))
    bodies = dict.fromkeys(
        [*(tie.name for fact in facts for tie in organizations_in(fact, bare)), *(f.organization for f in facts if isinstance(f, Tenure))]
    )
    refs = dict.fromkeys(ref for fact in facts for _, ref in places_in(fact))
    return Account(
        page=PageAccount(
            id=page,
            source=f"http://www.example.cn/{told.day:%Y%m}/{number}.html",
            title=title,
            publisher=f"{chance.choice((told.guest, told.host)).name}人民政府",
            published=told.day.isoformat(),
        ),
        people=tuple(Person(name=each) for each in people),
        places=tuple(refs),
        organizations=tuple(Organization(name=each) for each in bodies if each),
        facts=facts,
    )
