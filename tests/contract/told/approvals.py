"""Whom the operations on approvals tell."""

from __future__ import annotations

from tests.contract.approvals import desk, mandates
from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {**desk.SCENARIOS, **mandates.SCENARIOS}

NOBODY_ELSE: dict[str, str] = {
    "set_approval_policy": "who may decide from now on reads it in the policy, and is told of each act that waits for them",
}
