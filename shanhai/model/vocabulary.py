"""The closed vocabularies of DESIGN §3; the same words stand in labels, JSON and the codebook."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How a restored stretch was found: by the bytes, by a search, or by a guess."""

    EXACT = "exact"
    SEARCHED = "searched"
    GUESSED = "guessed"


class Basis(StrEnum):
    """Whether the page says it, or it follows from what the page says."""

    STATED = "stated"
    INFERRED = "inferred"


class Modality(StrEnum):
    HAPPENED = "happened"
    PLANNED = "planned"
    WISHED = "wished"
    DENIED = "denied"


class Precision(StrEnum):
    DAY = "day"
    PART_OF_MONTH = "part-of-month"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class DateBasis(StrEnum):
    """Where the year of a date comes from."""

    STATED = "stated"
    STAMP = "stamp"
    CHAIN = "chain"
    CALENDAR = "calendar"
    NONE = "none"


class Repair(StrEnum):
    """The kinds of damage that are undone, and behind them those that are only pointed at (see `FLAGS`)."""

    PINYIN = "pinyin"
    WORD_PINYIN = "word-pinyin"
    DOUBLED_MARK = "doubled-mark"
    SCRIPT = "script"
    WIDTH = "width"
    SHIFTED = "shifted"
    INVISIBLE = "invisible"
    ENTITY = "entity"
    LOST_SPACE = "lost-space"
    SPACING = "spacing"
    LINE_BREAK = "line-break"
    INSERTED = "inserted"
    VOCABULARY = "vocabulary"
    LOST = "lost"
    MASKED = "masked"
    REPLACED = "replaced"
    REWRITTEN = "rewritten"


# Damage that cannot be undone: the edit's replacement is its original, its certainty is guessed.
FLAGS = frozenset({Repair.LOST, Repair.MASKED, Repair.REPLACED, Repair.REWRITTEN})


class PartKind(StrEnum):
    """Structure of the published text."""

    DOCUMENT_TITLE = "document-title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CELL = "cell"
    CAPTION = "caption"
    LINK = "link"
    NAVIGATION = "navigation"
    PROPERTY = "property"
    MAIN = "main"


class BlockKind(StrEnum):
    """What a stretch of the restored text is to its reader."""

    TITLE = "title"
    BYLINE = "byline"
    BODY = "body"
    TABLE = "table"
    CAPTION = "caption"
    COMMENT = "comment"
    DISCLAIMER = "disclaimer"
    RELATED = "related"
    ADVERTISEMENT = "advertisement"
    REPEATED = "repeated"
    BACKGROUND = "background"
    NAVIGATION = "navigation"
    PROPERTY = "property"


class Role(StrEnum):
    """A person's part in a page: of the story, only spoken of, its reporter or editor, or without a name."""

    ACTOR = "actor"
    REFERENCE = "reference"
    CREDIT = "credit"
    ANONYMOUS = "anonymous"


class Relation(StrEnum):
    PAIRED = "结对"
    COLLABORATION = "协作"
    SUPPORT = "对口支援"
    COOPERATION = "对口合作"
    ASSISTANCE = "帮扶"


class Family(StrEnum):
    """Families of programmes."""

    EAST_WEST = "东西部协作"
    SUPPORT = "对口支援"
    COOPERATION = "对口合作"
    COLLABORATION = "对口协作"
    MOUNTAIN_SEA = "山海协作"


class Stage(StrEnum):
    PLANNED = "规划"
    SIGNED = "签约"
    SITED = "落地"
    BEGUN = "开工"
    COMPLETE = "建成"
    PRODUCING = "投产"
    OTHER = "其他"


class Qualifier(StrEnum):
    ABOUT = "约"
    ODD = "余"
    OVER = "超"
    NEARLY = "近"
    AT_LEAST = "以上"
    REACHING = "达"
    CUMULATIVE = "累计"
    EXPECTED = "预计"


class MeasureStatus(StrEnum):
    DONE = "done"
    PLANNED = "planned"
    EXPECTED = "expected"
    QUOTA = "quota"


class PledgeKind(StrEnum):
    COMMITMENT = "commitment"
    INSTRUCTION = "instruction"
    HOPE = "hope"
    PLAN = "plan"
    APPEAL = "appeal"


class TraitKind(StrEnum):
    NEED = "need"
    STRENGTH = "strength"


class Field(StrEnum):
    """What a pledge, an action or a trait is about."""

    INDUSTRY = "industry"
    MECHANISM = "mechanism"
    TALENT = "talent"
    FUNDS = "funds"
    LABOUR = "labour"
    CONSUMPTION = "consumption"
    INNOVATION = "innovation"
    TRANSPORT = "transport"
    CULTURE_TOURISM = "culture_tourism"
    LIVELIHOOD = "livelihood"
    EDUCATION = "education"
    MEDICAL = "medical"
    RURAL = "rural"
    ETHNIC_EXCHANGE = "ethnic_exchange"
    BUSINESS_ENVIRONMENT = "business_environment"
    PROJECTS = "projects"
    OTHER = "other"


class Chain(StrEnum):
    """The five chains (五链)."""

    INDUSTRY = "产业链"
    TALENT = "人才链"
    CAPITAL = "资本链"
    INNOVATION = "创新链"
    SERVICE = "服务链"


class OrganizationKind(StrEnum):
    PARTY = "party"
    GOVERNMENT = "government"
    CONGRESS = "congress"
    CPPCC = "cppcc"
    COMPANY = "company"
    PARK = "park"
    INSTITUTE = "institute"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ASSOCIATION = "association"
    VILLAGE = "village"
    MEDIA = "media"
    MUSEUM = "museum"
    PORT = "port"
    OTHER = "other"
