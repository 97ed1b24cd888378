"""Closing a person's account: what still holds them, and what is left of them when nothing does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from store.database import Row
from store.people import duties, members, persons
from store.people.erasure import erase_person
from store.search.index import reindex
from store.telling import forgetting
from store.types import PLATFORM, Money, Owner
from tools.call import Call
from tools.companies.leaving import end_membership
from tools.companies.notices import tell_company
from tools.errors import WrongState
from tools.questions import quoted
from tools.rules.sentences import joined, say, worded
from tools.rules.unproven_mail import quote


@dataclass(frozen=True, slots=True)
class Open:
    """What keeps an account open, by what it is called and the numbers of the records; and the money in its purses."""

    duties: dict[str, list[int]]
    money: list[Money]
    held: bool

    def sentence(self) -> str:
        parts = [joined((name, ", ".join(map(str, ids))), " ") for name, ids in self.duties.items()]
        parts += [worded("{money} in the purse", money=money) for money in self.money]
        return joined(parts, "; ")


def still_open(call: Call, person_id: int) -> Open:
    found = {
        worded("tasks"): duties.open_tasks(call.tx, person_id),
        worded("work orders"): duties.open_work_orders(call.tx, person_id),
        worded("events"): duties.open_events(call.tx, person_id, call.now),
        worded("payouts under way:"): duties.open_payouts(call.tx, person_id),
        worded("contracts you work on or are owed on:"): duties.open_places(call.tx, person_id),
        worded("contracts of others too that nobody else owns:"): duties.contracts_of_nobody_else(call.tx, person_id),
        worded("companies with other members and no other admin:"): duties.sole_admin_of(call.tx, person_id),
        worded("companies of nobody else with money, work or agents:"): duties.busy_companies_of_nobody_else(
            call.tx, person_id
        ),
    }
    purses = duties.purses(call.tx, person_id)
    return Open(
        {name: ids for name, ids in found.items() if ids},
        [Money(row["balance"], row["currency"]) for row in purses],
        any(row["held"] or row["kind"] != "purse" for row in purses),
    )


def check_nothing_open(found: Open, gives_up_money: bool) -> None:
    """WrongState names what is open. Money that is not held may be given up; everything else has to end first."""
    if not found.duties and not found.held and (gives_up_money or not found.money):
        return
    raise WrongState(
        worded(
            "The account cannot be closed yet. Still open: {sentence}. End the work and the "
            "appointments, hand companies over (update_user makes another admin) and contracts "
            "(add_contract_user makes another owner), and withdraw the money or give it up.",
            sentence=found.sentence(),
        ),
        state="open_duties",
        next=(
            "list_tasks",
            "list_upcoming_events",
            "list_contracts",
            "list_my_companies",
            "request_withdrawal",
            "get_wallet",
        ),
    )


def close_account(call: Call, person: Row) -> None:
    """End everything the person holds and take them out of every record; the ledger keeps its lines under the number.

    Nothing may be open but money, which goes to the platform. The address is free again."""
    owner = Owner("person", person["id"])
    for row in duties.purses(call.tx, person["id"]):
        rest = Money(row["balance"], row["currency"])
        given_up = call.books.account(PLATFORM, "given_up", rest.currency)
        call.books.move(call.books.purse(owner, rest.currency), given_up, rest, kind="given_up", note="account closed")
    for company in persons.companies_of(call.tx, person["id"]):
        membership = members.find_membership(call.tx, company["id"], person["id"])
        if membership is not None:
            end_membership(call, company["id"], person["id"], membership)
            text = say("Person {id} closed their account, and so left the company.", id=person["id"])
            tell_company(call, company["id"], text)
    persons.end_sessions(call.tx, person["id"], call.now)
    borne = forgetting.names_borne(call.tx, person["id"])
    forgetting.forget_name(call.tx, person["id"], [form(name) for name in borne for form in (quoted, quote)])
    erase_person(call.tx, person["id"], person["email"], call.now)
    if call.caller.kind == "person" and call.caller.id == person["id"]:
        # What the end of the call still writes bears no name either.
        call.caller = replace(call.caller, name="")
    reindex(call.tx, person["id"], call.now)
