"""What follows from money that moved, once, at the end of its transaction."""

from __future__ import annotations

from tools.approvals.mandates_use import note_return
from tools.call import Call
from tools.wallet.purses import tell_of_purses


def money_moved(call: Call) -> None:
    """Give mandates back what came back, and tell of purses. Every transaction that moves money ends with it."""
    note_return(call)
    tell_of_purses(call)
