"""Staffing contracts: their days and status, what each side sees of them, and when they may be changed or ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from tools.errors import Step, WrongState
from tools.rules.sentences import OR, word, worded, words

Status = Literal["planned", "ongoing", "ended", "terminated"]
Side = Literal["managing", "client", "vendor"]

# A position that a contract may fill.
OPEN_POSITIONS = ("pending", "search_in_progress")
# What a side is not shown. The margin is the managing company's alone.
HIDDEN: dict[Side, frozenset[str]] = {
    "managing": frozenset(),
    "client": frozenset({"vendor_price", "vendor_contact", "vendor_company_name", "margin"}),
    "vendor": frozenset({"client_price", "client_contact", "client_purchase_order", "margin"}),
}
# What a consultant is told of when it changes: never the prices, nor who else is a side.
OF_THE_WORK = frozenset(
    {
        "type", "contract_start", "contract_end", "is_infinite", "allocation", "max_hours", "unit", "service_code",
        "work_scope", "notice_period", "consult_skills",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a contract: when it starts, its last one (None: open-ended), and from when it counts as running."""

    start: date
    end: date | None
    ongoing_from: date


def status_of(days: Days, is_terminated: bool, today: date) -> Status:
    """A contract's status on a day; it follows its dates until it is terminated."""
    if is_terminated:
        return "terminated"
    if days.end is not None and days.end < today:
        return "ended"
    return "ongoing" if days.ongoing_from <= today else "planned"


def ongoing_from(status: Literal["planned", "ongoing"] | None, start: date, today: date) -> date:
    """From which day a new contract counts as running: its start, unless the status it is recorded with says otherwise
    for today."""
    if status == "ongoing":
        return min(start, today)
    if status == "planned":
        return max(start, today + timedelta(days=1))
    return start


@dataclass(frozen=True, slots=True)
class Period:
    """The days a contract is to have. fault: the field and what is wrong. overruled: an end was passed and does not count."""

    start: date
    end: date | None
    fault: tuple[str, str] | None = None
    overruled: bool = False


def period(start: date, end: date | None, is_infinite: bool | None) -> Period:
    """The days of a new contract, or of one whose end is set anew. Without an end it is open-ended; is_infinite wins."""
    if is_infinite:
        return Period(start, None, overruled=end is not None)
    if end is None and is_infinite is False:
        return Period(start, None, ("contract_end", "is required when is_infinite is false"))
    if end is not None and end < start:
        return Period(start, end, ("contract_end", f"{end} lies before contract_start, {start}"))
    return Period(start, end)


def last_day(start: date, today: date) -> date:
    """The last day of a contract that is terminated today."""
    return max(start, today)


def public_id(year: int, number: int) -> str:
    """What a contract is called that was given no name: CNTR-2026-0005."""
    return f"CNTR-{year}-{number:04}"


def side_of(company_id: int, managing: int, client: int) -> Side:
    """Which side of a contract a company is that sees it; the managing one sees all, whatever side it is besides."""
    return "managing" if company_id == managing else "client" if company_id == client else "vendor"


def check_changing(status: Status, public: str, id: int, terms: Mapping[str, Any]) -> None:
    """WrongState unless the terms of a contract can be changed. terms: with which a successor of it is recorded."""
    if status == "terminated":
        raise WrongState(
            worded(
                "Contract {public} is terminated and cannot be changed; create_staffing_contract records a new one.",
                public=public,
            ),
            state=status,
            next=(Step("create_staffing_contract", terms), Step("get_staffing_contract", {"id": id})),
        )


def check_terminating(status: Status, public: str, id: int, removes: bool) -> None:
    """WrongState unless a contract can be ended before its time, or only taken out of the records."""
    if status in ("ended", "terminated") and not removes:
        raise WrongState(
            worded(
                "Contract {public} is {status} already; with delete_record true it is only taken out of the records.",
                public=public,
                status=word(status),
            ),
            state=status,
            next=(
                Step("terminate_staffing_contract", {"id": id, "delete_record": True}),
                Step("get_staffing_contract", {"id": id}),
            ),
        )


def check_filling(position: int, inquiry: int, stage: str, contract: int | None) -> None:
    """WrongState unless a contract can fill a position."""
    if stage in OPEN_POSITIONS:
        return
    by = worded(" by contract {contract}", contract=contract) if contract is not None else ""
    step: tuple[Step | str, ...] = (Step("list_inquiry_positions", {"inquiry_id": str(inquiry)}),)
    if stage == "draft":
        given = {"inquiry_id": str(inquiry), "position_id": position, "stage": "pending"}
        step = (Step("update_inquiry_position", given), *step)
    raise WrongState(
        worded(
            "Position {position} is {stage}{by}; a contract fills one that is {open_positions}.",
            position=position,
            stage=word(stage),
            by=by,
            open_positions=words(OPEN_POSITIONS, OR),
        ),
        state=stage,
        next=step,
    )
