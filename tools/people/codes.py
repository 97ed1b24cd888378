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
from tools.people.origins import is_at_home, origin_digest
from tools.people.rules.codes import (
    CODES_IN_ALL,
    CODES_OF_ORIGIN,
    HOUR,
    PAUSE,
    PLACES,
    TRIES,
    Plan,
    Sent,
    judge,
    seconds_to_wait,
    together,
)
from tools.people.rules.sign_in import seconds_left
from tools.people.wrong_tries import check_origin, note_wrong_try
from tools.rules.sentences import worded

# Codes that are meant where none was asked for, the newest.
ELSEWHERE = 2
COUNTDOWN = int(PAUSE.total_seconds())


@dataclass(frozen=True, slots=True)
class SentCode:
    """A fresh code, and when it runs out."""

    code: str
    expires_at: datetime
    request_id: str


def wait_for_code(call: Call, plan: Plan, address: str, person_id: int | None = None) -> int:
    """Seconds until another code may go to the address; 0 is now. person_id: whose address it is; what strangers ask for
    elsewhere does not count where that person signs in."""
    if not plan.open:
        return seconds_to_wait(plan, codes.sent_lately(call.tx, address, plan.purpose, call.now), call.now)
    origin = origin_digest(call)
    here = codes.sent_lately(call.tx, address, plan.purpose, call.now, origin)
    wait = seconds_to_wait(plan, here, call.now)
    return wait if is_at_home(call, person_id) else max(wait, wait_of_all(call, plan, address))


def wait_of_all(call: Call, plan: Plan, address: str) -> int:
    """Seconds until the address, this place and the whole hall have a code to spare."""
    since = call.now - HOUR
    most = plan.an_hour * PLACES
    sent = sorted(codes.sent_lately(call.tx, address, plan.purpose, call.now), reverse=True)
    nth = (
        sent[most - 1] if len(sent) >= most else None,
        codes.last_code(call.tx, since, CODES_OF_ORIGIN, origin_digest(call)),
        codes.last_code(call.tx, since, CODES_IN_ALL),
    )
    return max(seconds_left(at, HOUR, call.now) for at in nth)


def make_code(
    call: Call, plan: Plan, address: str, detail: str | None = None, person_id: int | None = None
) -> SentCode:
    """A fresh code for the address. RateLimited when it is too soon.

    Made for addresses nobody has, too: whoever asks cannot tell the difference."""
    wait = wait_for_code(call, plan, address, person_id)
    if wait:
        raise RateLimited(
            worded("A code was asked for a moment ago or too often. The next one in {wait} seconds.", wait=wait),
            retry_after=wait,
        )
    return replace_code(call, plan, address, detail)


def replace_code(call: Call, plan: Plan, address: str, detail: str | None = None) -> SentCode:
    """A fresh code for the address, however soon after the one before."""
    code, request_id = call.new_code(), call.new_uuid()
    expires_at = codes.store_code(
        call.tx,
        call.key,
        address,
        plan.purpose,
        code,
        call.now,
        plan.lifetime,
        detail=detail,
        request_id=request_id,
        origin=origin_digest(call),
    )
    return SentCode(code, expires_at, request_id)


def check_code(
    call: Call,
    plan: Plan,
    address: str,
    code: str,
    refuse: Callable[[str], Refusal],
    ask: str,
    *,
    request_id: str | None = None,
    person_id: int | None = None,
    counted: bool = True,
    fits: Callable[[str], bool] | None = None,
) -> Row:
    """Use the code up and answer its row. Wrong tries count and are refused with `refuse`; the fifth kills the code.

    request_id: only the code of that request is meant. person_id: whose account is tried. counted: refuse does not count
    the try against its origin itself. fits: what tells whether a code is right in place of the digits that were sent, as an
    authenticator app shows others. `ask` names the operation that sends another. Not in a dry run: that would be
    guessing without being counted."""
    if call.dry_run:
        raise Invalid({"dry_run": worded("a code is not tried in a dry run; leave dry_run out")})
    check_origin(call, person_id)
    rows, way = _meant(call, plan, address, request_id)
    right = [codes.is_right(call.key, row, code) if fits is None else fits(code) for row in rows]
    verdicts = [judge(_as_sent(row, way), it, call.now) for row, it in zip(rows, right, strict=True)]
    for row, verdict in zip(rows, verdicts, strict=True):
        if verdict.outcome == "right":
            codes.use_up(call.tx, row, call.now)
            return row
    for row, verdict in zip(rows, verdicts, strict=True):
        if verdict.counts:
            codes.count_wrong_try(call.tx, row["id"], way)
    verdict = together(verdicts)
    if counted:
        note_wrong_try(call, "code")
    if verdict.outcome == "dead":
        raise RateLimited(
            worded("{tries} wrong tries: this code is dead. Ask for a new one with {ask}.", tries=TRIES, ask=ask),
            retry_after=wait_for_code(call, plan, address, person_id),
            code="too_many_tries",
            next=(ask,),
        ).kept()
    left = verdict.tries_left
    tries = (
        worded("Tries left: {left}.", left=left)
        if left
        else worded("Tries left: 0; ask for a new one with {ask}.", ask=ask)
    )
    said = worded("The code is not right for this address, was used already or has run out. {tries}", tries=tries)
    raise refuse(said).kept()


def _meant(call: Call, plan: Plan, address: str, request_id: str | None) -> tuple[list[Row], codes.Way]:
    """The codes a try may mean, and whose tries it counts among: a stranger's never spoil the code in the owner's hands."""
    if request_id is not None:
        row = codes.code_of_request(call.tx, address, plan.purpose, request_id)
        return ([row] if row is not None else []), "named_attempts"
    if not plan.open:
        return codes.newest_codes(call.tx, address, plan.purpose, plan.live), "attempts"
    here = codes.newest_codes(call.tx, address, plan.purpose, plan.live, origin_digest(call))
    if any(utc_time(row["expires_at"]) > call.now and row["used_at"] is None for row in here):
        return here, "attempts"
    return codes.newest_codes(call.tx, address, plan.purpose, ELSEWHERE), "far_attempts"


def _as_sent(row: Row, way: codes.Way) -> Sent:
    return Sent(utc_time(row["expires_at"]), row[way], row["used_at"] is not None)
