"""Refusals that name each transaction that does not fit, with its reason."""

from __future__ import annotations

from itertools import islice

from tools.errors import MOST_FAULTS, Conflict

Faults = dict[int, str]


def named(faults: Faults, effect: str) -> Conflict:
    """Several transactions that do not fit. effect: what became of the call, such as 'Nothing was paid'."""
    told = dict(islice(faults.items(), MOST_FAULTS))
    listed = "; ".join(f"{id}: {why}" for id, why in told.items())
    more = f"; and {len(faults) - len(told)} more" if len(faults) > len(told) else ""
    return Conflict(
        f"{effect}. {listed}{more}.",
        code="unfit_transactions",
        next=("list_participant_transactions", "get_event"),
        details={"transactions": {str(id): why for id, why in told.items()}},
    )
