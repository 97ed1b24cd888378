"""What the operator does from the command line: credentials, credit, limits. Never a tool, so nobody credits themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.app import App
from server.calls.auth import AGENT_PREFIX, PERSON_PREFIX
from server.calls.ways import Way
from server.crediting import credit_and_tell, put_in
from server.machine import machine_call
from server.naming import OperatorError, by_number, owner_text
from store.agents import agents
from store.calls.consents import ask_as_shipped, asking_of, set_asking, set_way
from store.companies import companies
from store.database import Row, Transaction
from store.ledger import Books
from store.people import members
from store.people.identity import (
    MACHINE,
    add_membership,
    create_agent,
    create_company,
    create_person,
    find_agent_by_name,
    find_company_by_name,
    find_person_by_email,
    open_session,
)
from store.people.named import agents_named, companies_named
from store.people.persons import find_person
from store.people.provider_profiles import open_profile
from store.secrets import hash_secret, key_prefix
from store.types import Money, Owner, utc_text
from store.wallet.wallets import open_wallet
from tools.agents.rules.agents import next_status
from tools.approvals.ends import apply_due
from tools.call import Call, Randomness
from tools.companies.agent_owners import tell_of_agent
from tools.errors import WrongState
from tools.people.rules.accounts import name_from_address
from tools.rules.decimals import read_decimal
from tools.rules.sentences import say

# A credential made by the operator is for machines and lasts; sessions of people who sign in last an hour.
OPERATOR_SESSION = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Credential:
    """A token that is shown once, and whose it is."""

    token: str
    id: int
    company_id: int | None


async def token_for_agent(
    app: App, name: str, company: str | None, currency: str | None, credit: str | None, *, find: bool = False
) -> Credential:
    """Make an agent, active and verified, and its company when there is none of that name; its key.

    A name that an agent bears is refused, and a company's that somebody else may have taken. find: for programs that know
    who made what they look for; the oldest of a name is taken, and an agent that is there gets another key."""
    now, randomness = app.clock(), Randomness()
    return await app.database.write(lambda tx: _agent(tx, name, company, currency, credit, find, now, randomness))


def _agent(
    tx: Transaction,
    name: str,
    company: str | None,
    currency: str | None,
    credit: str | None,
    find: bool,
    now: datetime,
    randomness: Randomness,
) -> Credential:
    found = find_agent_by_name(tx, name) if find else None
    if found is not None and (company is None or _is_company(tx, found["company_id"], company)):
        _check_currency(tx, found["company_id"], currency)
        made = _renew(tx, found, now, randomness)
    else:
        if not find:
            _check_name_is_free(tx, name)
        made = _make(tx, name, _company(tx, company, name, currency, find, now), now, randomness)
    if credit:
        put_in(Books(tx, now), Owner("agent", made.id), parse_money(credit))
    return made


def _check_name_is_free(tx: Transaction, name: str) -> None:
    if by_number(tx, name) is not None:
        raise OperatorError(
            f"{name} is there already. Another key in place of its present one: --agent {name} --new-key"
        )
    bearers = agents_named(tx, name)
    if bearers:
        shown = "; ".join(owner_text(tx, Owner("agent", row["id"])) for row in bearers[:5])
        raise OperatorError(
            f"There is an agent of that name: {shown}. Nothing was made. Another key for that one, in place of its present "
            f"one: --agent agent:{bearers[0]['id']} --new-key. Another agent: choose another name."
        )


def _make(tx: Transaction, name: str, company_id: int, now: datetime, randomness: Randomness) -> Credential:
    token = AGENT_PREFIX + randomness.bytes(32).hex()
    email = f"agent-{randomness.bytes(6).hex()}@hiringhall.local"
    hashed, prefix = hash_secret(token), key_prefix(token)
    id = create_agent(
        tx, company_id, name, email, hashed, prefix, "USDT", now, status="active", verified=True, made_by=MACHINE
    )
    open_wallet(tx, Owner("agent", id), "USDT", now, randomness.uuid)
    return Credential(token, id, company_id)


async def renew_agent_key(app: App, agent_id: int) -> Credential:
    """Another key for an agent; the one it has stops at once."""
    now, randomness = app.clock(), Randomness()
    return await app.database.write(lambda tx: _renew(tx, _agent_row(tx, agent_id), now, randomness))


def _renew(tx: Transaction, row: Row, now: datetime, randomness: Randomness) -> Credential:
    if row["status"] == "banned":
        raise OperatorError(
            f"Agent {row['id']} is banned or was ended, for good; a key of it opens nothing. Make another."
        )
    token = AGENT_PREFIX + randomness.bytes(32).hex()
    agents.set_key(tx, row["id"], hash_secret(token), key_prefix(token), now)
    return Credential(token, row["id"], row["company_id"])


def _agent_row(tx: Transaction, agent_id: int) -> Row:
    row = agents.find_agent(tx, agent_id)
    if row is None:
        raise OperatorError(f"There is no agent {agent_id}.")
    return row


async def person_token(
    app: App, person: str, company: str | None, currency: str | None, role: str | None, *, find: bool = False
) -> Credential:
    """A new session for a person, by address or as person:7; person, company and membership are made when new.

    An address somebody registered and never proved is refused, and a company's name that somebody else may have taken;
    find: as with an agent. role: admin or member; None keeps the one a member has, and makes an admin of a new one."""
    now, randomness = app.clock(), Randomness()
    return await app.database.write(lambda tx: _person(tx, person, company, currency, role, find, now, randomness))


def _person(
    tx: Transaction,
    person: str,
    company: str | None,
    currency: str | None,
    role: str | None,
    find: bool,
    now: datetime,
    randomness: Randomness,
) -> Credential:
    found = _find_person(tx, person, find)
    if found is None:
        name = name_from_address(person.replace(".", " ")).title()
        id = create_person(tx, randomness.uuid(), person, name, now, verified=True)
        company_id = None
        if company is None:
            # Somebody without a company is here to work.
            open_profile(tx, id, utc_text(now))
    else:
        id, company_id = found["id"], found["default_company_id"]
    if company is not None:
        company_id = _company(tx, company, company, currency, find, now)
        _join(tx, company_id, id, role, now)
    token = PERSON_PREFIX + randomness.bytes(32).hex()
    open_session(tx, id, company_id, hash_secret(token), None, now, lifetime=OPERATOR_SESSION)
    return Credential(token, id, company_id)


def _find_person(tx: Transaction, person: str, find: bool) -> Row | None:
    numbered = by_number(tx, person)
    if numbered is not None:
        if numbered.kind != "person":
            raise OperatorError(f"{person} is no person. Write an e-mail address, or person:7.")
        return find_person(tx, numbered.id)
    found = find_person_by_email(tx, person)
    if found is not None and found["email_verified_at"] is None and not find:
        id = found["id"]
        raise OperatorError(
            f"Somebody registered that address and never proved that it is theirs: {owner_text(tx, Owner('person', id))}. "
            f"Nothing was made. They prove it with request_login_code; if you know that it is them: --person person:{id}"
        )
    return found


def _join(tx: Transaction, company_id: int, person_id: int, role: str | None, now: datetime) -> None:
    membership = members.find_membership(tx, company_id, person_id)
    stored_role = "admin" if role in ("admin", None) else "user"
    if membership is None:
        add_membership(tx, company_id, person_id, now, role=stored_role)
    elif role is not None:
        members.write_membership(tx, membership, now, role=stored_role)


def _company(tx: Transaction, name: str | None, default: str, currency: str | None, find: bool, now: datetime) -> int:
    """The company named company:1, or called so and made here; made when nobody is called so.

    name: as it was given; None: a company of an agent's own, called by default as the agent is, which has to be new."""
    numbered = by_number(tx, name) if name is not None else None
    if numbered is not None:
        if numbered.kind != "company":
            raise OperatorError(f"{name} is no company. Write company:1, or a name.")
        id = numbered.id
    elif find:
        row = find_company_by_name(tx, name or default)
        id = row["id"] if row is not None else 0
    else:
        id = _company_called(tx, name or default, makes=name is None)
    if id == 0:
        return create_company(tx, name or default, currency or "EUR", now, made_by=MACHINE)
    _check_currency(tx, id, currency)
    return id


def _company_called(tx: Transaction, name: str, makes: bool) -> int:
    """The one company of a name; 0 when there is none. Refused when it may be somebody else's, or has to be new."""
    bearers = companies_named(tx, name)
    if not bearers:
        return 0
    if len(bearers) == 1 and bearers[0]["made_by"] == MACHINE and not makes:
        return int(bearers[0]["id"])
    shown = "; ".join(owner_text(tx, Owner("company", row["id"])) for row in bearers[:5])
    raise OperatorError(
        f"There is a company of that name: {shown}. Nothing was made. To join it: --company company:{bearers[0]['id']}. "
        "For a new one choose another name with --company."
    )


def _check_currency(tx: Transaction, company_id: int, currency: str | None) -> None:
    company = members.find_company(tx, company_id)
    if company is None:
        raise OperatorError(f"Company {company_id} was deleted. Name another.")
    if currency is not None and company["currency"] != currency:
        raise OperatorError(f"The company's currency is {company['currency']} and never changes; leave --currency out.")


def _is_company(tx: Transaction, company_id: int, name: str) -> bool:
    found = find_company_by_name(tx, name)
    return found is not None and found["id"] == company_id


def parse_money(text: str) -> Money:
    """'20.00 USD' as money; OperatorError when it is not."""
    number, _, currency = text.strip().partition(" ")
    try:
        money = Money.of(read_decimal(number), currency.strip().upper())
    except ValueError as error:
        raise OperatorError(f'{text!r} is not an amount such as "20.00 USD": {error}.') from None
    if money.amount <= 0:
        raise OperatorError("The amount must be more than 0.")
    return money


async def credit_owner(app: App, owner: Owner, money: Money, note: str = "credited by the operator") -> Money:
    """Put money into a purse by hand; the balance after."""
    return await app.database.write(lambda tx: credit_and_tell(machine_call(app, tx), owner, money, note))


async def restrain_agent(app: App, agent: Owner, act: str, reason: str | None) -> str:
    """Suspend, restore or ban an agent; its status now."""
    return await app.database.write(lambda tx: _restrain_and_tell(machine_call(app, tx), agent, act, reason))


def _restrain_and_tell(call: Call, agent: Owner, act: str, reason: str | None) -> str:
    status = _restrain(call.tx, agent, act, reason, call.now)
    said = {
        "suspend": say("Agent {id} was suspended by the operator."),
        "restore": say("Agent {id} may act again; the operator lifted its suspension."),
    }
    banned = say("Agent {id} was banned for good by the operator.")
    row = _agent_row(call.tx, agent.id)
    tell_of_agent(call, row, said.get(act, banned), reason)
    apply_due(call, Owner("company", row["company_id"] or 0), agent)
    return status


def _restrain(tx: Transaction, owner: Owner, act: str, reason: str | None, now: datetime) -> str:
    if owner.kind != "agent":
        raise OperatorError(f"{owner} is no agent. Write agent:3, or an agent's name.")
    row = _agent_row(tx, owner.id)
    if act == "suspend" and row["status"] == "suspended" and row["suspended_by"] not in (None, MACHINE):
        # An admin of its company suspended it, and would lift that: from now on it is the machine's.
        agents.set_status(tx, owner.id, "suspended", row["status_before_suspension"], reason, now, MACHINE)
        return "suspended"
    action = "lift" if act == "restore" else act
    try:
        status = next_status(row["status"], action, row["status_before_suspension"])  # type: ignore[arg-type]
    except WrongState as no:
        raise OperatorError(f"{no.message.capitalize()}.") from None
    before = row["status"] if action == "suspend" else None
    agents.set_status(tx, owner.id, status, before, reason, now, MACHINE if action == "suspend" else None)
    return status


async def operator_text(app: App) -> str | None:
    """The company that runs this hall, as somebody sees it who has to recognise it; None when none is named."""
    return await app.database.read(_operator_text)


def _operator_text(tx: Transaction) -> str | None:
    id = companies.operator_company_id(tx)
    return None if id is None else owner_text(tx, Owner("company", id))


async def name_operator(app: App, company_id: int) -> None:
    """Make a company the operator: its admins confirm top-ups, set terms and publish agreements."""
    await app.database.write(lambda tx: companies.name_operator(tx, company_id, utc_text(app.clock())))


async def set_confirmation_limit(app: App, owner: Owner, above: str | None, never: bool, by: Way | None = None) -> str:
    """When and how the person behind a caller is asked, as shipped when nothing is said; a sentence that says so."""
    return await app.database.write(lambda tx: _set_confirmation(tx, owner, above, never, by, app.clock()))


async def confirmation_text(app: App, owner: Owner) -> str:
    """When and how the person behind a caller is asked now, in a sentence."""
    _check_is_asked(owner)
    return await app.database.read(lambda tx: f"{owner} is {_asked(asking_of(tx, owner))}")


def _check_is_asked(owner: Owner) -> None:
    if owner.kind == "company":
        raise OperatorError("People and agents are asked, not companies: name agent:3, person:7 or an e-mail address.")


def _set_confirmation(
    tx: Transaction, owner: Owner, above: str | None, never: bool, by: Way | None, now: datetime
) -> str:
    _check_is_asked(owner)
    money = parse_money(above) if above else None
    if money is not None and money.currency != "USD":
        raise OperatorError("The limit is in USD.")
    if money is None and not never and by is None:
        ask_as_shipped(tx, owner)
    if money is not None or never:
        set_asking(tx, owner, not never, money.amount * 10_000 if money else None, utc_text(now))
    if by in ("token", "ask"):
        set_way(tx, owner, by, utc_text(now))
    return f"{owner} is {_asked(asking_of(tx, owner))}"


def _asked(setting: Row | None) -> str:
    if setting is not None and not setting["ask"]:
        return "never asked"
    shipped = setting is None or setting["usd_micros"] is None
    limit = Money(10_000 if setting is None or shipped else setting["usd_micros"] // 10_000, "USD")
    how = {"token": ", with a token", "ask": ", by the client's question alone", None: ""}[
        setting["way"] if setting else None
    ]
    return f"asked {'as shipped: ' if shipped else ''}above {limit} a call or a day{how}"
