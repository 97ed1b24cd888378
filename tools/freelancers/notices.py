"""What freelancers and companies are told of each other."""

from __future__ import annotations

from store.companies import companies
from store.database import Row
from store.freelancers import freelancers, memberships
from store.types import Owner
from tools.call import Call
from tools.freelancers.shapes import full_name
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say
from tools.telling import Record


def tell_companies(call: Call, row: Row, text: Sentence) -> None:
    """Tell every company whose team the person is in what they did. text: with places for {freelancer} and {name}."""
    for company_id in memberships.company_ids_of(call.tx, row["id"]):
        tell_company(call, company_id, row, text)


def tell_company(call: Call, company_id: int, row: Row, text: Sentence) -> None:
    name = full_name(row)
    text = text.using(freelancer=row["id"], name=quoted(name))
    call.tell(Owner("company", company_id), "team_step", text, record=Record("freelancer", row["id"], name))


def tell_freelancer(call: Call, person_id: int, text: Sentence, *, inbox_only: bool = False) -> None:
    """Tell somebody what the caller's company did about them. text: with a place for the {company}."""
    company_id = call.caller.company_id or 0
    company = companies.company(call.tx, company_id)
    name = company["company_name"] if company else ""
    said = text.using(company=quoted(name))
    record = Record("company", company_id, name)
    call.tell(Owner("person", person_id), "team_step", said, record=record, inbox_only=inbox_only)


def tell_changed(call: Call, row: Row, text: Words, *, inbox_only: bool = False) -> None:
    """Tell somebody that their contacts or tax data are different from now on. inbox_only: mail went out already."""
    record = Record("person", row["id"], say("Your account"))
    call.tell(Owner("person", row["id"]), "contact_changed", text, record=record, inbox_only=inbox_only)


def tell_of_new_offer(call: Call) -> None:
    """Tell whoever has a task that cannot be started before they sign the new offer agreement."""
    for person_id in freelancers.awaiting_start(call.tx):
        text = say(
            "There is a new version of the offer agreement. Sign it with accept_freelancer_agreement before you start."
        )
        call.tell(Owner("person", person_id), "team_step", text)
