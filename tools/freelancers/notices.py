"""What companies are told when something happens to a freelancer of theirs."""

from __future__ import annotations

from store.freelancers import memberships
from store.types import Owner
from tools.call import Call


def tell_companies(call: Call, person_id: int, event: str, text: str) -> None:
    """Leave a notice with every company whose team the person is in. event: its name, such as freelancerRegistered."""
    for company_id in memberships.company_ids_of(call.tx, person_id):
        call.notify(Owner("company", company_id), event, text, record=("freelancer", person_id))
