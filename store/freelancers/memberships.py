"""Who is in which company's team: joining, changing and leaving it."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.types import Owner

# The state of somebody who has agreed to be in the team.
REGISTERED = 3


def add_membership(
    tx: Transaction,
    company_id: int,
    person_id: int,
    state: int,
    invited_by: Owner,
    stamp: str,
    *,
    registered: bool,
    **given: Any,
) -> int:
    """Put a person into a company's team; the membership's id. given: what the company fills in for them."""
    return tx.insert(
        "team_memberships",
        company_id=company_id,
        person_id=person_id,
        state=state,
        **_with_key(given),
        invited_by_type=invited_by.kind,
        invited_by_id=invited_by.id,
        added_at=stamp,
        joined_at=stamp if registered else None,
        updated_at=stamp,
    )


def renew_membership(
    tx: Transaction, membership_id: int, state: int, stamp: str, *, registered: bool, **given: Any
) -> None:
    """Bring somebody who was removed back into the team. given: what the company fills in anew."""
    tx.change(
        "team_memberships",
        membership_id,
        state=state,
        **_with_key(given),
        added_at=stamp,
        joined_at=stamp if registered else None,
        removed_at=None,
        updated_at=stamp,
    )


def _with_key(given: dict[str, Any]) -> dict[str, Any]:
    """What is filled in, with what the address somebody was asked by is compared by."""
    if "invited_email" not in given:
        return given
    return {**given, "invited_email_key": address_key_or_none(given["invited_email"])}


def set_state(tx: Transaction, membership_id: int, state: int, stamp: str) -> None:
    tx.change("team_memberships", membership_id, state=state, updated_at=stamp)


def change_details(tx: Transaction, membership_id: int, stamp: str, **details: Any) -> None:
    """Set names, note or specialization as the company keeps them."""
    tx.change("team_memberships", membership_id, **_with_key(details), updated_at=stamp)


def note_invite_sent(tx: Transaction, membership_id: int, stamp: str) -> None:
    tx.change("team_memberships", membership_id, invite_sent_at=stamp)


def end_membership(tx: Transaction, membership_id: int, removed: int, stamp: str) -> None:
    """Take a person out of the team. removed: the state that says so."""
    tx.change("team_memberships", membership_id, state=removed, removed_at=stamp, updated_at=stamp)


def join_one(tx: Transaction, membership_id: int, registered: int, stamp: str) -> None:
    """Somebody who is registered already agreed to be in this team."""
    tx.change("team_memberships", membership_id, state=registered, joined_at=stamp, updated_at=stamp)


def join_all(tx: Transaction, person_id: int, registered: int, stamp: str) -> None:
    """Give every membership of the person that was not removed the state of somebody who has registered."""
    tx.run(
        """UPDATE team_memberships SET state = :registered, joined_at = :stamp, updated_at = :stamp
           WHERE person_id = :person_id AND removed_at IS NULL AND state <> :registered""",
        registered=registered,
        stamp=stamp,
        person_id=person_id,
    )


def open_memberships(tx: Transaction, person_id: int) -> list[Row]:
    """The person's memberships that were not removed."""
    return tx.all(
        """SELECT id, company_id, state, invited_phone, first_name, last_name, middle_name, country, city,
                  address, postal_code
           FROM team_memberships WHERE person_id = :person_id AND removed_at IS NULL ORDER BY id""",
        person_id=person_id,
    )


def company_ids_of(tx: Transaction, person_id: int) -> list[int]:
    """The companies whose team the person has agreed to be in."""
    return [row["company_id"] for row in open_memberships(tx, person_id) if row["state"] == REGISTERED]


def in_team_of(tx: Transaction, person_id: int, company_id: int) -> bool:
    """Whether the person has agreed to be in the company's team."""
    found = tx.value(
        """SELECT 1 FROM team_memberships
           WHERE company_id = :company_id AND person_id = :person_id AND removed_at IS NULL AND state = :registered""",
        company_id=company_id,
        person_id=person_id,
        registered=REGISTERED,
    )
    return found is not None
