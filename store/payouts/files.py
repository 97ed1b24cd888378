"""Payment files as they were made, which payouts stand in which, and whose account they are paid from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.types import utc_text

_PAYER = "payouts.payer"
_SETTLEMENT = "payouts.settlement"


def by_hand(tx: Transaction) -> list[Row]:
    """Payouts that somebody transfers by hand and that have not ended, the oldest first, with the method they go to and what
    the file they stand in says: file_id and end_to_end_id None while in none."""
    return tx.all(
        """SELECT p.*, m.kind, m.holder, m.bic, l.file_id, l.end_to_end_id, l.name AS sent_name, l.day AS sent_day
           FROM payouts p JOIN payout_methods m ON m.id = p.method_id
           LEFT JOIN payout_file_lines l ON l.payout_id = p.id
           WHERE p.provider = 'manual' AND p.status IN (10, 1) ORDER BY p.id"""
    )


def next_number(tx: Transaction) -> int:
    """The number of the next file."""
    return int(tx.value("SELECT coalesce(max(id), 0) + 1 FROM payout_files"))


def add(
    tx: Transaction,
    key: InstallationKey,
    number: int,
    message_id: str,
    content: bytes,
    sha256: str,
    payments: int,
    control_sum: str,
    now: datetime,
) -> None:
    """Keep a file as it is handed out."""
    tx.insert(
        "payout_files",
        id=number,
        message_id=message_id,
        sealed=key.sealed(_label(number), content.decode()),
        sha256=sha256,
        payments=payments,
        control_sum=control_sum,
        created_at=utc_text(now),
    )


def add_line(tx: Transaction, payout_id: int, number: int, end_to_end_id: str, name: str, text: str, day: str) -> None:
    """A payout stands in a file. A second file for it is refused by the table."""
    tx.insert(
        "payout_file_lines",
        payout_id=payout_id,
        file_id=number,
        end_to_end_id=end_to_end_id,
        name=name,
        text=text,
        day=day,
    )


def find(tx: Transaction, number: int) -> Row | None:
    return tx.one("SELECT * FROM payout_files WHERE id = :id", id=number)


def latest(tx: Transaction) -> Row | None:
    return tx.one("SELECT * FROM payout_files ORDER BY id DESC LIMIT 1")


def content_of(key: InstallationKey, row: Row) -> bytes | None:
    """The bytes of a file. None when the installation's key is not the one they were sealed with."""
    text = key.opened(_label(row["id"]), row["sealed"])
    return None if text is None else text.encode()


def line_of(tx: Transaction, payout_id: int) -> Row | None:
    """What the file that a payout stands in says of it; None when it is in none."""
    return tx.one("SELECT * FROM payout_file_lines WHERE payout_id = :id", id=payout_id)


def payer(tx: Transaction) -> tuple[str, str, str | None] | None:
    """Name, account and bank that payouts are paid from, as the operator named them; None until then."""
    stored = tx.value("SELECT value FROM settings WHERE name = :name", name=_PAYER)
    if stored is None:
        return None
    name, number, bank = json.loads(stored)
    return name, number, bank


def set_payer(tx: Transaction, values: Iterable[str | None], now: datetime) -> None:
    _set(tx, _PAYER, json.dumps(list(values)), now)


def settlement(tx: Transaction) -> str:
    """Who carries out new payouts."""
    return str(tx.value("SELECT value FROM settings WHERE name = :name", name=_SETTLEMENT) or "ledger")


def set_settlement(tx: Transaction, provider: str, now: datetime) -> None:
    _set(tx, _SETTLEMENT, provider, now)


def _set(tx: Transaction, name: str, value: str, now: datetime) -> None:
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES (:name, :value, :now)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""",
        name=name,
        value=value,
        now=utc_text(now),
    )


def _label(number: int) -> str:
    return f"payout file:{number}"
