"""What a freeze stops, row by row."""

from __future__ import annotations

import pytest

from store.types import Owner
from tools.approvals.rules.freezes import Freeze, stopping

ACME, RIVAL = Owner("company", 1), Owner("company", 2)
ANN, BEN = Owner("person", 7), Owner("person", 8)
ALL = Freeze(1, ACME, "all", None, "x")
PAYEE = Freeze(2, ACME, "payee", ANN, "x")
AGENT = Freeze(3, ACME, "agent", Owner("agent", 4), "x")


@pytest.mark.parametrize(
    ("freezes", "charged", "payees", "is_admin", "stops"),
    [
        ([], ACME, [ANN], False, None),
        ([ALL], ACME, [], False, ALL),
        ([ALL], ACME, [ANN], True, None),
        # Of another company's money it says nothing.
        ([ALL], RIVAL, [ANN], False, None),
        ([PAYEE], ACME, [ANN], False, PAYEE),
        # An admin is stopped too: it is the payee who gets nothing.
        ([PAYEE], ACME, [BEN, ANN], True, PAYEE),
        ([PAYEE], ACME, [BEN], False, None),
        ([PAYEE], ACME, [], False, None),
        # An agent's own is looked at before any act.
        ([AGENT], ACME, [ANN], False, None),
        ([AGENT, PAYEE, ALL], ACME, [ANN], True, PAYEE),
    ],
)
def test_what_stops(freezes, charged, payees, is_admin, stops):
    assert stopping(freezes, charged, payees, is_admin) == stops
