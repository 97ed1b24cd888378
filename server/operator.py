"""What the operator does from the command line: credentials, credit, limits. Never a tool, so nobody credits themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.app import App
from server.auth import AGENT_PREFIX, PERSON_PREFIX
from store.database import Transaction
from store.identity import (
    add_membership,
    create_agent,
    create_company,
    create_person,
    find_agent_by_name,
    find_company_by_name,
    find_person_by_email,
    open_session,
)
from store.ledger import OUTSIDE, Books
from store.secrets import hash_secret, key_prefix
from store.types import PLATFORM, Money, Owner, utc_text
from store.wallets import open_wallet
from tools.call import Randomness

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
        tx.change("agents", id, api_key_hash=hash_secret(token), api_key_prefix=key_prefix(token), updated_at=utc_text(now))
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


async def person_token(
    app: App, email: str, company: str | None, currency: str | None, role: str
) -> Credential:
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
    else:
        id, company_id = found["id"], found["default_company_id"]
    if company is not None:
        company_id = _company(tx, company, currency, now)
        _join(tx, company_id, id, role, now)
    session = open_session(tx, id, company_id, hash_secret(token), None, now)
    tx.change("sessions", session, expires_at=utc_text(now + OPERATOR_SESSION))
    return Credential(token, id, company_id)


def _join(tx: Transaction, company_id: int, person_id: int, role: str, now: datetime) -> None:
    member = tx.one(
        "SELECT id FROM memberships WHERE company_id = :company AND person_id = :person AND deleted_at IS NULL",
        company=company_id,
        person=person_id,
    )
    stored_role = "admin" if role == "admin" else "user"
    if member is None:
        add_membership(tx, company_id, person_id, now, role=stored_role)
    else:
        tx.change("memberships", member["id"], role=stored_role, updated_at=utc_text(now))


def _company(tx: Transaction, name: str, currency: str | None, now: datetime) -> int:
    found = find_company_by_name(tx, name)
    if found is None:
        return create_company(tx, name, currency or "EUR", now)
    id: int = found["id"]
    _check_currency(tx, id, currency)
    return id


def _check_currency(tx: Transaction, company_id: int, currency: str | None) -> None:
    kept = tx.value("SELECT currency FROM companies WHERE id = :id", id=company_id)
    if currency is not None and kept != currency:
        raise OperatorError(f"The company's currency is {kept} and never changes; leave --currency out.")


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


def _credit(tx: Transaction, owner: Owner, money: Money, now: datetime, note: str = "credited by the operator") -> Money:
    books = Books(tx, now)
    purse = books.purse(owner, money.currency)
    kind = "top_up" if owner.kind == "company" else "deposit"
    books.move(books.account(PLATFORM, OUTSIDE, money.currency), purse, money, kind=kind, note=note)
    return Money(purse.balance + money.amount, money.currency)
