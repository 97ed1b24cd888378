"""Consents that nothing goes by any more are withdrawn outside; ways to consents that nobody took are let go."""

from __future__ import annotations

from store.scheduling import calendar_accounts
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.scheduling.links.consents import LASTS

MOST_AT_ONCE = 200
TOPIC = "calendar_consent_end"


@scheduled(every=30)
def leave_consent_ends(call: Call) -> int:
    """Leave the withdrawal of ended consents in the outbox; what opens them is erased when it went through."""
    return one_by_one(call, calendar_accounts.ended_consents(call.tx, MOST_AT_ONCE), _leave)


def _leave(call: Call, account_id: int) -> None:
    calendar_accounts.note_withdrawal(call.tx, account_id, call.now)
    call.post(TOPIC, {"account": account_id})


@scheduled(every=600)
def forget_consent_requests(call: Call) -> int:
    """Drop the ways to consents that expired a while ago."""
    return calendar_accounts.forget_consent_requests(call.tx, call.now - LASTS)
