"""Sending and checking one-time codes, the same way for every purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from store.database import Row
from store.people import codes
from store.types import utc_time
from tools.call import Call
from tools.errors import Invalid, RateLimited, Refusal
from tools.people.rules.codes import PAUSE, TRIES, Plan, Sent, judge, seconds_to_wait

COUNTDOWN = int(PAUSE.total_seconds())


@dataclass(frozen=True, slots=True)
class SentCode:
    """A fresh code, and when it runs out."""

    code: str
    expires_at: datetime


def wait_for_code(call: Call, plan: Plan, address: str) -> int:
    """Seconds until another code may go to the address; 0 is now."""
    return seconds_to_wait(plan, codes.sent_lately(call.tx, address, plan.purpose, call.now), call.now)


def make_code(call: Call, plan: Plan, address: str, detail: str | None = None) -> SentCode:
    """A fresh code for the address; the ones before it are worthless from now on. RateLimited when it is too soon.

    Made for addresses nobody has, too: whoever asks cannot tell the difference."""
    wait = wait_for_code(call, plan, address)
    if wait:
        raise RateLimited(
            f"A code was asked for a moment ago or too often. The next one in {wait} seconds.", retry_after=wait
        )
    return replace_code(call, plan, address, detail)


def replace_code(call: Call, plan: Plan, address: str, detail: str | None = None) -> SentCode:
    """A fresh code for the address, however soon after the one before."""
    code = call.new_code()
    expires_at = codes.store_code(call.tx, address, plan.purpose, code, call.now, plan.lifetime, detail)
    return SentCode(code, expires_at)


def check_code(call: Call, plan: Plan, address: str, code: str, refuse: Callable[[str], Refusal], ask: str) -> Row:
    """Use the code up and answer its row. Wrong tries count and are refused with `refuse`; the fifth kills the code.

    `ask` names the operation that sends another. Not in a dry run: that would be guessing without being counted."""
    if call.dry_run:
        raise Invalid({"dry_run": "a code is not tried in a dry run; leave dry_run out"})
    row = codes.newest_code(call.tx, address, plan.purpose)
    verdict = judge(_as_sent(row), row is not None and codes.is_right(row, code), call.now)
    if row is not None and verdict.outcome == "right":
        codes.use_up(call.tx, row["id"], call.now)
        return row
    if row is not None and verdict.counts:
        codes.count_wrong_try(call.tx, row["id"])
    if verdict.outcome == "dead":
        raise RateLimited(
            f"{TRIES} wrong tries: this code is dead. Ask for a new one with {ask}.",
            retry_after=wait_for_code(call, plan, address),
            code="too_many_tries",
            next=(ask,),
        ).kept()
    left = verdict.tries_left
    raise refuse(
        "The code is not right for this address, was used already or has run out. "
        + (f"Tries left: {left}." if left else f"Tries left: 0; ask for a new one with {ask}.")
    ).kept()


def _as_sent(row: Row | None) -> Sent | None:
    if row is None:
        return None
    return Sent(utc_time(row["expires_at"]), row["attempts"], row["used_at"] is not None)
