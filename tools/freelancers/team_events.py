"""What the webhooks of the companies report whose team a freelancer is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.freelancers import memberships
from tools.call import Call
from tools.webhooks.events import raise_event
from tools.webhooks.rules.events import EventName


def raise_to_teams(call: Call, person_id: int, name: EventName, payload: Mapping[str, Any]) -> None:
    """Report what a freelancer did to every company whose team they have agreed to be in."""
    for company_id in memberships.company_ids_of(call.tx, person_id):
        raise_event(call, company_id, name, payload)
