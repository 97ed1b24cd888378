"""Whom the operations of contracts tell."""

from __future__ import annotations

from tests.contract.contracts import bills, closing, events, members, money, time
from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {
    **members.SCENARIOS,
    **money.SCENARIOS,
    **bills.SCENARIOS,
    **closing.SCENARIOS,
    **events.SCENARIOS,
    **time.SCENARIOS,
}
NOBODY_ELSE: dict[str, str] = {**bills.NOBODY_ELSE, **events.NOBODY_ELSE, **time.NOBODY_ELSE}
