"""Payment methods as rows: cards, wallets and bank accounts that freelancers are paid out to.

Whole account numbers are read in account_numbers.py alone; no column of a row here has one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text

_COLUMNS = """id, uuid, person_id, kind, card_type, wallet_type, bank_account_type, status, number, holder, expires_on,
    country, bic, bank_name, currency, auto_pay, redirect_url, company_id, link_ends_at, created_at, entered_at, verified_at,
    deleted_at"""


def find(tx: Transaction, person_id: int, method_id: int) -> Row | None:
    """A person's method, whatever its state."""
    return tx.one(
        f"SELECT {_COLUMNS} FROM payout_methods WHERE id = :id AND person_id = :person_id",
        id=method_id,
        person_id=person_id,
    )


def find_for_operator(tx: Transaction, method_id: int) -> Row | None:
    """Anybody's method, for whoever runs the hall, on its machine."""
    return tx.one(f"SELECT {_COLUMNS} FROM payout_methods WHERE id = :id", id=method_id)


def find_by_uuid(tx: Transaction, uuid: str) -> Row | None:
    """The method of a link, whosever it is."""
    return tx.one(f"SELECT {_COLUMNS} FROM payout_methods WHERE uuid = :uuid", uuid=uuid.lower())


def of_person(tx: Transaction, person_id: int, *, deleted: bool = False) -> list[Row]:
    """A person's methods, the oldest first; deleted: those too that are gone."""
    return tx.all(
        f"""SELECT {_COLUMNS} FROM payout_methods
            WHERE person_id = :person_id AND (:deleted = 1 OR deleted_at IS NULL) ORDER BY id""",
        person_id=person_id,
        deleted=deleted,
    )


def auto_pay_method(tx: Transaction, person_id: int, currency: str) -> Row | None:
    """The method that a person's earnings of a currency go to by themselves."""
    return tx.one(
        f"""SELECT {_COLUMNS} FROM payout_methods
            WHERE person_id = :person_id AND currency = :currency AND auto_pay = 1 AND deleted_at IS NULL""",
        person_id=person_id,
        currency=currency,
    )


def count(tx: Transaction, person_id: int) -> int:
    """How many methods a person has, those included that wait for their details."""
    return int(
        tx.value(
            "SELECT count(*) FROM payout_methods WHERE person_id = :person_id AND deleted_at IS NULL",
            person_id=person_id,
        )
    )


def is_known(tx: Transaction, person_id: int, kind: str, number_digest: str) -> bool:
    """Whether a person has an account or wallet of that number already."""
    found = tx.value(
        """SELECT 1 FROM payout_methods
           WHERE person_id = :person_id AND kind = :kind AND number_digest = :digest AND deleted_at IS NULL""",
        person_id=person_id,
        kind=kind,
        digest=number_digest,
    )
    return found is not None


def is_known_card(tx: Transaction, person_id: int, number: str, expires_on: date) -> bool:
    """Whether a person has a card of that masked number and that last day already."""
    found = tx.value(
        """SELECT 1 FROM payout_methods
           WHERE person_id = :person_id AND kind = 'card' AND number = :number AND expires_on = :expires_on
             AND deleted_at IS NULL""",
        person_id=person_id,
        number=number,
        expires_on=expires_on.isoformat(),
    )
    return found is not None


def add(tx: Transaction, person_id: int, kind: str, status: int, now: datetime, **values: Any) -> int:
    """A method whose details are still to come; its id. values: uuid, link_ends_at, company_id, redirect_url, and the type
    of a wallet or bank account."""
    return tx.insert(
        "payout_methods",
        person_id=person_id,
        kind=kind,
        status=status,
        created_at=utc_text(now),
        **values,
    )


def open_again(tx: Transaction, method_id: int, link_ends_at: datetime, redirect_url: str | None) -> None:
    """A new link for a method whose details are still to come."""
    tx.change("payout_methods", method_id, link_ends_at=utc_text(link_ends_at), redirect_url=redirect_url)


def enter(tx: Transaction, method_id: int, status: int, now: datetime, **values: Any) -> None:
    """The details of a method, as its owner gave them: number (masked), currency, and what its kind has besides."""
    tx.change("payout_methods", method_id, status=status, entered_at=utc_text(now), **values)


def verify(tx: Transaction, method_id: int, status: int, now: datetime) -> None:
    """The details of a method were found right."""
    tx.change("payout_methods", method_id, status=status, verified_at=utc_text(now))


def block(tx: Transaction, method_id: int, status: int) -> None:
    """Nothing is paid to a card any more."""
    tx.change("payout_methods", method_id, status=status, auto_pay=0)


def delete(tx: Transaction, method_id: int, status: int, now: datetime) -> None:
    """A method is gone, and with it the whole number and whatever stood in for it."""
    tx.change(
        "payout_methods",
        method_id,
        status=status,
        auto_pay=0,
        sealed_number=None,
        number_digest=None,
        provider_token=None,
        deleted_at=utc_text(now),
    )


def set_auto_pay(tx: Transaction, person_id: int, method_id: int, currency: str, on: bool) -> None:
    """Switch automatic payout to a method on or off; on switches it off for the others of the same currency."""
    if on:
        tx.run(
            """UPDATE payout_methods SET auto_pay = 0
               WHERE person_id = :person_id AND currency = :currency AND auto_pay = 1 AND id <> :id""",
            person_id=person_id,
            currency=currency,
            id=method_id,
        )
    tx.change("payout_methods", method_id, auto_pay=int(on))


def links_ended(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Methods whose link has ended before anybody entered their details."""
    return tx.all(
        """SELECT id, kind, status FROM payout_methods
           WHERE entered_at IS NULL AND deleted_at IS NULL AND link_ends_at <= :now ORDER BY link_ends_at LIMIT :most""",
        now=utc_text(now),
        most=most,
    )


def cards_expired(tx: Transaction, today: date, most: int) -> list[Row]:
    """Usable cards whose last day has passed."""
    return tx.all(
        f"""SELECT {_COLUMNS} FROM payout_methods
            WHERE kind = 'card' AND status = 4 AND expires_on < :today ORDER BY expires_on, id LIMIT :most""",
        today=today.isoformat(),
        most=most,
    )


def payout_under_way(tx: Transaction, method_id: int) -> tuple[int, str] | None:
    """The payout that is on its way to a method, (id, state); None when there is none."""
    row = tx.one(
        """SELECT p.id, CASE p.status WHEN 10 THEN 'created' ELSE 'in_progress' END AS state
           FROM payout_methods m
           JOIN payouts p ON p.person_id = m.person_id AND p.method_id = m.id AND p.status IN (10, 1)
           WHERE m.id = :method_id ORDER BY p.id LIMIT 1""",
        method_id=method_id,
    )
    return None if row is None else (row["id"], row["state"])
