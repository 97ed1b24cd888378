"""Companies, people, memberships, agents and sessions as records, made and found for operations and the server."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.database import Row, Transaction
from store.folding import address_key, address_key_or_none, name_lines, short_name
from store.folding import folded as found_as
from store.own_ad_records import open_ad_records
from store.people import name_words
from store.types import Owner, utc_text

TOKEN_LIFETIME = timedelta(hours=1)
REFRESH_LIFETIME = timedelta(days=30)
DEFAULT_CALENDAR = {"label": "My calendar", "slug": "my-calendar"}
# Makers of companies and agents that are no person or agent: the commands of this machine, and nobody who was signed in.
MACHINE = "machine"
REGISTRATION = "registration"


def folded(name: str) -> str:
    """A name as names are compared: without case, surrounding blanks and doubled ones."""
    return " ".join(name.split()).casefold()


def create_company(
    tx: Transaction,
    name: str,
    currency: str,
    now: datetime,
    created_by: int | None = None,
    timezone: str = "UTC",
    *,
    made_by: str = REGISTRATION,
) -> int:
    """Store a company and return its id. created_by: the company whose admin made it; made_by: MACHINE, or who it was."""
    company_id = tx.insert(
        "companies",
        company_name=" ".join(name.split()),
        name_folded=folded(name),
        currency=currency,
        timezone=timezone,
        created_by_company_id=created_by,
        made_by=made_by,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )
    open_ad_records(tx, company_id, utc_text(now), timezone)
    return company_id


def create_person(
    tx: Transaction,
    uuid: str,
    email: str | None,
    name: str,
    now: datetime,
    *,
    middle_name: str | None = None,
    last_name: str | None = None,
    phone: str | None = None,
    password_hash: str | None = None,
    timezone: str = "UTC",
    verified: bool = False,
) -> int:
    """Store a person with a default calendar and return the person's id. The address must not be taken."""
    person_id = tx.insert(
        "persons",
        uuid=uuid,
        email=email,
        email_key=address_key_or_none(email),
        email_verified_at=utc_text(now) if verified else None,
        name=name,
        middle_name=middle_name,
        last_name=last_name,
        names_folded=name_lines(name, middle_name, last_name),
        short_name_folded=short_name(name, last_name),
        phone=phone,
        password_hash=password_hash,
        timezone=timezone,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )
    name_words.add(tx, person_id, short_name(name, last_name))
    calendar_id = open_default_calendar(tx, Owner("person", person_id), timezone, now)
    tx.change("persons", person_id, default_kal_id=calendar_id)
    return person_id


def create_agent(
    tx: Transaction,
    company_id: int,
    name: str,
    email: str,
    key_hash: str,
    key_prefix: str,
    currency: str,
    now: datetime,
    *,
    status: str = "pending_deposit",
    verified: bool = False,
    made_by: str = REGISTRATION,
) -> int:
    """Store an agent of a company with a default calendar and return the agent's id. Nobody else may have proven the
    address if it is verified here.

    made_by: MACHINE, or who it was: the agent's owner of record."""
    agent_id = tx.insert(
        "agents",
        company_id=company_id,
        name=name,
        name_sorted=folded(name),
        name_folded=found_as(name),
        search_text=found_as(name),
        email=email,
        email_key=address_key(email),
        email_verified_at=utc_text(now) if verified else None,
        status=status,
        made_by=made_by,
        currency=currency,
        api_key_hash=key_hash,
        api_key_prefix=key_prefix,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )
    calendar_id = open_default_calendar(tx, Owner("agent", agent_id), "UTC", now)
    tx.change("agents", agent_id, default_kal_id=calendar_id)
    return agent_id


def open_default_calendar(tx: Transaction, owner: Owner, timezone: str, now: datetime) -> int:
    """Store the one default calendar of a person or an agent and return its id."""
    return tx.insert(
        "calendars",
        owner_type=owner.kind,
        owner_id=owner.id,
        **DEFAULT_CALENDAR,
        timezone=timezone,
        is_default=1,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def add_membership(
    tx: Transaction,
    company_id: int,
    person_id: int,
    now: datetime,
    *,
    role: str = "user",
    type: str = "client",
    department: str | None = None,
) -> int:
    """Make a person a member of a company and return the membership's id. A first company becomes the default one."""
    membership_id = tx.insert(
        "memberships",
        company_id=company_id,
        person_id=person_id,
        role=role,
        type=type,
        department=department,
        department_folded=found_as(department or ""),
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )
    tx.run(
        "UPDATE persons SET default_company_id = :company_id WHERE id = :person_id AND default_company_id IS NULL",
        company_id=company_id,
        person_id=person_id,
    )
    return membership_id


def open_session(
    tx: Transaction,
    person_id: int,
    company_id: int | None,
    token_hash: str,
    refresh_hash: str | None,
    now: datetime,
    *,
    chain_id: int | None = None,
    lifetime: timedelta = TOKEN_LIFETIME,
    opened_by: str = "machine",
    origin: str = "local",
    agent: tuple[int, str] | None = None,
) -> int:
    """Store a session (refreshable for 30 days) and return its id. chain_id: the first session it renews.

    agent: the agent it was opened through, and the hash of its key.

    opened_by: the operation that opened it, or machine; origin: local or network."""
    session_id = tx.insert(
        "sessions",
        person_id=person_id,
        company_id=company_id,
        token_hash=token_hash,
        refresh_hash=refresh_hash,
        created_at=utc_text(now),
        expires_at=utc_text(now + lifetime),
        refresh_expires_at=utc_text(now + REFRESH_LIFETIME) if refresh_hash else None,
        chain_id=chain_id,
        opened_by=opened_by,
        origin=origin,
        agent_id=agent[0] if agent else None,
        agent_key_hash=agent[1] if agent else None,
    )
    if chain_id is None:
        tx.change("sessions", session_id, chain_id=session_id)
    return session_id


def owner_exists(tx: Transaction, owner: Owner) -> bool:
    """Whether there is, or was, such a company, person or agent."""
    table = {"agent": "agents", "company": "companies", "person": "persons"}[owner.kind]
    return tx.value(f"SELECT id FROM {table} WHERE id = :id", id=owner.id) is not None


def find_company_by_name(tx: Transaction, name: str) -> Row | None:
    """The oldest live company of that name, compared without case and blanks."""
    return tx.one(
        "SELECT * FROM companies WHERE name_folded = :name AND deleted_at IS NULL ORDER BY id LIMIT 1",
        name=folded(name),
    )


def find_person_by_email(tx: Transaction, email: str) -> Row | None:
    """The person with that address, compared without case, unless deleted."""
    return tx.one("SELECT * FROM persons WHERE email_key = :key AND deleted_at IS NULL", key=address_key(email))


def find_agent_by_email(tx: Transaction, email: str) -> Row | None:
    """The agent that has proven that address, else the oldest one registered with it; in whatever status."""
    return tx.one(
        "SELECT * FROM agents WHERE email_key = :key ORDER BY email_verified_at IS NULL, id LIMIT 1",
        key=address_key(email),
    )


def find_agent_by_name(tx: Transaction, name: str) -> Row | None:
    """The oldest agent of exactly that name."""
    return tx.one("SELECT * FROM agents WHERE name = :name ORDER BY id LIMIT 1", name=name)
