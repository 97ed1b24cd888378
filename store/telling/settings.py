"""Where notices go besides the inbox, as their owners chose, and what callbacks to agents are signed with."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def settings_of(tx: Transaction, owner: Owner) -> Row | None:
    """What an owner chose; None when nothing."""
    return tx.one(
        "SELECT * FROM notice_settings WHERE owner_type = :type AND owner_id = :id", type=owner.kind, id=owner.id
    )


def write_settings(tx: Transaction, owner: Owner, stamp: str, **columns: Any) -> None:
    """Set columns of an owner's settings, which begin as shipped."""
    row = settings_of(tx, owner)
    if row is None:
        tx.insert("notice_settings", owner_type=owner.kind, owner_id=owner.id, **columns, updated_at=stamp)
    else:
        tx.change("notice_settings", row["id"], **columns, updated_at=stamp)


def zone_of(tx: Transaction, owner: Owner) -> str:
    """The time zone an owner's clocks show: a person's, a company's, an agent's company's."""
    sql = {
        "person": "SELECT timezone FROM persons WHERE id = :id",
        "company": "SELECT timezone FROM companies WHERE id = :id",
        "agent": "SELECT c.timezone FROM agents a JOIN companies c ON c.id = a.company_id WHERE a.id = :id",
    }[owner.kind]
    return tx.value(sql, id=owner.id) or "UTC"


def callback_of(tx: Transaction, agent_id: int) -> Row | None:
    """The callback of an agent: callback_url, refused_url, secret, old_secret, old_secret_until, last_success,
    last_failure; without a secret all but the url is None. None when there is no such agent."""
    return tx.one(
        """SELECT a.callback_url, c.secret, c.old_secret, c.old_secret_until, c.refused_url, c.last_success, c.last_failure
           FROM agents a LEFT JOIN agent_callbacks c ON c.agent_id = a.id WHERE a.id = :id""",
        id=agent_id,
    )


def set_secret(tx: Transaction, agent_id: int, secret: str, old_until: str, stamp: str) -> None:
    """Sign with a new secret, and with the one before until a moment; an address that refused is tried again."""
    row = tx.one("SELECT secret FROM agent_callbacks WHERE agent_id = :id", id=agent_id)
    if row is None:
        tx.insert("agent_callbacks", agent_id=agent_id, secret=secret, updated_at=stamp)
        return
    tx.run(
        """UPDATE agent_callbacks SET old_secret = secret, old_secret_until = :until, secret = :secret, refused_url = NULL,
             updated_at = :now WHERE agent_id = :id""",
        id=agent_id,
        until=old_until,
        secret=secret,
        now=stamp,
    )
