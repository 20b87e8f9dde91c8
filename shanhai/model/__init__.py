"""Frozen types and errors; no logic, no I/O."""

from .account import Account, Block, Organization, PageAccount, Person
from .errors import AlignmentError, KnowledgeError, LedgerError, PageError, PatternError, ShanhaiError
from .fact import (
    FACT_TYPES,
    Action,
    Agreement,
    AnyFact,
    Fact,
    Measure,
    Meeting,
    Pairing,
    Platform,
    Pledge,
    Policy,
    Project,
    Tenure,
    Trait,
    Visit,
)
from .mention import Mention, Reading
from .page import Capture, Page, Part
from .text import Edit, Evidence, RestoredText
from .value import Amount, PlaceRef, Programme, When
from .vocabulary import (
    Basis,
    BlockKind,
    Certainty,
    Chain,
    DateBasis,
    Family,
    Field,
    MeasureStatus,
    Modality,
    OrganizationKind,
    PartKind,
    PledgeKind,
    Precision,
    Qualifier,
    Relation,
    Repair,
    Role,
    Stage,
    TraitKind,
)

__all__ = [name for name in dir() if name[0].isupper()]
