"""Codes that freelancers get by text message or mail: three in ten minutes at most, each for ten minutes."""

from __future__ import annotations

from store.people import codes
from tools.call import Call
from tools.errors import RateLimited
from tools.freelancers.rules.freelancers import CODE_LIFETIME, CODES_IN_TEN_MINUTES, seconds_until_code
from tools.people.codes import SentCode, replace_code, wait_of_all
from tools.people.origins import origin_digest
from tools.people.rules.codes import Plan
from tools.rules.sentences import worded

# What an hour allows follows from three in ten minutes.
PHONE_REGISTRATION = Plan("freelancer_phone", CODE_LIFETIME, 6 * CODES_IN_TEN_MINUTES, open=True)
CONTACT_CHANGE = Plan("contact_change", CODE_LIFETIME, 6 * CODES_IN_TEN_MINUTES)
NEW_CONTACT = Plan("new_contact", CODE_LIFETIME, 6 * CODES_IN_TEN_MINUTES)


def fresh_code(call: Call, plan: Plan, address: str, detail: str | None = None) -> SentCode:
    """A new code, which makes the one before worthless. RateLimited when three went out in the last ten minutes.

    Made for addresses nobody has, too: whoever asks cannot tell the difference."""
    origin = origin_digest(call) if plan.open else None
    wait = seconds_until_code(codes.sent_lately(call.tx, address, plan.purpose, call.now, origin), call.now)
    if plan.open:
        wait = max(wait, wait_of_all(call, plan, address))
    if wait:
        raise RateLimited(
            worded("Too many codes were asked for; the next one can go out in {wait} seconds.", wait=wait),
            retry_after=wait,
        )
    return replace_code(call, plan, address, detail)
