"""Whose payment methods a call is about, and which of them."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods
from tools.call import Call
from tools.errors import NotFound
from tools.freelancers.access import addressed, check_agreed
from tools.payouts.rules.methods import NOUNS, Kind, methods_of


def whose(call: Call, freelancer_id: int | None, freelancer_uuid: str | None) -> Row:
    """The freelancer a call names: the caller, without a fee, also when neither is given; else a member of the company's
    team who has agreed to be in it."""
    names_nobody = freelancer_id is None and freelancer_uuid is None
    if names_nobody and call.caller.kind == "person" and call.caller.company_id is None:
        freelancer_id = call.caller.id
    row = addressed(call, freelancer_id, freelancer_uuid)
    check_agreed(call, row)
    return row


def method_of(call: Call, person_id: int, method_id: int, kind: Kind | None = None) -> Row:
    """A person's payment method, of that kind when one is wanted. NotFound is the same for others' and for none."""
    row = methods.find(call.tx, person_id, method_id)
    if row is None or (kind is not None and row["kind"] != kind):
        raise NotFound(NOUNS[kind] if kind else "payment method", method_id, next=(methods_of(person_id),))
    return row
