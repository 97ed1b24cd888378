"""Who may read a file: its owner, and whoever sees something it is attached to."""

from __future__ import annotations

from collections.abc import Callable

from store.database import Row
from store.orders import orders
from store.payouts import archives
from store.scheduling import schedules
from store.uploads import files
from tools.call import Call
from tools.contracts.access import seen_from_outside
from tools.errors import NotFound, Refusal
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.events.access import stand_of
from tools.tasks.access import visible_task
from tools.work_orders.content.access import sees_file


def readable_file(call: Call, file_id: int) -> Row:
    """The file; NotFound when there is none, or none the caller may read."""
    row = files.find_any_file(call.tx, file_id)
    if row is not None and (_is_own(call, row) or any(_sees(call, row, record) for record in _records(row))):
        return row
    raise NotFound("file", file_id, next=("upload_files",))


def _is_own(call: Call, row: Row) -> bool:
    """A company's papers and the archives of them are the company's, whoever's call made them."""
    own = (row["owner_type"], row["owner_id"]) == (call.caller.kind, call.caller.id)
    return own and not files.is_company_paper(row)


def _records(row: Row) -> list[str]:
    return (row["attached_to"] or "").split()


def _sees(call: Call, file: Row, record: str) -> bool:
    """Whether the caller sees a record such as 'task:5' and so the files attached to it."""
    kind, _, id = record.partition(":")
    check = _CHECKS.get(kind)
    try:
        return check is not None and check(call, file, int(id))
    except Refusal:
        return False


def _person(call: Call, file: Row, id: int) -> bool:
    """Picture and CV are on a person's public page; other papers are for their own eyes."""
    return files.is_on_page(call.tx, id, file["id"])


def _task(call: Call, file: Row, id: int) -> bool:
    return bool(visible_task(call, id, None))


def _work_order(call: Call, file: Row, id: int) -> bool:
    """The company and the assignee all files of an order, other providers what is shown before the assignment."""
    return sees_file(call, id, file["id"])


def _order(call: Call, file: Row, id: int) -> bool:
    company_id = call.caller.company_id
    return company_id is not None and orders.is_of_company(call.tx, company_id, id)


def _schedule(call: Call, file: Row, id: int) -> bool:
    return bool(seen_schedule(call, schedules.find_schedule(call.tx, id), id))


def _event(call: Call, file: Row, id: int) -> bool:
    return stand_of(call, id).view == "full"


def _contract(call: Call, file: Row, id: int) -> bool:
    return seen_from_outside(call, id).sees_terms


def _company_paper(call: Call, file: Row, id: int) -> bool:
    return call.caller.company_id is not None and file["company_id"] == call.caller.company_id


def _archive(call: Call, file: Row, id: int) -> bool:
    return call.caller.company_id is not None and archives.is_open(call.tx, call.caller.company_id, id, call.now)


_CHECKS: dict[str, Callable[[Call, Row, int], bool]] = {
    "person": _person,
    "task": _task,
    "work_order": _work_order,
    "order": _order,
    "schedule": _schedule,
    "event": _event,
    "contract": _contract,
    files.COMPANY_DOCUMENT: _company_paper,
    "acceptance_file": _company_paper,
    files.ARCHIVE: _archive,
}
