"""The gate before the ledger: no money is committed in a call before somebody has looked at the act."""

from __future__ import annotations

from dataclasses import dataclass

from store.types import SpendingLimitReached

# What leaves a purse without being an act of whoever calls: fees of calls, and what an owner who ends leaves behind.
NO_ACTS = frozenset({"charge", "job_price", "contract_rest", "agent_ended", "given_up", "refund", "task_refund"})


class NotLookedAt(Exception):
    """Money was to be committed by an act that nobody had looked at: a fault of ours."""


@dataclass(slots=True)
class Gate:
    """Of one call. watched: it is somebody's, so its money passes only after the act was looked at (passed). over: a person
    has answered the spending limits; those that would have refused are noted here instead."""

    watched: bool = False
    passed: bool = False
    over: list[SpendingLimitReached] | None = None

    def check(self, kind: str) -> None:
        """NotLookedAt when money of a kind must not leave a purse yet."""
        if self.watched and not self.passed and kind not in NO_ACTS:
            raise NotLookedAt(f"{kind} before the act was looked at")
