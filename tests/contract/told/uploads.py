"""Whom the operations on files tell."""

from __future__ import annotations

from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {}
NOBODY_ELSE = {"upload_files": "a file is its owner's until it is attached to something, which tells by itself"}
