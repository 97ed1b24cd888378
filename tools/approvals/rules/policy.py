"""Who decides about an act, from when to when: the chain, its deputies and its time-outs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from tools.rules.sentences import worded

Mode = Literal["ask_in_chat", "desk_when_absent", "desk_always"]
MODES: tuple[Mode, ...] = ("ask_in_chat", "desk_when_absent", "desk_always")


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the chain: who decides, up to which worth in millionths of a US dollar (None: any)."""

    user_ids: tuple[int, ...]
    up_to: int | None


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who stands in the place of whom, and when."""

    user_id: int
    deputy_id: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Policy:
    """How acts are approved. An empty chain is one step with all admins."""

    mode: Mode = "ask_in_chat"
    over_cap: Literal["refuse", "ask"] = "refuse"
    mandates: Literal["optional", "required"] = "optional"
    chain: tuple[Level, ...] = ()
    timeout_minutes: int = 1440
    on_timeout: Literal["decline", "escalate"] = "escalate"
    deputies: tuple[Deputy, ...] = ()
    version: int = 0

    @property
    def steps(self) -> int:
        return max(1, len(self.chain))

    @property
    def timeout(self) -> timedelta:
        return timedelta(minutes=self.timeout_minutes)


@dataclass(frozen=True, slots=True)
class Due:
    """Where a request stands: its step, and until when somebody of it may answer."""

    step: int
    step_due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Nobody answered in time."""

    status: Literal["declined", "expired"]
    at: datetime


def first_step(policy: Policy, usd_micros: int | None) -> int:
    """The first step that may decide about a worth; those below are skipped. What has no amount begins at the first."""
    if usd_micros is None:
        return 1
    reaching = (
        place for place, level in enumerate(policy.chain, 1) if level.up_to is None or level.up_to >= usd_micros
    )
    return next(reaching, policy.steps)


def begins(policy: Policy, usd_micros: int | None, now: datetime) -> Due:
    """Where a new request stands."""
    step = first_step(policy, usd_micros)
    return Due(step, now + policy.timeout, now + policy.timeout * _rounds(policy, step))


def moved_on(policy: Policy, due: Due, now: datetime) -> Due | Lapsed:
    """Where a request stands now: steps that are due are gone through one after another. A time-out never approves."""
    while due.step_due_at <= now:
        if policy.on_timeout == "decline":
            return Lapsed("declined", due.step_due_at)
        if due.step >= policy.steps:
            return Lapsed("expired", due.step_due_at)
        due = next_step(policy, due, due.step_due_at)
    return due


def next_step(policy: Policy, due: Due, at: datetime) -> Due:
    """One step further, with a full time of its own."""
    step = min(due.step + 1, policy.steps)
    return Due(step, at + policy.timeout, at + policy.timeout * _rounds(policy, step))


def handed(policy: Policy, due: Due, now: datetime) -> Due:
    """The same step with a full time anew, for somebody it was handed to."""
    return Due(due.step, now + policy.timeout, now + policy.timeout * _rounds(policy, due.step))


def deciders(
    policy: Policy, step: int, now: datetime, members: Collection[int], admins: Collection[int], requester: int | None
) -> list[int]:
    """Who decides at a step: its people who are still members, deputies in the place of those they stand in for, never who
    asked. All admins where nobody is left. requester: the person who asked, None of an agent."""
    level = _level(policy, step)
    named = [id for id in (level.user_ids if level else ()) if id in members] or list(admins)
    stands_in = {each.user_id: each.deputy_id for each in policy.deputies if each.begins <= now < each.ends}
    present = [stands_in[id] if stands_in.get(id) in members else id for id in named]
    return [id for id in dict.fromkeys(present) if id != requester]


def reach(policy: Policy, user_id: int) -> int | Literal["none"] | None:
    """Up to which worth somebody decides by the chain; None: any; 'none' when no step names them."""
    own = [level.up_to for level in policy.chain if user_id in level.user_ids]
    if not own:
        return "none"
    return None if None in own else max(amount for amount in own if amount is not None)


def faults(chain: Sequence[Level]) -> list[str]:
    """What is wrong with a chain: amounts rise strictly, and the last step has none."""
    found = []
    limits = [level.up_to for level in chain]
    if limits and limits[-1] is not None:
        found.append(worded("the last step decides about any amount, so it has no up_to_usd"))
    if None in limits[:-1]:
        found.append(worded("every step but the last has up_to_usd"))
    known = [limit for limit in limits if limit is not None]
    if any(after <= before for before, after in pairwise(known)):
        found.append(worded("up_to_usd rises from step to step"))
    return found


def _level(policy: Policy, step: int) -> Level | None:
    """A step that no longer exists is the last one."""
    return policy.chain[min(step, len(policy.chain)) - 1] if policy.chain else None


def _rounds(policy: Policy, step: int) -> int:
    return policy.steps - min(step, policy.steps) + 1 if policy.on_timeout == "escalate" else 1
