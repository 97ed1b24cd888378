"""Whom the operations of the platform tell."""

from __future__ import annotations

from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {}
NOBODY_ELSE = {"cancel_job": "a job is the caller's own, and what it had not done was told to nobody"}
