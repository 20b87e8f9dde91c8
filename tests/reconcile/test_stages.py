from __future__ import annotations

from datetime import date

import pytest

from shanhai.model import Modality, Project, Stage, When
from shanhai.reconcile.stages import progress
from shanhai.reconcile.statement import Statement

TODAY = date(2025, 6, 1)


def told(stage: Stage | None, *, on: str | None = None, published: str | None = None, modality: Modality = Modality.HAPPENED) -> Statement:
    when = When(text=on, start=on) if on else None
    return Statement(fact=Project(id=f"{stage}{on}", page="p", name="甲园", stage=stage, date=when, modality=modality), published=published)


def test_the_furthest_stage_counts_from_the_first_page_that_tells_it() -> None:
    come = progress(
        [told(Stage.BEGUN, published="2025-03-01"), told(Stage.SIGNED, on="2024-01-05"), told(Stage.BEGUN, on="2024-12-01")], TODAY
    )
    assert [(reached.stage.value, reached.since, reached.reported) for reached in come.reached] == [
        ("签约", "2024-01-05", False),
        ("开工", "2024-12-01", False),
    ]
    assert (come.stage, come.days, come.stall) == (Stage.BEGUN, 182, None)


@pytest.mark.parametrize(
    ("stage", "on", "stall"),
    [
        (Stage.SIGNED, "2024-06-01", None),
        (Stage.SIGNED, "2024-05-31", "签约未落地"),
        (Stage.SITED, "2024-05", "落地未开工"),
        (Stage.SITED, "2024-06", None),
        (Stage.BEGUN, "2023-05-01", "开工未投产"),
        (Stage.BEGUN, "2024", None),
        (Stage.COMPLETE, "2015", None),
        (Stage.PLANNED, "2015", None),
    ],
)
def test_waits_have_names(stage: Stage, on: str, stall: str | None) -> None:
    """The days are those since the last day that the date can mean: a project waits at least so long."""
    assert progress([told(stage, on=on)], TODAY).stall == stall


def test_plans_are_plans_and_denials_nothing() -> None:
    assert progress([told(Stage.BEGUN, on="2026-01", modality=Modality.PLANNED)], TODAY).stage is None
    assert progress([told(Stage.BEGUN, published="2025-01-01", modality=Modality.PLANNED)], TODAY).stage is Stage.PLANNED
    assert progress([told(Stage.BEGUN, published="2025-01-01", modality=Modality.DENIED)], TODAY).stage is None


def test_without_a_date_there_is_a_stage_but_no_wait() -> None:
    come = progress([told(Stage.SIGNED), told(None, published="2020-01-01"), told(Stage.OTHER)], TODAY)
    assert (come.stage, come.days, come.stall) == (Stage.SIGNED, None, None)
    assert come.now
    assert come.now.since is None
    assert progress([], TODAY).now is None


def test_a_date_without_a_year_is_the_page_s() -> None:
    come = progress([told(Stage.SIGNED, on="--03-05", published="2024-03-06")], TODAY)
    assert come.now
    assert (come.now.since, come.now.reported) == ("2024-03-06", True)
