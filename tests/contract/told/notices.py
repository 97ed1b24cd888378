"""Whom the operations on notices tell."""

from __future__ import annotations

from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {}
NOBODY_ELSE = {
    "mark_notices_read": "marks are each reader's own",
    "set_notice_settings": "a member's settings are their own, and every member reads the company's",
}
