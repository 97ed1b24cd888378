"""Whose the records are that changes tell of: who has a part in one now, and is told of it."""

from __future__ import annotations

from collections.abc import Callable

from store.approvals import mandates
from store.database import Row
from store.ledger import load_account
from store.payouts import payouts
from store.people.members import is_member
from store.scheduling.bookings import find_booking
from store.scheduling.schedules import find_schedule
from store.types import Owner
from store.wallet.withdrawals import find_withdrawal
from store.work_orders import routes
from tools.approvals.access import sees_request
from tools.call import Call
from tools.callers import me_and_mine
from tools.contracts.open_tools import open_tools as of_contract
from tools.errors import NotFound
from tools.open_calls.access import sees_application, sees_call
from tools.reviews.access import sees_review
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.events.access import Stand, stand_of
from tools.staffing.open_tools import open_tools as of_inquiry
from tools.tasks.access import open_tools as of_task
from tools.work_orders.open_tools import open_tools as of_work_order


class Sight:
    """What a caller may see, each record asked about once."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._known: dict[tuple[str, int], bool] = {}

    def sees(self, change: Row) -> bool:
        """Whether the caller may see what changed. What is gone, those who did away with it."""
        record = (change["record_type"], change["record_id"])
        if record not in self._known:
            find = BY_RECORD.get(record[0])
            self._known[record] = find(self._call, record[1]) if find else _is_of_company(self._call, change)
        gone = change["type"].endswith(".deleted")
        return self._known[record] or (gone and self._did(change))

    def sees_who(self, change: Row) -> bool:
        """Whether the caller is told who did it: of a company's record, another outsider is not named to them."""
        ours = change["company_id"] in (None, self._call.caller.company_id)
        return ours or self._did(change) or change["on_behalf_of"] == f"company:{change['company_id']}"

    def _did(self, change: Row) -> bool:
        me = self._call.caller
        by_me = (change["performed_by_type"], change["performed_by_id"]) == (me.kind, me.id)
        return by_me or (me.company_id is not None and change["on_behalf_of"] == f"company:{me.company_id}")


def _is_of_company(call: Call, change: Row) -> bool:
    return change["company_id"] is not None and change["company_id"] == call.caller.company_id


def _task(call: Call, id: int) -> bool:
    return of_task(call, id) is not None


def _work_order(call: Call, id: int) -> bool:
    return of_work_order(call, id) is not None


def _inquiry(call: Call, id: int) -> bool:
    return of_inquiry(call, id) is not None


def _contract(call: Call, id: int) -> bool:
    """Its members, and those who are asked to work on it or have worked on it."""
    return of_contract(call, id) is not None


def _route(call: Call, id: int) -> bool:
    """The company sees all offers of its orders, a provider their own."""
    row = routes.find(call.tx, id)
    if row is None:
        return False
    own = call.caller.kind == "person" and row["person_id"] == call.caller.id
    company = call.caller.company_id is not None and row["company_id"] == call.caller.company_id
    return own or company


def _schedule(call: Call, id: int) -> bool:
    """Those who belong to it, not everybody who may look at its free time."""
    try:
        access = seen_schedule(call, find_schedule(call.tx, id), id)
    except NotFound:
        return False
    return access.role_id is not None or access.read > 0 or access.write > 0


def _stand(call: Call, event_id: int) -> Stand | None:
    try:
        stand = stand_of(call, event_id)
    except NotFound:
        return None
    return stand if stand.view == "full" else None


def _event(call: Call, id: int) -> bool:
    return _stand(call, id) is not None


def _booking(call: Call, id: int) -> bool:
    """Whoever offers the time or pays, and of those who come each their own."""
    booking = find_booking(call.tx, id)
    if booking is None:
        return False
    if {booking.user, booking.payer, booking.payee} & set(me_and_mine(call)):
        # Theirs also when the event it was of is gone.
        return True
    stand = _stand(call, booking.event_id)
    if stand is None:
        return False
    place = stand.place
    offers = place.serves or place.calendar_owner or place.schedule is not None or place.contract is not None
    return offers or (stand.booking is not None and booking.id in (stand.booking.id, stand.booking.stands_in_for))


def _person(call: Call, id: int) -> bool:
    me = call.caller
    own = me.kind == "person" and me.id == id
    return own or (me.company_id is not None and is_member(call.tx, me.company_id, id))


def _purse(call: Call, id: int) -> bool:
    return load_account(call.tx, id).owner in _purses_of(call)


def _withdrawal(call: Call, id: int) -> bool:
    row = find_withdrawal(call.tx, id)
    return row is not None and Owner(row["owner_type"], row["owner_id"]) in _purses_of(call)


def _payout(call: Call, id: int) -> bool:
    """The freelancer, and the company whose task it pays out or that asked for it."""
    row = payouts.find(call.tx, id)
    if row is None:
        return False
    own = call.caller.kind == "person" and row["person_id"] == call.caller.id
    return own or (call.caller.company_id is not None and row["company_id"] == call.caller.company_id)


def _approval(call: Call, id: int) -> bool:
    """Whoever asked, those who decide at any of its steps, and admins."""
    return sees_request(call, id)


def _mandate(call: Call, id: int) -> bool:
    """Whose money it is about."""
    return mandates.owner_of(call.tx, id) in me_and_mine(call)


def _purses_of(call: Call) -> set[Owner]:
    """Whose purses the caller sees: their own, and their company's."""
    company_id = call.caller.company_id
    return {call.caller.owner, *([Owner("company", company_id)] if company_id is not None else [])}


# What is not named here belongs to a company, and its members see it.
BY_RECORD: dict[str, Callable[[Call, int], bool]] = {
    "task": _task,
    "work_order": _work_order,
    "route": _route,
    "inquiry": _inquiry,
    "contract": _contract,
    "schedule": _schedule,
    "event": _event,
    "booking": _booking,
    "person": _person,
    "purse": _purse,
    "withdrawal": _withdrawal,
    "payout": _payout,
    "review": sees_review,
    "approval": _approval,
    "mandate": _mandate,
    "open_call": sees_call,
    "application": sees_application,
}
