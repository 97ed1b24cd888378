"""Nothing is changed through payouts yet."""

from __future__ import annotations

from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {}
NOBODY_ELSE: dict[str, str] = {}
