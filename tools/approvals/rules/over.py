"""When a waiting act can no longer be carried out. Pure."""

from __future__ import annotations

# A record in one of these states is done: an act on it can no longer be carried out.
DONE = frozenset(
    {
        "completed",
        "cancelled",
        "canceled",
        "deleted",
        "declined",
        "rejected",
        "closed",
        "archived",
        "expired",
        "filled",
        "paid",
        "revoked",
        "used_up",
    }
)


def is_done(status: int, state: str | None) -> bool:
    """Whether a refusal says that the record is in a state it never leaves."""
    if status != 409 or state is None:
        return False
    words = state.lower()
    return words in DONE or bool(DONE & set(words.replace("_", " ").split()))


def has_ended(status: int, state: str | None) -> bool:
    """The same where the record was changed a moment ago: what was there and is not found was taken away."""
    return status == 404 or is_done(status, state)


def base_of(record: str) -> str:
    """The one record that an act on a part of it is about: open_call:5 of open_call:5:1-2."""
    noun, _, rest = record.partition(":")
    return f"{noun}:{rest.partition(':')[0]}"
