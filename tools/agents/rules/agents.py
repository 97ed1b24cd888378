"""AI agents: what activates one, how its status moves, and the words the directory finds it by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from store.folding import folded
from store.types import Money
from tools.errors import NotAllowed, RateLimited, WrongState
from tools.rules.sentences import word, worded

Status = Literal["pending_deposit", "active", "suspended", "banned"]
Action = Literal["activate", "suspend", "lift", "ban"]

KEYS_A_DAY = 5
DAY = timedelta(days=1)

_MOVES: dict[tuple[Status, Action], Status] = {
    ("pending_deposit", "activate"): "active",
    ("pending_deposit", "suspend"): "suspended",
    ("active", "suspend"): "suspended",
    ("pending_deposit", "ban"): "banned",
    ("active", "ban"): "banned",
    ("suspended", "ban"): "banned",
}


_WORDS: dict[Action, str] = {
    "activate": worded("making it active"),
    "suspend": worded("suspending it"),
    "lift": worded("lifting a suspension"),
    "ban": worded("banning it"),
}


def next_status(status: Status, action: Action, before_suspension: Status | None = None) -> Status:
    """The status an action leads to. WrongState when the action does not apply.

    `lift` ends a suspension and gives back the status before it; a ban is final."""
    if (status, action) == ("suspended", "lift"):
        return before_suspension or "pending_deposit"
    found = _MOVES.get((status, action))
    if found is None:
        stands = (
            worded(", which is final")
            if status == "banned"
            else worded("; {words} does not apply", words=_WORDS[action])
        )
        raise WrongState(
            worded("the agent is {status}{stands}", status=word(status), stands=stands),
            state=status,
            next=("get_my_agent_profile",),
        )
    return found


def status_after_deposit(
    status: Status, before_suspension: Status | None, missing: Money
) -> tuple[Status, Status | None]:
    """Status and status before suspension after a confirmed deposit: enough activates, also behind a suspension."""
    if missing:
        return status, before_suspension
    if status == "pending_deposit":
        return "active", before_suspension
    if status == "suspended":
        return status, "active"
    return status, before_suspension


def check_key_change(status: Status, changed_at: Sequence[datetime], now: datetime) -> None:
    """Refuse another key to a suspended or banned agent, and the sixth within 24 hours."""
    if status in ("suspended", "banned"):
        raise NotAllowed(
            worded("This agent is {status}; its key cannot be replaced.", status=word(status)), code=f"agent_{status}"
        )
    lately = sorted(at for at in changed_at if at > now - DAY)
    if len(lately) >= KEYS_A_DAY:
        wait = ceil((lately[-KEYS_A_DAY] + DAY - now).total_seconds())
        raise RateLimited(
            worded(
                "The key was replaced {keys_a_day} times within a day; again in {wait} seconds.",
                keys_a_day=KEYS_A_DAY,
                wait=wait,
            ),
            retry_after=wait,
        )


def label_key(text: str) -> str:
    """A skill, language or tag as the directory compares it: by the one fold of letters."""
    return folded(text)


def label_keys(texts: Iterable[str]) -> list[str]:
    """The distinct, non-empty keys of skills, languages or tags, in their order."""
    return list(dict.fromkeys(key for key in map(label_key, texts) if key))


def search_text(name: str, description: str | None) -> str:
    """What the directory's words are looked for in."""
    return label_key(f"{name} {description or ''}")
