"""Who somebody is to a schedule: loading it for the caller, with what they may see and do in it."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row
from store.scheduling import schedules
from store.scheduling.contract_levels import holds_place
from store.types import Owner, iso
from tools.call import Call
from tools.callers import proven_address
from tools.errors import NotAllowed, NotFound, WrongState
from tools.rules.sentences import worded
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.rules.bookings import WORK_HOURS
from tools.scheduling.rules.events import Levels
from tools.scheduling.rules.hours_in_contract import sees_hours, sees_rate
from tools.scheduling.rules.settings import Settings, settings_of

ROLES = {1: "owner", 2: "manager", 3: "host", 6: "observer"}
# role_id: (read, write)
LEVELS = {1: (2, 3), 2: (2, 3), 3: (2, 2), 6: (2, 0)}
FIND_OWN = ("list_schedules",)
FIND_ANY = ("search_specialists", "list_schedules")


@dataclass(frozen=True, slots=True)
class Access:
    """A schedule as the caller stands to it. role_id None: no row of their own. read 0: its free times only. sees_price:
    not of hours that others agreed on in a contract, whose money is not the caller's to see."""

    schedule: Row
    role_id: int | None
    read: int
    write: int
    sees_price: bool = True

    @property
    def id(self) -> int:
        id: int = self.schedule["id"]
        return id

    @property
    def name(self) -> str:
        """The schedule as refusals and questions call it."""
        return worded("schedule {id} '{label}'", id=self.id, label=self.schedule["label"])

    @property
    def title(self) -> str:
        """The name at the beginning of a sentence."""
        return worded("Schedule {id} '{label}'", id=self.id, label=self.schedule["label"])

    @property
    def owner(self) -> Owner:
        return Owner(self.schedule["owner_type"], self.schedule["owner_id"])

    @property
    def settings(self) -> Settings:
        return settings_of(self.schedule["settings"])

    @property
    def is_owner(self) -> bool:
        return self.role_id == schedules.OWNER


def seen_schedule(call: Call, schedule: Row | None, id: int | str) -> Access:
    """The schedule for somebody who looks at it. Private ones only for those who belong to it: NotFound else."""
    if schedule is not None:
        access = _access(call, schedule)
        if access is not None:
            return access
    raise NotFound("schedule", id, next=FIND_ANY)


def own_schedule(call: Call, schedule_id: int, write: int, to: str) -> Access:
    """The schedule for somebody who changes it: NotFound when they may not see it, NotAllowed below the level."""
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    if access.write < write:
        have = worded("yours is {write}", write=access.write) if access.role_id else worded("you have no role in it")
        raise NotAllowed(
            worded(
                "To {to} in {name} needs write level {write}; {have}. Its owner can change that.",
                to=to,
                name=access.name,
                write=write,
                have=have,
            ),
            next=("get_schedule", "list_schedule_users"),
        )
    return access


def schedule_of_owner(call: Call, schedule_id: int, to: str) -> Access:
    """The schedule for its owner alone. One deleted earlier says since when."""
    row = schedules.find_any_schedule(call.tx, schedule_id)
    if row is not None and row["deleted_at"]:
        if Owner(row["owner_type"], row["owner_id"]) == call.caller.owner:
            raise WrongState(
                worded(
                    "Schedule {schedule_id} was deleted already, at {deleted_at}. Nothing changed.",
                    schedule_id=schedule_id,
                    deleted_at=iso(row["deleted_at"]),
                ),
                state="deleted",
                next=FIND_OWN,
            )
        row = None
    access = seen_schedule(call, row, schedule_id)
    if not access.is_owner:
        raise NotAllowed(
            worded("Only its owner may {to} {name}.", to=to, name=access.name), next=("list_schedule_users",)
        )
    return access


def sees_price(call: Call, schedule: Row) -> bool:
    """Whether the caller sees the price of a schedule that is listed for them."""
    contract_id, place = schedule["contract_id"] or schedule["kal_contract_id"], schedule["participant_id"]
    if schedule["type_id"] != WORK_HOURS or contract_id is None:
        return True
    me = call.caller.owner
    if schedules.user_of(call.tx, schedule["id"], me) or (
        place and holds_place(call.tx, place, me, proven_address(call))
    ):
        return True
    levels = contract_levels(call, contract_id)
    return place is None if levels is None else _shows_rate(schedule, levels)


def _access(call: Call, schedule: Row) -> Access | None:
    """The caller's levels: of their own row, else of the contract it belongs to, else what anybody may see."""
    public = Access(schedule, None, 0, 0)
    agreed = schedule["participant_id"] is not None
    hidden = schedule["private"] or schedule["owner_unproven"] or agreed
    if call.caller.kind == "nobody":
        return None if hidden else public
    row = schedules.user_of(call.tx, schedule["id"], call.caller.owner)
    if row is not None:
        return Access(schedule, row["role_id"], row["read"], row["write"])
    if agreed and holds_place(call.tx, schedule["participant_id"], call.caller.owner, proven_address(call)):
        # Hours that somebody is asked to agree to are shown to them.
        return Access(schedule, None, 2, 0)
    contract_id = schedule["contract_id"] or schedule["kal_contract_id"]
    levels = contract_levels(call, contract_id) if contract_id else None
    if levels is not None and _shows_by_level(schedule, levels):
        # From read level 3 a member sees everyone's working hours; write levels mean the same up to 3.
        read = 2 if levels.read >= 3 else 0
        return Access(schedule, None, read, min(levels.write, 3), sees_price=_shows_rate(schedule, levels))
    if not hidden:
        return public
    if schedules.has_booking(call.tx, schedule["id"], call.caller.owner, proven_address(call)):
        return public
    return None


def _shows_by_level(schedule: Row, levels: Levels) -> bool:
    """Whether a contract shows a schedule of it to a member with these levels: working hours not to all."""
    agreed = schedule["participant_id"] is not None
    return schedule["type_id"] != WORK_HOURS or sees_hours(levels, agreed=agreed)


def _shows_rate(schedule: Row, levels: Levels) -> bool:
    """The same of its price."""
    agreed = schedule["participant_id"] is not None
    return schedule["type_id"] != WORK_HOURS or sees_rate(levels, agreed=agreed)
