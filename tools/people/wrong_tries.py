"""Wrong passwords, codes and tokens: counted where they come from and at what name, and refused when they are too many."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.folding import address_key
from store.people import wrong_tries
from store.phones import e164_or_same
from tools.call import Call
from tools.errors import RateLimited, Refusal
from tools.people.origins import is_at_home, origin_digest
from tools.people.rules.sign_in import (
    FAILURES,
    HALL_FAILURES,
    HOUR,
    KNOWN_FAILURES,
    LOCK,
    NAME_FAILURES,
    ORIGIN_FAILURES,
    locked_for,
    seconds_left,
)
from tools.rules.sentences import worded

Kind = Literal["password", "code", "token"]


def check_name(call: Call, name: str, person_id: int | None) -> None:
    """RateLimited while a name is locked here. Where its bearer signs in, only tries from there count."""
    digest, origin, hour = _digest(call, name), origin_digest(call), call.now - HOUR
    if is_at_home(call, person_id):
        _refuse(
            _wait(
                call,
                wrong_tries.newest_tries(call.tx, hour, KNOWN_FAILURES, name=digest, origin=origin),
                KNOWN_FAILURES,
            )
        )
        return
    here = wrong_tries.newest_tries(call.tx, call.now - LOCK, FAILURES, name=digest, origin=origin)
    _refuse(locked_for(here, call.now))
    _refuse(_wait(call, wrong_tries.newest_tries(call.tx, hour, NAME_FAILURES, name=digest), NAME_FAILURES))
    check_origin(call)


def check_origin(call: Call, person_id: int | None = None) -> None:
    """RateLimited when there were too many wrong tries from here, or in the whole hall. person_id: whose account is tried;
    where they sign in, others' tries do not count."""
    if not is_at_home(call, person_id):
        _refuse(_wait_here(call))


def wrong_try(call: Call, kind: Kind, refusal: Refusal, name: str | None = None) -> Refusal:
    """The refusal of a wrong try, which is counted; RateLimited in its place when there were too many from here."""
    wait = _wait_here(call)
    if wait:
        return _too_many(wait)
    note_wrong_try(call, kind, name)
    return refusal.kept()


def note_wrong_try(call: Call, kind: Kind, name: str | None = None) -> None:
    """Count a wrong try. The refusal that follows has to be one that is kept."""
    digest = None if name is None else _digest(call, name)
    wrong_tries.note_try(call.tx, kind, digest, origin_digest(call), call.now)


def locked_here(call: Call, name: str) -> bool:
    """Whether a name is locked where the call comes from."""
    newest = wrong_tries.newest_tries(
        call.tx, call.now - LOCK, FAILURES, name=_digest(call, name), origin=origin_digest(call)
    )
    return locked_for(newest, call.now) > 0


def forget_wrong_tries(call: Call, name: str) -> None:
    """Whoever signed in here forgets their own wrong tries at the name."""
    wrong_tries.forget_tries(call.tx, _digest(call, name), origin_digest(call))


def _wait_here(call: Call) -> int:
    since = call.now - HOUR
    here = wrong_tries.newest_tries(call.tx, since, ORIGIN_FAILURES, origin=origin_digest(call))
    anywhere = wrong_tries.nth_try(call.tx, since, HALL_FAILURES)
    return max(_wait(call, here, ORIGIN_FAILURES), seconds_left(anywhere, HOUR, call.now))


def _wait(call: Call, newest: list[datetime], most: int) -> int:
    """Seconds until fewer than so many of the tries lie within an hour."""
    return seconds_left(newest[most - 1] if len(newest) >= most else None, HOUR, call.now)


def _refuse(wait: int) -> None:
    if wait:
        raise _too_many(wait)


def _too_many(wait: int) -> RateLimited:
    return RateLimited(
        worded(
            "Too many wrong passwords, codes or tokens came from your network address or at this user "
            "name. It is locked for you for {wait} seconds more.",
            wait=wait,
        ),
        retry_after=wait,
        code="locked",
    )


def _digest(call: Call, name: str) -> str:
    """A number is one name in every spelling. Other names of a person count apart: a lock shows nobody whose they are."""
    name = name.strip()
    return call.key.digest("user name", address_key(e164_or_same(name) or name))
