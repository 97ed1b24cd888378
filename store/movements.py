"""What one transaction has done to accounts so far, for whoever has to act on it at the end; and whether it may."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.types import Owner, SpendingLimitReached

Record = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money as it was moved, between two accounts by their ids."""

    debit: int
    credit: int
    amount: int
    kind: str
    record: Record | None

    @property
    def accounts(self) -> tuple[int, int]:
        return self.debit, self.credit


@dataclass(frozen=True, slots=True)
class Purse:
    """Whose purse an account is. watched: whether somebody may want to hear that it runs low."""

    owner: Owner
    currency: str
    watched: bool = True


@dataclass(slots=True)
class Moved:
    """The accounts whose balance or hold was changed, as far as they may be purses (None: not looked at), and the transfers.

    committed: by account and record, what left it or is held to leave it, less what came back. A hold without a record
    stands for itself."""

    accounts: dict[int, Purse | None] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    committed: dict[tuple[int, Record], int] = field(default_factory=dict)

    def transfer(self, made: Transfer, of_hold: bool) -> None:
        """Note a transfer. What is paid out of a hold left its account when it was held."""
        self.transfers.append(made)
        if not of_hold:
            self.leaves(made.debit, made.record, made.amount)
            self.leaves(made.credit, made.record, -made.amount)

    def leaves(self, account_id: int, record: Record | None, amount: int) -> None:
        """So much leaves an account or is held to leave it; less than nothing: comes back."""
        if record is not None:
            key = (account_id, record)
            self.committed[key] = self.committed.get(key, 0) + amount

    def copy(self) -> Moved:
        return Moved(dict(self.accounts), list(self.transfers), dict(self.committed))

    def become(self, other: Moved) -> None:
        """Be as it was when it was copied."""
        self.accounts, self.transfers, self.committed = other.accounts, other.transfers, other.committed

    def clear(self) -> None:
        self.become(Moved())


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
