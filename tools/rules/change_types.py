"""What the feed of changes can say: a noun and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping

_VERBS = {
    "booking": "created confirmed moved cancelled lapsed delivered completed",
    "event": "created changed answered deleted",
    "schedule": "created changed deleted",
    "slot": "freed",
    "work_order": "created published routed assigned changed unassigned visit done approved paid cancelled",
    "route": "opened answered closed",
    "task": "created started delivered returned accepted paid rejected declined disputed changed message",
    "open_call": "created published changed filled closed expired cancelled",
    "application": "made decided withdrawn",
    "contract": "changed",
    "charge": "changed",
    "inquiry": "changed",
    "purse": "deposit charge payment refund payout",
    "approval": "waiting decided",
    "mandate": "changed",
    "review": "revealed",
    "profile": "changed",
    "agent": "status",
}
CHANGE_TYPES = tuple(f"{noun}.{verb}" for noun, verbs in _VERBS.items() for verb in verbs.split())


def types_named(name: str) -> tuple[str, ...]:
    """The types that a type, or a noun with .*, stands for; empty when it names nothing."""
    if name.endswith(".*"):
        return tuple(type for type in CHANGE_TYPES if type.startswith(name[:-1]))
    return (name,) if name in CHANGE_TYPES else ()


# What leaves nothing to do, and the names under which a change says what state it led to.
_ENDING = frozenset({"deleted", "freed"})
_STATES = ("state", "status", "status_id", "answer")


def may_end(type: str, data: Mapping[str, object]) -> bool:
    """Whether a record may be over with a change: it was removed, or came into another state than that it begins in."""
    verb = type.partition(".")[2]
    return verb in _ENDING or (verb != "created" and any(name in data for name in _STATES))
