"""What passes between a freelancer and a company on paper: invites, identity and tax documents."""

from __future__ import annotations

from datetime import date, datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def replace_invite(
    tx: Transaction,
    membership_id: int,
    person_id: int,
    email: str,
    token_hash: str,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Make this the only invite of a membership that opens its registration; its id."""
    revoke_invites(tx, membership_id, utc_text(now))
    return tx.insert(
        "freelancer_invites",
        membership_id=membership_id,
        person_id=person_id,
        email=email,
        token_hash=token_hash,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def revoke_invites(tx: Transaction, membership_id: int, stamp: str) -> None:
    """End the invites of a membership that were not used."""
    tx.run(
        """UPDATE freelancer_invites SET revoked_at = :stamp
           WHERE membership_id = :membership_id AND used_at IS NULL AND revoked_at IS NULL""",
        membership_id=membership_id,
        stamp=stamp,
    )


def open_invite(tx: Transaction, token_hash: str, stamp: str) -> Row | None:
    """The invite behind a token unless it was used, revoked or has run out."""
    return tx.one(
        """SELECT id, membership_id, person_id, email FROM freelancer_invites
           WHERE token_hash = :token_hash AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :stamp""",
        token_hash=token_hash,
        stamp=stamp,
    )


def use_invites(tx: Transaction, person_id: int, used_id: int | None, stamp: str) -> None:
    """Mark one invite as used and end the person's others: somebody who is registered needs none."""
    if used_id is not None:
        tx.change("freelancer_invites", used_id, used_at=stamp)
    tx.run(
        """UPDATE freelancer_invites SET revoked_at = :stamp
           WHERE person_id = :person_id AND used_at IS NULL AND revoked_at IS NULL""",
        person_id=person_id,
        stamp=stamp,
    )


def use_invite(tx: Transaction, invite_id: int, stamp: str) -> None:
    """Mark an invite as used by somebody who is registered already; their others stay open."""
    tx.change("freelancer_invites", invite_id, used_at=stamp)


def replace_verification_link(
    tx: Transaction,
    person_id: int,
    token_hash: str,
    redirect_url: str | None,
    made_by: Owner,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Make this the person's only verification link; its id."""
    tx.run(
        """UPDATE verification_links SET replaced_at = :stamp
           WHERE person_id = :person_id AND used_at IS NULL AND replaced_at IS NULL""",
        person_id=person_id,
        stamp=utc_text(now),
    )
    return tx.insert(
        "verification_links",
        person_id=person_id,
        token_hash=token_hash,
        redirect_url=redirect_url,
        made_by_type=made_by.kind,
        made_by_id=made_by.id,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def open_verification_link(tx: Transaction, token_hash: str, stamp: str) -> Row | None:
    """The link behind a token unless it was used or replaced or has run out."""
    return tx.one(
        """SELECT id, person_id, redirect_url FROM verification_links
           WHERE token_hash = :token_hash AND used_at IS NULL AND replaced_at IS NULL AND expires_at > :stamp""",
        token_hash=token_hash,
        stamp=stamp,
    )


def use_verification_link(tx: Transaction, link_id: int, stamp: str) -> None:
    tx.change("verification_links", link_id, used_at=stamp)


def add_identity_document(
    tx: Transaction,
    person_id: int,
    type: str,
    country: str,
    number_hash: str,
    number_tail: str,
    first_name: str,
    last_name: str,
    birth_date: date,
    stamp: str,
) -> int:
    """Keep what a person was verified with; its id. Of the number only a digest and the last characters."""
    return tx.insert(
        "identity_documents",
        person_id=person_id,
        type=type,
        country=country,
        number_hash=number_hash,
        number_tail=number_tail,
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date.isoformat(),
        verified_at=stamp,
    )


def tax_documents(tx: Transaction, person_id: int) -> list[Row]:
    """The person's current tax documents: type, tax_number, country."""
    return tx.all(
        """SELECT id, type, tax_number, country, added_by_type, added_by_id, added_at FROM tax_documents
           WHERE person_id = :person_id AND replaced_at IS NULL ORDER BY type""",
        person_id=person_id,
    )


def replace_tax_document(
    tx: Transaction, person_id: int, type: str, tax_number: str, country: str, added_by: Owner, stamp: str
) -> int:
    """Make this the person's current number of that type; the former one stays as history. Its id."""
    tx.run(
        """UPDATE tax_documents SET replaced_at = :stamp
           WHERE person_id = :person_id AND type = :type AND replaced_at IS NULL""",
        person_id=person_id,
        type=type,
        stamp=stamp,
    )
    return tx.insert(
        "tax_documents",
        person_id=person_id,
        type=type,
        tax_number=tax_number,
        country=country,
        added_by_type=added_by.kind,
        added_by_id=added_by.id,
        added_at=stamp,
    )
