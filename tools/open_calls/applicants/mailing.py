"""Mail of applications that came within an hour of the last one."""

from __future__ import annotations

from store.open_calls import applying, calls
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.open_calls.applicants.notices import mail_company
from tools.operation import scheduled

MOST_A_RUN = 100


@scheduled(every=60)
def mail_applications(call: Call) -> int:
    """Companies hear by mail of what came since they were mailed last, an hour after that."""
    due = applying.to_mail(call.tx, call.stamp, MOST_A_RUN)
    return one_by_one(call, due, lambda call, id: mail_company(call, calls.load(call.tx, id)))
