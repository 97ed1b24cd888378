"""What the operator does from the command line: credentials, credit, limits. Never a tool, so nobody credits themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.app import App
from server.calls.auth import AGENT_PREFIX, PERSON_PREFIX
from store.agents import agents
from store.calls.consents import ask_as_shipped, set_asking
from store.companies import companies
from store.database import Transaction
from store.ledger import OUTSIDE, Books
from store.people import members
from store.people.identity import (
    add_membership,
    create_agent,
    create_company,
    create_person,
    find_agent_by_email,
    find_agent_by_name,
    find_company_by_name,
    find_person_by_email,
    open_session,
    owner_exists,
)
from store.people.provider_profiles import open_profile
from store.secrets import hash_secret, key_prefix
from store.types import PLATFORM, Money, Owner, utc_text
from store.wallet.wallets import deposited, open_wallet
from tools.agents.rules.agents import next_status, status_after_deposit
from tools.call import Randomness
from tools.errors import WrongState
from tools.wallet.rules.activation import deposit_missing

# A credential made by the operator is for machines and lasts; sessions of people who sign in last an hour.
OPERATOR_SESSION = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Credential:
    """A token that is shown once, and whose it is."""

    token: str
    id: int
    company_id: int | None


class OperatorError(Exception):
    """Cannot be done; the text says why and what to do."""


async def token_for_agent(
    app: App, name: str, company: str | None, currency: str | None, credit: str | None
) -> Credential:
    """A new key for an agent; agent and company are made when new. An agent made so is active and verified."""
    now, randomness = app.clock(), Randomness()
    token = AGENT_PREFIX + randomness.bytes(32).hex()
    return await app.database.write(lambda tx: _agent(tx, name, company, currency, credit, token, now, randomness))


def _agent(
    tx: Transaction,
    name: str,
    company: str | None,
    currency: str | None,
    credit: str | None,
    token: str,
    now: datetime,
    randomness: Randomness,
) -> Credential:
    found = find_agent_by_name(tx, name)
    if found is not None and (company is None or _is_company(tx, found["company_id"], company)):
        id, company_id = found["id"], found["company_id"]
        agents.set_key(tx, id, hash_secret(token), key_prefix(token), now)
        _check_currency(tx, company_id, currency)
    else:
        company_id = _company(tx, company or name, currency, now)
        email = f"agent-{randomness.bytes(6).hex()}@hiringhall.local"
        id = create_agent(
            tx,
            company_id,
            name,
            email,
            hash_secret(token),
            key_prefix(token),
            "USDT",
            now,
            status="active",
            verified=True,
        )
        open_wallet(tx, Owner("agent", id), "USDT", now, randomness.uuid)
    if credit:
        _credit(tx, Owner("agent", id), parse_money(credit), now)
    return Credential(token, id, company_id)


async def person_token(app: App, email: str, company: str | None, currency: str | None, role: str) -> Credential:
    """A new session for a person; person, company and membership are made when new."""
    now, randomness = app.clock(), Randomness()
    token = PERSON_PREFIX + randomness.bytes(32).hex()
    return await app.database.write(lambda tx: _person(tx, email, company, currency, role, token, now, randomness))


def _person(
    tx: Transaction,
    email: str,
    company: str | None,
    currency: str | None,
    role: str,
    token: str,
    now: datetime,
    randomness: Randomness,
) -> Credential:
    found = find_person_by_email(tx, email)
    if found is None:
        name = email.split("@", 1)[0].replace(".", " ").title()
        id = create_person(tx, randomness.uuid(), email, name if len(name) > 1 else email, now, verified=True)
        company_id = None
        if company is None:
            # Somebody without a company is here to work.
            open_profile(tx, id, utc_text(now))
    else:
        id, company_id = found["id"], found["default_company_id"]
    if company is not None:
        company_id = _company(tx, company, currency, now)
        _join(tx, company_id, id, role, now)
    open_session(tx, id, company_id, hash_secret(token), None, now, lifetime=OPERATOR_SESSION)
    return Credential(token, id, company_id)


def _join(tx: Transaction, company_id: int, person_id: int, role: str, now: datetime) -> None:
    membership = members.find_membership(tx, company_id, person_id)
    stored_role = "admin" if role == "admin" else "user"
    if membership is None:
        add_membership(tx, company_id, person_id, now, role=stored_role)
    else:
        members.write_membership(tx, membership, now, role=stored_role)


def _company(tx: Transaction, name: str, currency: str | None, now: datetime) -> int:
    found = find_company_by_name(tx, name)
    if found is None:
        return create_company(tx, name, currency or "EUR", now)
    id: int = found["id"]
    _check_currency(tx, id, currency)
    return id


def _check_currency(tx: Transaction, company_id: int, currency: str | None) -> None:
    company = members.find_company(tx, company_id)
    if currency is not None and company is not None and company["currency"] != currency:
        raise OperatorError(f"The company's currency is {company['currency']} and never changes; leave --currency out.")


def _is_company(tx: Transaction, company_id: int, name: str) -> bool:
    found = find_company_by_name(tx, name)
    return found is not None and found["id"] == company_id


def parse_money(text: str) -> Money:
    """'20.00 USD' as money; OperatorError when it is not."""
    number, _, currency = text.strip().partition(" ")
    try:
        money = Money.of(number, currency.strip().upper())
    except (ValueError, ArithmeticError) as error:
        raise OperatorError(f'{text!r} is not an amount such as "20.00 USD": {error}.') from None
    if money.amount <= 0:
        raise OperatorError("The amount must be more than 0.")
    return money


async def credit_owner(app: App, owner: Owner, money: Money, note: str = "credited by the operator") -> Money:
    """Put money into a purse by hand; the balance after."""
    now = app.clock()
    return await app.database.write(lambda tx: _credit(tx, owner, money, now, note))


def _credit(
    tx: Transaction, owner: Owner, money: Money, now: datetime, note: str = "credited by the operator"
) -> Money:
    books = Books(tx, now)
    purse = books.purse(owner, money.currency)
    kind = "top_up" if owner.kind == "company" else "deposit"
    books.move(books.account(PLATFORM, OUTSIDE, money.currency), purse, money, kind=kind, note=note)
    if owner.kind == "agent":
        _activate(tx, owner, now)
    return Money(purse.balance + money.amount, money.currency)


def find_owner(tx: Transaction, text: str) -> Owner:
    """'agent:3', 'company:1', 'person:7', an e-mail, or the name of an agent or a company."""
    kind, _, number = text.partition(":")
    if kind in ("agent", "company", "person") and number.isdigit():
        owner = Owner(kind, int(number))  # type: ignore[arg-type]
        if not owner_exists(tx, owner):
            raise OperatorError(f"There is no {kind} {number}.")
        return owner
    found = {
        "person": find_person_by_email(tx, text),
        "agent": find_agent_by_name(tx, text) or find_agent_by_email(tx, text),
        "company": find_company_by_name(tx, text),
    }
    named = [Owner(kind, row["id"]) for kind, row in found.items() if row is not None]  # type: ignore[arg-type]
    if len(named) > 1:
        raise OperatorError(
            f"{text!r} is {' and '.join(str(owner) for owner in named)}; say which, such as {named[0]}."
        )
    if not named:
        raise OperatorError(
            f"There is no agent, company or person {text!r}. Write agent:3, company:1, or an e-mail address."
        )
    return named[0]


def _activate(tx: Transaction, owner: Owner, now: datetime) -> None:
    """Make an agent active when its confirmed deposits are enough."""
    row = agents.find_agent(tx, owner.id)
    if row is None:
        return
    missing = deposit_missing(row["currency"], deposited(tx, owner))
    present = (row["status"], row["status_before_suspension"])
    status, before = status_after_deposit(*present, missing)
    if (status, before) != present:
        agents.set_status(tx, owner.id, status, before, row["suspension_reason"], now)


async def restrain_agent(app: App, name: str, act: str, reason: str | None) -> str:
    """Suspend, restore or ban an agent; its status now."""
    return await app.database.write(lambda tx: _restrain(tx, name, act, reason, app.clock()))


def _restrain(tx: Transaction, name: str, act: str, reason: str | None, now: datetime) -> str:
    owner = Owner("agent", int(name)) if name.isdigit() else find_owner(tx, name)
    row = agents.find_agent(tx, owner.id)
    if owner.kind != "agent" or row is None:
        raise OperatorError(f"There is no agent {name!r}.")
    action = "lift" if act == "restore" else act
    try:
        status = next_status(row["status"], action, row["status_before_suspension"])  # type: ignore[arg-type]
    except WrongState as no:
        raise OperatorError(f"{no.message.capitalize()}.") from None
    before = row["status"] if action == "suspend" else None
    agents.set_status(tx, owner.id, status, before, reason, now)
    return status


@dataclass(frozen=True, slots=True)
class OperatorCompany:
    """A company as somebody who is to name it the operator has to see it."""

    id: int
    text: str


async def find_operator_company(app: App, text: str | None) -> OperatorCompany | None:
    """The company a text means, or the present operator when it is None; None when no operator is named."""
    return await app.database.read(lambda tx: _find_operator_company(tx, text))


def _find_operator_company(tx: Transaction, text: str | None) -> OperatorCompany | None:
    if text is None:
        id = companies.operator_company_id(tx)
        if id is None:
            return None
    else:
        owner = find_owner(tx, text)
        if owner.kind != "company":
            raise OperatorError(f"{text!r} is {owner}, not a company. Name one: company:1, or its name.")
        id = owner.id
    row = members.find_company(tx, id)
    if row is None:
        raise OperatorError(f"Company {id} was deleted. Name another: company:1, or its name.")
    admins = ", ".join(companies.admins_of(tx, id)) or "nobody"
    return OperatorCompany(
        id, f"company:{id} '{row['company_name']}', founded {row['created_at'][:10]}, admins: {admins}"
    )


async def name_operator(app: App, company_id: int) -> None:
    """Make a company the operator: its admins confirm top-ups, set terms and publish agreements."""
    await app.database.write(lambda tx: companies.name_operator(tx, company_id, utc_text(app.clock())))


async def set_confirmation_limit(app: App, owner: str, above: str | None, never: bool) -> str:
    """When the person behind a caller is asked; a sentence that says so."""
    return await app.database.write(lambda tx: _set_confirmation(tx, owner, above, never, app.clock()))


def _set_confirmation(tx: Transaction, name: str, above: str | None, never: bool, now: datetime) -> str:
    owner = find_owner(tx, name)
    if owner.kind == "company":
        raise OperatorError("People and agents are asked, not companies: name agent:3, person:7 or an e-mail address.")
    money = parse_money(above) if above else None
    if money is not None and money.currency != "USD":
        raise OperatorError("The limit is in USD.")
    if money is not None or never:
        set_asking(tx, owner, not never, money.amount * 10_000 if money else None, utc_text(now))
    else:
        ask_as_shipped(tx, owner)
    return f"{owner} is {'never asked' if never else f'asked above {money}' if money else 'asked as shipped: above 100.00 USD'}"
