"""Making mandates and taking them back: what agents may spend without being asked."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import mandates
from store.companies import company_agents
from store.database import Row
from store.people.members import find_company
from store.people.persons import find_person
from store.types import Money, Owner, iso, utc_text
from tools.approvals.mandate_notices import tell_of_mandate
from tools.approvals.mandate_shapes import MandateId, MandateKind, MandateShape, PayeeIn, mandate_shape
from tools.approvals.mandate_signature import signed
from tools.approvals.mandates_use import mandate_of
from tools.approvals.rules.mandate_terms import Terms, payee_faults, written_payees
from tools.approvals.rules.mandates import ANY
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid, NotAllowed, NotFound, WrongState
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Currency, Id, Moment, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import say, told_by, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain

TOOLSET = "approvals"
FIND = ("list_mandates",)
END_AT_ONCE = 200


class CreatedMandate(TypedDict):
    mandate: MandateShape


class _Amounts(TypedDict):
    total: Money
    per_call: Money | None
    per_day: Money | None


class RevokedMandate(TypedDict):
    """The mandate, over for good, and what is still held of what was committed under it."""

    mandate: MandateShape
    committed_open: MoneyShape


@operation(
    access="money",
    actors=("any",),
    price="write",
    example={"payees": [{"type": "any"}], "kinds": ["booking"], "currency": "EUR", "total": "200", "per_day": "80"},
    find=(
        "the bot may spend 200 a month on translators",
        "let the assistant pay this plumber up to 50",
        "allow bookings until Friday, 80 a day",
        "give an agent standing permission to pay somebody",
        "sign a spending mandate for our agent",
        "authorize the assistant beforehand for small payments",
        "our bot shall not ask again for payments to this freelancer",
        "grant a spending permission that ends next week",
        "pre-approve work orders of one provider up to 500",
        "permit ten payments of at most 20 each without asking",
        "set up an allowance for agent payments to one payee",
    ),
)
def create_mandate(
    call: Call,
    payees: Annotated[list[PayeeIn], Field(min_length=1, max_length=50, description="Who may be paid.")],
    kinds: Annotated[list[MandateKind], Field(min_length=1, max_length=8, description="For what.")],
    currency: Currency,
    total: Annotated[PositiveAmount, Field(description="In all, less what comes back.")],
    agent_id: Annotated[Id, Field(description="The agent; default every agent of the company.")] | None = None,
    per_call: Annotated[PositiveAmount, Field(description="At most so much at once.")] | None = None,
    per_day: Annotated[PositiveAmount, Field(description="At most so much a UTC day.")] | None = None,
    max_uses: Annotated[int, Field(ge=1, le=1_000_000, description="At most so many acts.")] | None = None,
    valid_from: Annotated[Moment, Field(description="Default now.")] | None = None,
    valid_until: Annotated[Moment, Field(description="At most 366 days later; default until revoked.")] | None = None,
    note: Annotated[str, Field(min_length=1, max_length=500, description="What it is for.")] | None = None,
) -> CreatedMandate:
    """Allow an agent beforehand to spend: whom it may pay, for what, how much at once, a day and in all, and until when.

    Admins do so for their company, a person without one for their own purse; the person is always asked. It moves and holds
    nothing. What it covers needs no further yes; spending limits and freezes go on. Its terms never change and are signed
    (Ed25519 over RFC 8785), so that anybody can check them. For other terms make another one; revoke_mandate ends it."""
    owner, now = _grantor(call), call.now.replace(microsecond=0)
    agent = _agent(call, owner, agent_id)
    money = _amounts(currency, total=total, per_call=per_call, per_day=per_day)
    terms = Terms(
        public_id=f"mnd_{call.new_uuid().replace('-', '')[:20]}",
        grantor=owner,
        granted_by=call.caller.owner,
        agent_id=agent_id,
        payees=written_payees(payees),
        kinds=sorted(set(kinds)),
        per_call=money["per_call"],
        per_day=money["per_day"],
        total=money["total"],
        max_uses=max_uses,
        valid_from=valid_from.replace(microsecond=0) if valid_from else now,
        valid_until=valid_until.replace(microsecond=0) if valid_until else None,
        created_at=now,
    )
    _refuse_faults(call, terms, payees)
    whom = worded("every agent of the company") if agent is None else worded("agent {id}", id=agent["id"])
    called = (worded("The agent is called {name}", name=quoted(agent["name"])),) if agent is not None else ()
    call.confirm(
        worded("Let {whom} spend up to", whom=whom),
        record="mandate:new",
        amount=terms.total,
        payee=terms.receivers(),
        details=(*terms.bounds(), *called),
        moves=False,
        always=True,
    )
    id = mandates.add(call.tx, owner, **_columns(call, terms), note=plain(note) or None if note else None)
    row = mandates.by_number(call.tx, id, call.now)
    tell_of_mandate(call, row, say("was made: up to {total} may be spent under it", total=terms.total))
    call.changed("mandate", id)
    return {"mandate": mandate_shape(call, row)}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "the bot may no longer pay them",
        "cancel the spending permission",
        "end the allowance for bookings",
        "take back a mandate",
        "revoke what we allowed the agent to spend",
        "the assistant has to ask again before it pays",
        "withdraw the standing permission of a bot",
        "this pre-approval was a mistake",
        "stop payments that were allowed beforehand",
        "invalidate a signed spending mandate",
    ),
)
def revoke_mandate(
    call: Call,
    mandate_id: MandateId,
    reason: Annotated[str, Field(min_length=1, max_length=500, description="Told to the agent.")] | None = None,
) -> RevokedMandate:
    """Take a spending mandate back at once and for good; what was committed under it stays.

    For admins and whoever granted it. committed_open is what is still held of that; if some comes back, used falls as before, but
    nothing can be used any more."""
    require_person(call, worded("Mandates are people's to take back."), ("list_mandates",))
    row = mandates.find(call.tx, _purse_holder(call), mandate_id, call.now)
    if row is None:
        raise NotFound("mandate", mandate_id, next=FIND)
    if row["owner_type"] == "company" and not call.caller.is_admin and row["granted_by"] != call.caller.id:
        raise NotAllowed(
            worded("Only an admin of the company, or whoever granted it, revokes a mandate."), next=("list_users",)
        )
    _refuse_ended(row)
    call.confirm(
        worded("Revoke mandate {public_id}; nothing can be spent under it any more", public_id=row["public_id"]),
        record=f"mandate:{row['id']}",
        details=(worded("{left} of {total} are left", left=mandate_of(row).left, total=mandate_of(row).total),),
    )
    why = plain(reason) or None if reason else None
    end(call, row, "revoked", by=call.caller.id, reason=why)
    held = Money(mandates.held_under(call.tx, row["id"]), row["currency"])
    after = mandates.by_number(call.tx, row["id"], call.now)
    return {"mandate": mandate_shape(call, after), "committed_open": money_shape(held)}


@scheduled(every=60)
def end_mandates(call: Call) -> int:
    """Mandates end with their time, with their agent, and when whoever granted them leaves the company."""
    due = mandates.over(call.tx, call.now, END_AT_ONCE)
    return one_by_one(call, due, lambda call, row: end(call, row, row["standing"]))


def end(call: Call, row: Row, status: str, by: int | None = None, reason: str | None = None) -> None:
    """Write the end of a mandate and tell of it, once."""
    if not mandates.end(call.tx, row["id"], status, call.now, by, reason):
        return
    what = say("was revoked") if status == "revoked" else say("ended, as its time has passed")
    tell_of_mandate(call, mandates.by_number(call.tx, row["id"], call.now), what, reason)
    call.changed("mandate", row["id"])


def _grantor(call: Call) -> Owner:
    """Whose money the caller may allow agents to spend."""
    require_person(call, worded("A mandate is a person's to give."), ("list_mandates",))
    owner = _purse_holder(call)
    if owner.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin gives mandates for the company."), next=("list_users", "list_mandates"))
    return owner


def _purse_holder(call: Call) -> Owner:
    company_id = call.caller.company_id
    return call.caller.owner if company_id is None else Owner("company", company_id)


def _agent(call: Call, owner: Owner, agent_id: int | None) -> Row | None:
    """The agent that is meant; it can still act one day."""
    if agent_id is None:
        return None
    row = company_agents.find(call.tx, owner.id, agent_id) if owner.kind == "company" else None
    if row is None:
        raise NotFound("agent of your company", agent_id, next=("list_company_agents",))
    if row["status"] == "banned":
        raise WrongState(
            worded("Agent {agent_id} has ended for good. No mandate was made.", agent_id=agent_id),
            state="banned",
            next=("list_company_agents",),
        )
    return row


def _amounts(currency: str, total: Decimal, **bounds: Decimal | None) -> _Amounts:
    """Money of the given amounts; Invalid where the currency has fewer places."""
    found: dict[str, Money | None] = {}
    faults: dict[str, str] = {}
    for name, amount in {"total": total, **bounds}.items():
        try:
            found[name] = None if amount is None else Money.of(amount, currency)
        except ValueError as fault:
            faults[name] = told_by(fault)
    if faults:
        raise Invalid(faults, next=("create_mandate",))
    return found  # type: ignore[return-value]


def _refuse_faults(call: Call, terms: Terms, given: list[PayeeIn]) -> None:
    """Invalid with all that cannot be, each at its place."""
    faults = {**payee_faults(given), **terms.faults()}
    for place, payee in enumerate(given):
        id = payee.get("id")
        if id is not None and payee["type"] != ANY:
            known = find_person(call.tx, id) if payee["type"] == "person" else find_company(call.tx, id)
            if known is None:
                faults[f"payees[{place}].id"] = worded("there is no {type} {id}", type=word(payee["type"]), id=id)
    if faults:
        raise Invalid(faults, next=("create_mandate",))


def _columns(call: Call, terms: Terms) -> dict[str, object]:
    """A mandate as it is stored, signed."""
    proof = signed(call.key, terms.signed())
    return {
        "public_id": terms.public_id,
        "granted_by": terms.granted_by.id,
        "agent_id": terms.agent_id,
        "payees": json.dumps(terms.payees),
        "any_payee": int(ANY in terms.payees),
        "kinds": json.dumps(terms.kinds),
        "any_kind": int(ANY in terms.kinds),
        "currency": terms.total.currency,
        "per_call": terms.per_call.amount if terms.per_call else None,
        "per_day": terms.per_day.amount if terms.per_day else None,
        "total": terms.total.amount,
        "max_uses": terms.max_uses,
        "valid_from": utc_text(terms.valid_from),
        "valid_until": utc_text(terms.valid_until) if terms.valid_until else None,
        "created_at": utc_text(terms.created_at),
        "signature": proof.signature,
        "key_id": proof.key_id,
        "public_key": proof.public_key,
    }


def _refuse_ended(row: Row) -> None:
    if row["standing"] not in ("expired", "revoked"):
        return
    since = row["ended_at"] or (row["valid_until"] if row["standing"] == "expired" else None)
    when = worded(" since {since}", since=iso(since)) if since else ""
    raise WrongState(
        worded(
            "Mandate {public_id} is {standing}{when}. Nothing changed.",
            public_id=row["public_id"],
            standing=word(row["standing"]),
            when=when,
        ),
        state=row["standing"],
        next=FIND,
    )
