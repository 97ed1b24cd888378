"""Who somebody is to a calendar: loading it for the caller, with what they may see and do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.database import Row
from store.scheduling import calendars
from store.types import Owner, iso
from tools.call import Call
from tools.errors import NotAllowed, NotFound, Refusal, WrongState
from tools.rules.sentences import worded
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.rules.calendars import EXTERNAL, OF_CONTRACT
from tools.scheduling.rules.events import Levels

FIND = ("list_calendars",)


@dataclass(frozen=True, slots=True)
class CalendarAccess:
    """A calendar as the caller stands to it. levels: in the contract it belongs to. helps: they have a role in a schedule
    of it."""

    calendar: Row
    is_owner: bool
    levels: Levels | None
    helps: bool

    @property
    def id(self) -> int:
        id: int = self.calendar["id"]
        return id

    @property
    def owner(self) -> Owner:
        return Owner(self.calendar["owner_type"], self.calendar["owner_id"])

    @property
    def name(self) -> str:
        """The calendar as refusals and questions call it."""
        return worded("calendar {id} '{label}'", id=self.id, label=self.calendar["label"])

    @property
    def title(self) -> str:
        """The name at the beginning of a sentence."""
        return worded("Calendar {id} '{label}'", id=self.id, label=self.calendar["label"])

    @property
    def is_external(self) -> bool:
        return bool(self.calendar["type_id"] == EXTERNAL)

    @property
    def of_contract(self) -> bool:
        return bool(self.calendar["type_id"] == OF_CONTRACT or self.calendar["contract_id"] is not None)

    @property
    def is_inside(self) -> bool:
        """Whether they see how the calendar is set up: its owner, and the members of its contract."""
        return self.is_owner or self.levels is not None


def seen_calendar(call: Call, kal_id: int) -> CalendarAccess:
    """The calendar for somebody who looks at it. Private ones only for those who belong to it: NotFound else."""
    row = calendars.find_any_calendar(call.tx, kal_id)
    access = None if row is None or row["deleted_at"] is not None else _access(call, row)
    if access is None:
        raise NotFound("calendar", kal_id, next=FIND)
    return access


def calendar_to_change(call: Call, kal_id: int) -> CalendarAccess:
    """The calendar for somebody who changes it: its owner, or write level 5 in the contract it belongs to."""
    access = _kept_calendar(call, kal_id)
    if access.of_contract:
        _check_level(access)
    elif not access.is_owner:
        raise NotAllowed(worded("Only its owner may change {name}.", name=access.name), next=("get_calendar",))
    return access


def calendar_of_owner(call: Call, kal_id: int, to: str) -> CalendarAccess:
    """The calendar for its owner alone. One deleted earlier says since when."""
    access = _kept_calendar(call, kal_id)
    if not access.is_owner and not access.of_contract:
        raise NotAllowed(worded("Only its owner may {to} {name}.", to=to, name=access.name), next=("get_calendar",))
    return access


def zone_of_calendar(call: Call, arguments: Mapping[str, object]) -> str | None:
    """The time zone of the calendar that arguments name; None when the caller sees no such calendar."""
    id = arguments.get("kal_id")
    if not isinstance(id, int):
        return None
    try:
        return str(seen_calendar(call, id).calendar["timezone"])
    except Refusal:
        return None


def zone_of_own(call: Call, arguments: Mapping[str, object]) -> str | None:
    """The time zone of the caller's main calendar; None when there is none yet."""
    calendar = calendars.default_calendar(call.tx, call.caller.owner)
    return None if calendar is None else str(calendar["timezone"])


def _kept_calendar(call: Call, kal_id: int) -> CalendarAccess:
    """The calendar as the caller stands to it; to its owner, one that was deleted says since when."""
    row = calendars.find_any_calendar(call.tx, kal_id)
    if row is not None and row["deleted_at"] and Owner(row["owner_type"], row["owner_id"]) == call.caller.owner:
        raise WrongState(
            worded(
                "Calendar {kal_id} was deleted already, at {deleted_at}. Nothing changed.",
                kal_id=kal_id,
                deleted_at=iso(row["deleted_at"]),
            ),
            state="deleted",
            next=FIND,
        )
    return seen_calendar(call, kal_id)


def _access(call: Call, calendar: Row) -> CalendarAccess | None:
    me = call.caller.owner
    owner = Owner(calendar["owner_type"], calendar["owner_id"])
    levels = contract_levels(call, calendar["contract_id"])
    is_owner = owner == me and calendar["contract_id"] is None
    helps = not is_owner and calendars.has_role_in(call.tx, calendar["id"], me)
    hidden = calendar["private"] or calendar["owner_unproven"] or calendar["contract_id"] is not None
    if hidden and not is_owner and levels is None and not helps:
        return None
    return CalendarAccess(calendar, is_owner, levels, helps)


def _check_level(access: CalendarAccess) -> None:
    write = access.levels.write if access.levels else 0
    if write < 5:
        have = worded("yours is {write}", write=write) if access.levels else worded("you do not belong to it")
        raise NotAllowed(
            worded(
                "{title} belongs to contract {contract_id}: changing it needs write level 5 there; {have}.",
                title=access.title,
                contract_id=access.calendar["contract_id"],
                have=have,
            ),
            next=("get_calendar",),
        )
