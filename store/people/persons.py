"""People as rows: the one record of everybody who works, hires or signs in, with skills, languages and sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none, name_lines, short_name
from store.people import name_words
from store.people.identity import folded
from store.types import utc_text


def find_person(tx: Transaction, person_id: int) -> Row | None:
    """The person, unless deleted."""
    return tx.one("SELECT * FROM persons WHERE id = :id AND deleted_at IS NULL", id=person_id)


def write_person(tx: Transaction, person_id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a person, with what follows from them."""
    tx.change("persons", person_id, **columns, **_keys(columns), updated_at=utc_text(now))
    if not _NAMES.isdisjoint(columns):
        keep_names_folded(tx, person_id)


_NAMES = frozenset(("name", "middle_name", "last_name"))


def _keys(columns: Mapping[str, Any]) -> dict[str, str | None]:
    """What an address and a user name among these columns are compared by."""
    return {f"{name}_key": address_key_or_none(columns[name]) for name in ("email", "username") if name in columns}


def keep_names_folded(tx: Transaction, person_id: int) -> None:
    """Bring what a person's name is searched by in step with it."""
    row = tx.one("SELECT name, middle_name, last_name FROM persons WHERE id = :id", id=person_id)
    if row is not None:
        short = short_name(row["name"], row["last_name"])
        names = name_lines(row["name"], row["middle_name"], row["last_name"])
        tx.change("persons", person_id, names_folded=names, short_name_folded=short)
        name_words.keep(tx, person_id, short)


def plain_authenticators(tx: Transaction, limit: int) -> list[Row]:
    """id, authenticator_secret and authenticator_pending of people whose secrets are not sealed."""
    return tx.all(
        """SELECT id, authenticator_secret, authenticator_pending FROM persons
           WHERE authenticator_secret NOT LIKE 'sealed:%' OR authenticator_pending NOT LIKE 'sealed:%'
           ORDER BY id LIMIT :limit""",
        limit=limit,
    )


def skills_of(tx: Transaction, person_id: int) -> list[Row]:
    """id, name and level of a person's skills, by name."""
    return tx.all(
        """SELECT s.id, s.name, ps.level FROM person_skills ps JOIN skills s ON s.id = ps.skill_id
           WHERE ps.person_id = :person_id ORDER BY s.name_folded""",
        person_id=person_id,
    )


def languages_of(tx: Transaction, person_id: int) -> list[Row]:
    """code and level of a person's languages, by code."""
    return tx.all(
        "SELECT code, level FROM person_languages WHERE person_id = :person_id ORDER BY code", person_id=person_id
    )


def skill_exists(tx: Transaction, skill_id: int) -> bool:
    return tx.value("SELECT 1 FROM skills WHERE id = :id", id=skill_id) is not None


def skill_named(tx: Transaction, name: str) -> int:
    """The id of the skill of that name, compared without case and blanks; a new one when nobody had it yet."""
    tx.run(
        "INSERT INTO skills (name, name_folded) VALUES (:name, :folded) ON CONFLICT (name_folded) DO NOTHING",
        name=" ".join(name.split()),
        folded=folded(name),
    )
    skill_id: int = tx.value("SELECT id FROM skills WHERE name_folded = :folded", folded=folded(name))
    return skill_id


def replace_skills(tx: Transaction, person_id: int, skills: Sequence[tuple[int, str | None]]) -> None:
    """A person's skills are these (skill id, level) and no others."""
    tx.run("DELETE FROM person_skills WHERE person_id = :person_id", person_id=person_id)
    for skill_id, level in dict(skills).items():
        tx.insert("person_skills", person_id=person_id, skill_id=skill_id, level=level)


def replace_languages(tx: Transaction, person_id: int, languages: Sequence[tuple[str, str | None]]) -> None:
    """A person's languages are these (code, level) and no others."""
    tx.run("DELETE FROM person_languages WHERE person_id = :person_id", person_id=person_id)
    for code, level in dict(languages).items():
        tx.insert("person_languages", person_id=person_id, code=code, level=level)


def companies_of(tx: Transaction, person_id: int) -> list[Row]:
    """id, name, role, type and department of the companies a person belongs to, by name."""
    return tx.all(
        """SELECT c.id, c.company_name AS name, m.role, m.type, m.department
           FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :person_id AND m.deleted_at IS NULL AND c.deleted_at IS NULL
           ORDER BY c.name_folded, c.id""",
        person_id=person_id,
    )


def find_session_by_refresh(tx: Transaction, refresh_hash: str) -> Row | None:
    """The session that a refresh token belongs to, live or not."""
    return tx.one("SELECT * FROM sessions WHERE refresh_hash = :hash", hash=refresh_hash)


def is_agents_session_live(tx: Transaction, session_id: int) -> bool:
    """Whether a session may be renewed as far as the agent goes that it was opened through: active, with the same key."""
    found = tx.value(
        """SELECT 1 FROM sessions s WHERE s.id = :id AND (s.agent_id IS NULL OR EXISTS (
               SELECT 1 FROM agents g WHERE g.id = s.agent_id AND g.status = 'active' AND g.company_id = s.company_id
                 AND g.api_key_hash = s.agent_key_hash))""",
        id=session_id,
    )
    return found is not None


def renew_session(tx: Transaction, session_id: int, now: datetime) -> None:
    """End a session whose refresh token was used: another one takes its place."""
    end_session(tx, session_id, now)
    tx.change("sessions", session_id, renewed_at=utc_text(now))


def end_session(tx: Transaction, session_id: int, now: datetime) -> None:
    """Make a session's token and refresh token worthless; of an app's session all that it holds by the same consent."""
    tx.run(
        """UPDATE sessions SET ended_at = :now WHERE ended_at IS NULL
             AND (id = :id OR grant_id = (SELECT grant_id FROM sessions WHERE id = :id))""",
        id=session_id,
        now=utc_text(now),
    )


def end_chain(tx: Transaction, chain_id: int, now: datetime) -> None:
    """End every session that was renewed from the same sign-in."""
    tx.run(
        "UPDATE sessions SET ended_at = :now WHERE chain_id = :chain AND ended_at IS NULL",
        chain=chain_id,
        now=utc_text(now),
    )


def end_sessions(tx: Transaction, person_id: int, now: datetime, keep: int | None = None) -> int:
    """End all sessions of a person but the one to keep; how many ended."""
    return tx.run(
        "UPDATE sessions SET ended_at = :now WHERE person_id = :person AND ended_at IS NULL AND id <> :keep",
        person=person_id,
        now=utc_text(now),
        keep=keep or 0,
    )


def end_sessions_for(tx: Transaction, person_id: int, company_id: int, now: datetime, keep: int | None = None) -> int:
    """End the sessions in which a person acts for a company, but the one to keep; how many ended."""
    return tx.run(
        """UPDATE sessions SET ended_at = :now
           WHERE person_id = :person AND company_id = :company AND ended_at IS NULL AND id <> :keep""",
        person=person_id,
        company=company_id,
        now=utc_text(now),
        keep=keep or 0,
    )


def act_for_if_none(tx: Transaction, session_id: int | None, company_id: int) -> None:
    """A session that acts for no company its person belongs to acts for this one from now on."""
    tx.run(
        """UPDATE sessions SET company_id = :company
           WHERE id = :id AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.company_id = sessions.company_id
                                          AND m.person_id = sessions.person_id AND m.deleted_at IS NULL)""",
        id=session_id or 0,
        company=company_id,
    )


def forget_default_company(tx: Transaction, person_id: int, company_id: int) -> None:
    """A company somebody left is not their default one."""
    tx.run(
        "UPDATE persons SET default_company_id = NULL WHERE id = :id AND default_company_id = :company",
        id=person_id,
        company=company_id,
    )
