"""Who carries a payout out of the house: the ledger itself as a sandbox, or whoever makes transfers by hand.

A provider is asked inside the transaction that moves the payout on, and reaches nothing outside it: one that has to talk to
another machine leaves that in the outbox, under the payout's uuid, and reports the end later through settlement. So an
attempt that is undone has paid nobody, and one that is repeated pays once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from store.database import Row
from store.tasks.tasks import setting
from tools.call import Call

# Which provider new payouts are handed to; those under way stay with theirs.
SETTLEMENT = "payouts.settlement"


@dataclass(frozen=True, slots=True)
class Taken:
    """The provider has it; how it ends is known later. reference: what the provider calls it."""

    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The money has arrived."""

    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """The provider does not pay this; the money returns. reason: a sentence for the freelancer."""

    reason: str
    reference: str | None = None


class NotNow(Exception):
    """The provider cannot take it at the moment, and has taken nothing: it is asked again later. Its text says why."""


class Provider(Protocol):
    """name: as it stands in payouts.provider and in the setting. sandbox: its payouts reach no real bank. at_once: it is
    asked in the call that makes a payout, else some seconds later."""

    name: str
    sandbox: bool
    at_once: bool

    def lacks(self, call: Call, method: Row) -> str | None:
        """What is missing so that it can pay to a usable method, after 'The card 3 cannot be paid to: '; None when nothing is."""
        ...

    def hand_over(self, call: Call, payout: Row) -> Taken | Settled | Turned:
        """Take a payout in state created. NotNow when it cannot at the moment."""
        ...


class Ledger:
    """The sandbox: what is handed over has arrived, as there is no bank behind it."""

    name, sandbox, at_once = "ledger", True, True

    def lacks(self, call: Call, method: Row) -> str | None:
        return None

    def hand_over(self, call: Call, payout: Row) -> Taken | Settled | Turned:
        return Settled(f"sandbox:{payout['uuid']}")


class Manual:
    """Somebody makes the transfers outside and records how each ended."""

    name, sandbox, at_once = "manual", False, False

    def lacks(self, call: Call, method: Row) -> str | None:
        return None

    def hand_over(self, call: Call, payout: Row) -> Taken | Settled | Turned:
        return Taken()


PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (Ledger(), Manual())}


def chosen(call: Call) -> Provider:
    """The provider that new payouts go to."""
    return PROVIDERS[setting(call.tx, SETTLEMENT, "ledger")]
