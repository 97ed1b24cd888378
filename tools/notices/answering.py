"""What answers a notice now, and whether its record is the reader's to see: asked of the domain that owns the record."""

from __future__ import annotations

from collections.abc import Callable

from store.database import Row
from tools.approvals.access import open_tools as of_approval
from tools.call import Call
from tools.contracts.finance.billing import open_tools as of_bill
from tools.contracts.open_tools import open_tools as of_contract
from tools.open_calls.open_tools import open_tools as of_open_call
from tools.reviews.open_tools import open_tools as of_review
from tools.rules.notice_kinds import KINDS
from tools.scheduling.bookings.kept_slots import open_tools as of_kept_slots
from tools.scheduling.events.open_tools import open_tools as of_event
from tools.scheduling.events.open_tools import open_tools_of_booking
from tools.specialists.open_tools import open_tools as of_correction
from tools.staffing.open_tools import open_tools as of_inquiry
from tools.staffing.open_tools import open_tools_of_contract
from tools.tasks.access import open_tools as of_task
from tools.webhooks.access import open_tools as of_webhook
from tools.work_orders.open_tools import open_tools as of_work_order

OpenTools = Callable[[Call, int], tuple[str, ...] | None]
BY_RECORD: dict[str, OpenTools] = {
    "task": of_task,
    "work_order": of_work_order,
    "event": of_event,
    "booking": open_tools_of_booking,
    "profile_correction": of_correction,
    "inquiry": of_inquiry,
    "staffing_contract": open_tools_of_contract,
    "contract": of_contract,
    "contract_bill": of_bill,
    "review": of_review,
    "open_call": of_open_call,
    "approval": of_approval,
    "schedule": of_kept_slots,
    "webhook": of_webhook,
}
# Records of a company that not every member may see.
NOT_FOR_ALL = frozenset({"event", "booking", "inquiry"})


class Answering:
    """The open tools of records, each record asked about once."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._known: dict[tuple[str, int], tuple[str, ...] | None] = {}
        self._may: dict[str, bool] = {}

    def is_visible(self, notice: Row) -> bool:
        """Whether the reader may see what a notice is about. Their own notices are theirs whatever has become of it."""
        if notice["owner_type"] != "company" or notice["record_type"] not in NOT_FOR_ALL:
            return True
        return self._open(notice["record_type"], notice["record_id"]) is not None

    def act_with(self, notice: Row) -> list[str]:
        """The tools of the notice's kind that the reader may use now on its record."""
        kind = KINDS.get(notice["kind"])
        if kind is None or not kind.answers:
            return []
        tools = kind.answers
        if notice["record_type"] in BY_RECORD:
            open = self._open(notice["record_type"], notice["record_id"]) or ()
            tools = tuple(tool for tool in tools if tool in open)
        return [tool for tool in tools if self._may_call(tool)]

    def _may_call(self, tool: str) -> bool:
        if tool not in self._may:
            finder = self._call.finder
            self._may[tool] = finder is not None and finder.open_to(tool, self._call.caller)
        return self._may[tool]

    def _open(self, type: str, id: int) -> tuple[str, ...] | None:
        if (type, id) not in self._known:
            self._known[type, id] = BY_RECORD[type](self._call, id)
        return self._known[type, id]
