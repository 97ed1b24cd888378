"""Where a call comes from, as it is counted and kept: a digest nobody can count back to a network address."""

from __future__ import annotations

from store.people import sign_ins
from tools.call import Call
from tools.people.rules.sign_in import KNOWN_FOR


def origin_digest(call: Call) -> str:
    return call.key.digest("origin", call.origin)


def is_at_home(call: Call, person_id: int | None) -> bool:
    """Whether the person signed in from where this call comes from within 30 days: what strangers do elsewhere does not
    keep them from signing in there."""
    if person_id is None:
        return False
    return sign_ins.is_known_origin(call.tx, person_id, origin_digest(call), call.now - KNOWN_FOR)
