"""Saying where hours that are agreed want time that other agreed hours of the same person want."""

from __future__ import annotations

from store.contracts import places
from store.database import Row
from store.scheduling import schedules
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.contracts.rules.collisions import Plan, first_collision
from tools.questions import quoted
from tools.scheduling.rules.settings import settings_of


def warn_of_collisions(call: Call, person: Owner, schedule_id: int | None, place_id: int) -> None:
    """Warn of every other agreed plan of the person that collides; nothing is refused for it."""
    mine = schedules.find_schedule(call.tx, schedule_id) if schedule_id is not None else None
    if mine is None:
        return
    for other in places.agreed_hours_of(call.tx, person, place_id):
        found = first_collision(_plan(mine), _plan(other), call.now)
        if found is not None:
            start, end = (iso(moment, mine["timezone"]) for moment in found)
            call.warn(
                f"These hours want the same time as those agreed as {quoted(other['role'])} on contract "
                f"{other['place_contract_id']} {quoted(other['contract_label'])}, first from {start} to {end}."
            )


def _plan(row: Row) -> Plan:
    start, end = (utc_time(row[name]) if row[name] else None for name in ("start_at", "end_at"))
    return Plan(settings_of(row["settings"]).hours, row["timezone"], start, end)
