"""What freelancers are told of their payment methods, whoever adds or removes them, and what other systems learn."""

from __future__ import annotations

from typing import Literal

from store.companies import companies
from store.database import Row
from store.types import Owner, iso
from tools.call import Call
from tools.freelancers.team_events import raise_to_teams
from tools.payouts.rules.methods import DELETE, NOUNS, Kind
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say
from tools.telling import Record

MethodEvent = Literal[
    "cardAdded", "cardDeleted", "bankAccountAdded", "bankAccountDeleted", "walletAdded", "walletDeleted"
]
_ADDED: dict[Kind, MethodEvent] = {"card": "cardAdded", "wallet": "walletAdded", "bank_account": "bankAccountAdded"}
_DELETED: dict[Kind, MethodEvent] = {
    "card": "cardDeleted",
    "wallet": "walletDeleted",
    "bank_account": "bankAccountDeleted",
}


def tell_begun(call: Call, row: Row, link: str) -> None:
    """Tell a freelancer that a company wants a payment method of theirs, and where they enter it."""
    kind: Kind = row["kind"]
    text = say(
        "The company {company} asks you to add a {noun} to be paid on. Enter it yourself under {link} with "
        "confirm_payout_method by {until}; give its number to nobody. Not expected? Do nothing, and it lapses.",
        company=quoted(_company_name(call)),
        noun=Sentence(NOUNS[kind]),
        link=link,
        until=iso(row["link_ends_at"]),
    )
    call.tell(Owner("person", row["person_id"]), "contact_changed", text, record=_account(row["person_id"]))


def tell_added(call: Call, row: Row) -> None:
    """Tell a freelancer that they have added a payment method: somebody else may have."""
    kind: Kind = row["kind"]
    text = say(
        "The {noun} {number} was added to your payment methods. Not you? Remove it with {delete} and change your password.",
        noun=Sentence(NOUNS[kind]),
        number=row["number"],
        delete=DELETE[kind],
    )
    call.tell(Owner("person", row["person_id"]), "account_security", text, record=_account(row["person_id"]))
    raise_to_teams(call, row["person_id"], _ADDED[kind], _payload(row))


def tell_removed(call: Call, row: Row) -> None:
    """Tell a freelancer that a payment method of theirs is gone, and who took it away. One that was never entered was none."""
    kind: Kind = row["kind"]
    noun, number = Sentence(NOUNS[kind]), row["number"]
    if not _is_own(call, row):
        text = say("The company {company} took back that you add a {noun} from your payment methods.")
        if number:
            text = say("The company {company} removed the {noun} {number} from your payment methods.")
        text = text.using(company=quoted(_company_name(call)), noun=noun, number=number)
        call.tell(Owner("person", row["person_id"]), "contact_changed", text, record=_account(row["person_id"]))
    elif row["number"]:
        text = say("The {noun} {number} was removed from your payment methods. Not you? Change your password.")
        text = text.using(noun=noun, number=number)
        call.tell(Owner("person", row["person_id"]), "account_security", text, record=_account(row["person_id"]))
    if row["number"]:
        raise_to_teams(call, row["person_id"], _DELETED[kind], _payload(row))


def tell_blocked(call: Call, row: Row, why: Words) -> None:
    """Tell a freelancer that nothing can be paid to a card any more. why: 'has expired'."""
    text = say(
        "Your card {number} {why}, so nothing is paid to it any more. Add another payment method: request_payout_method_code "
        "comes first.",
        number=row["number"],
        why=why,
    )
    call.tell(Owner("person", row["person_id"]), "contact_changed", text, record=_account(row["person_id"]))


def tell_verified(call: Call, row: Row) -> None:
    """Tell a freelancer that their account or wallet can be paid to now."""
    kind: Kind = row["kind"]
    text = say(
        "Your {noun} {number} was verified by the operator and can be paid to now.",
        noun=Sentence(NOUNS[kind]),
        number=row["number"],
    )
    call.tell(Owner("person", row["person_id"]), "operator_decision", text, record=_account(row["person_id"]))


def _company_name(call: Call) -> str:
    company = companies.company(call.tx, call.caller.company_id or 0)
    return str(company["company_name"]) if company else ""


def _is_own(call: Call, row: Row) -> bool:
    return call.caller.kind == "person" and row["person_id"] == call.caller.id


def _payload(row: Row) -> dict[str, int]:
    return {"ownerId": row["person_id"], "id": row["id"]}


def _account(person_id: int) -> Record:
    return Record("person", person_id, say("Your account"))
