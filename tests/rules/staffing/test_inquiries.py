"""Stages of requests for people and of their positions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.errors import WrongState
from tools.staffing.rules.inquiries import (
    MOST_POSITIONS,
    POSITION_MOVES,
    check_adding,
    check_cancelling,
    check_cancelling_position,
    check_changing_position,
    inquiry_stage,
    service_fault,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAGES = ("draft", "pending", "search_in_progress", "contract_signed", "cancelled")


@pytest.mark.parametrize(
    ("positions", "stage"),
    [
        ([], "draft"),
        (["cancelled"], "draft"),
        (["draft", "draft"], "draft"),
        (["draft", "pending"], "pending"),
        (["pending", "search_in_progress"], "search_in_progress"),
        (["draft", "contract_signed"], "search_in_progress"),
        (["contract_signed", "contract_signed"], "contract_signed"),
        (["contract_signed", "cancelled"], "contract_signed"),
        (["cancelled", "pending"], "pending"),
    ],
)
def test_an_inquirys_stage_follows_from_its_positions(positions: list[str], stage: str) -> None:
    assert inquiry_stage(positions) == stage


@pytest.mark.parametrize("stage", STAGES)
def test_a_position_is_added_to_all_but_a_cancelled_or_full_inquiry(stage: str) -> None:
    if stage == "cancelled":
        with pytest.raises(WrongState):
            check_adding(stage, 0)
        return
    check_adding(stage, MOST_POSITIONS - 1)
    with pytest.raises(WrongState, match="100 positions"):
        check_adding(stage, MOST_POSITIONS)


def test_an_inquiry_is_cancelled_once_and_not_over_contracts() -> None:
    check_cancelling("search_in_progress", [])
    with pytest.raises(WrongState, match="already"):
        check_cancelling("cancelled", [])
    with pytest.raises(WrongState, match=r"position 3 \(contract 7\), position 4 \(contract CNTR-2026-0005, id 8\)"):
        check_cancelling("search_in_progress", [(3, 7, None), (4, 8, "CNTR-2026-0005")])


@pytest.mark.parametrize("stage", STAGES)
def test_an_open_position_is_cancelled(stage: str) -> None:
    if stage in ("draft", "pending", "search_in_progress"):
        check_cancelling_position(stage, None)
        return
    with pytest.raises(WrongState) as no:
        check_cancelling_position(stage, 7)
    assert no.value.state == stage


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("wanted", ["draft", "pending", "search_in_progress", None])
def test_a_position_moves_only_along_its_stages(stage: str, wanted: str | None) -> None:
    open_still = stage not in ("contract_signed", "cancelled")
    if open_still and (wanted in (None, stage) or wanted in POSITION_MOVES[stage]):
        check_changing_position("pending", stage, wanted)
        return
    with pytest.raises(WrongState):
        check_changing_position("pending", stage, wanted)


def test_nothing_of_a_cancelled_inquiry_changes() -> None:
    with pytest.raises(WrongState, match="cancelled"):
        check_changing_position("cancelled", "draft", None)


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [(1, 2, None), (-1, 1, None), (2, 1, "later than"), (1, 1, "later than"), (-2, -1, "past"), (-1, 0, "past")],
)
def test_a_period_ends_after_its_start_and_not_in_the_past(start: int, end: int, fault: str | None) -> None:
    found = service_fault(NOW + timedelta(days=start), NOW + timedelta(days=end), NOW)
    assert (found is None) if fault is None else (found is not None and fault in found[1])
