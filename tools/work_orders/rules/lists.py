"""Lists of work orders: the tabs there are, and how filters are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from store.types import utc_text
from tools.errors import Invalid
from tools.rules.decimals import read_decimal
from tools.rules.sentences import worded
from tools.work_orders.rules.states import (
    APPROVED,
    ASSIGNED,
    CANCELED,
    DRAFT,
    OPEN,
    PAID,
    PUBLISHED,
    ROUTED,
    WORK_DONE,
    Status,
)

ListKey = Literal[
    "workorders_in_flight", "workorders_draft", "workorders_published_routed", "workorders_assigned",
    "workorders_problem", "workorders_work_done", "workorders_approved", "workorders_all",
]  # fmt: skip
Sort = Literal["id", "title", "schedule", "status", "pay", "created_date"]
Order = Literal["asc", "desc"]

ALL_LIST: ListKey = "workorders_all"
LIVE = (DRAFT, PUBLISHED, ASSIGNED, WORK_DONE, APPROVED, PAID, CANCELED, ROUTED)
SAVED = "saved:"


@dataclass(frozen=True, slots=True)
class Tab:
    """A built-in list: the states in it, and the condition beside (in_flight, problem or none)."""

    label: str
    description: str
    statuses: tuple[Status, ...]
    condition: Literal["", "in_flight", "problem"] = ""


# Canceled orders stand in no tab but the last one.
TABS: Mapping[ListKey, Tab] = {
    "workorders_in_flight": Tab("In flight", "Assigned and confirmed or further, not done", (ASSIGNED,), "in_flight"),
    "workorders_draft": Tab("Draft", "Not published or offered yet", (DRAFT,)),
    "workorders_published_routed": Tab("Published / routed", "Looking for a provider", OPEN),
    "workorders_assigned": Tab("Assigned", "A provider is contracted", (ASSIGNED,)),
    "workorders_problem": Tab(
        "Problem", "With an open problem", tuple(status for status in LIVE if status is not CANCELED), "problem"
    ),
    "workorders_work_done": Tab("Work done", "Waiting for approval", (WORK_DONE,)),
    "workorders_approved": Tab("Approved", "Approved, to be paid", (APPROVED,)),
    "workorders_all": Tab("All", "Every work order", LIVE),
}


def statuses_of(names: Sequence[str]) -> tuple[Status, ...]:
    """States by name or number; Invalid names the allowed ones."""
    known = {status.word: status for status in LIVE} | {str(int(status)): status for status in LIVE}
    found = [known.get(name.strip().lower().replace(" ", "_")) for name in names]
    if None in found:
        wrong = names[found.index(None)]
        allowed = ", ".join(f"{status.word} ({int(status)})" for status in LIVE)
        raise Invalid({"status": worded("{wrong!r} is not one of {allowed}", wrong=wrong, allowed=allowed)})
    return tuple(dict.fromkeys(status for status in found if status is not None))


_OPEN_SUB_STATUSES = frozenset({"requested", "counter_offered", "unfilled"})


def states_with(sub_statuses: Sequence[str]) -> set[Status]:
    """The states in which one of these sub-statuses can stand."""
    found: set[Status] = set()
    for name in sub_statuses:
        found |= set(OPEN) if name in _OPEN_SUB_STATUSES else {ASSIGNED}
    return found


def day_range(text: str, zone: str, field: str) -> tuple[str, str]:
    """The stored moments from the start of the first day up to the end of the last, in a zone. One date is one day."""
    parts = [part.strip() for part in text.split(",")]
    try:
        days = [date.fromisoformat(part) for part in parts]
    except ValueError:
        days = []
    if not 1 <= len(days) <= 2 or not 1970 <= days[0].year <= days[-1].year <= 2200 or days[-1] < days[0]:
        raise Invalid({field: worded("must be a date 2026-03-01, or a range 2026-03-01,2026-03-31")})
    here = ZoneInfo(zone)
    return _midnight(days[0], here), _midnight(days[-1] + timedelta(days=1), here)


def _midnight(day: date, zone: ZoneInfo) -> str:
    return utc_text(datetime.combine(day, time(), zone).astimezone(UTC))


def tomorrow(now: datetime, zone: str) -> tuple[str, str]:
    """The stored moments between which tomorrow lies in a zone."""
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return _midnight(day, ZoneInfo(zone)), _midnight(day + timedelta(days=1), ZoneInfo(zone))


def rating_range(text: str) -> tuple[Decimal, Decimal]:
    """'4.5' is at least 4.5; '3,4.5' is between."""
    try:
        bounds = [read_decimal(part) for part in text.split(",")]
    except ValueError:
        bounds = []
    proper = 1 <= len(bounds) <= 2 and all(bound <= 5 for bound in bounds)
    if not proper or bounds[-1] < bounds[0]:
        raise Invalid({"rating": worded("must be a rating such as 4.5 (at least), or a range such as 3,4.5")})
    return bounds[0], bounds[1] if len(bounds) == 2 else Decimal(5)


def check_list(key: str, saved: Sequence[str]) -> None:
    """Invalid unless it is a built-in list or one of the saved searches."""
    if key not in TABS and key not in saved:
        raise Invalid(
            {"list": worded("{key!r} is not one of {names}", key=key, names=", ".join([*TABS, *saved]))},
            next=("list_work_order_lists",),
        )


def postal_pattern(text: str) -> tuple[str, bool]:
    """A postal code as compared, and whether it is only the beginning: 554* is every one that starts with 554."""
    code = text.strip().upper()
    return (code[:-1], True) if code.endswith("*") else (code, False)
