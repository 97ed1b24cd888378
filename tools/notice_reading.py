"""A notice is read once its reader has carried out what answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from store.telling import inbox
from store.telling.deliveries import drop_read
from store.telling.inbox import Reader
from tools.call import Call
from tools.rules.notice_kinds import KINDS, TOLD_OWN


def mark_answered(call: Call) -> None:
    """After an operation succeeded: what asked for it, of the records it was about, is read by whoever called."""
    kinds = _answered_by().get(call.tool, ())
    if not kinds or call.caller.kind == "nobody" or call.dry_run:
        return
    records = {*_named(call), *inbox.records_changed(call.tx, call.id)}
    if "open_call_decided" in kinds:
        # What an accepted applicant was told is about the call; they answer it where the work stands.
        records.update(inbox.calls_of_work(call.tx, records))
    reader = Reader(call.caller.owner, call.caller.company_id, True, TOLD_OWN)
    # What is told of a purse may name no record; what is told of work always does.
    of_purse = [kind for kind in kinds if KINDS[kind].group == "money"]
    ids = inbox.answered_by(call.tx, reader, kinds, records, of_purse)
    inbox.mark_read(call.tx, call.caller.owner, ids, call.now)
    drop_read(call.tx, call.caller.owner, ids)
    if ids:
        call.changed("notices", str(call.caller.owner))


@cache
def _answered_by() -> Mapping[str, tuple[str, ...]]:
    """The kinds that each tool answers."""
    tools = {tool for kind in KINDS.values() for tool in kind.answers}
    return {tool: tuple(kind.name for kind in KINDS.values() if tool in kind.answers) for tool in tools}


# The parameters that name a record, and what notices call it.
_NAMES = {
    "task_id": "task", "task_ids": "task", "work_order_id": "work_order", "work_order_ids": "work_order",
    "event_id": "event", "attendee_id": "booking", "booking_id": "booking", "schedule_id": "schedule",
    "correction_id": "profile_correction", "contract_id": "contract", "approval_id": "approval", "review_id": "review",
}  # fmt: skip
_MORE_NAMES = {"pay_schedule_events": {"ids": "event"}}
# What operations say they changed, where notices call it by another name.
_CHANGED = {"work-orders": "work_order"}


def _named(call: Call) -> Iterator[tuple[str, int]]:
    """The records that the arguments name, and those the operation said it changed."""
    for name, type in (_NAMES | _MORE_NAMES.get(call.tool, {})).items():
        value = call.given.get(name)
        for id in value if isinstance(value, list) else [value]:
            if isinstance(id, int):
                yield type, id
    for change in call.changes:
        noun, _, number = change.rpartition("/")
        if number.isdigit():
            yield _CHANGED.get(noun, noun), int(number)
