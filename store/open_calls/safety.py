"""What keeps open calls safe: floors of pay and forbidden kinds as the operator set them, and calls that belong together."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import among

# So many of a company's calls are read together at most, the newest first.
MOST_TOGETHER = 500


def floors(tx: Transaction) -> list[Row]:
    """country, currency, per_hour (decimal text), example."""
    return tx.all("SELECT country, currency, per_hour, example FROM pay_floors ORDER BY country")


def replace_floors(tx: Transaction, rows: Iterable[dict[str, Any]]) -> None:
    """Set all floors anew; none of them is an example any more."""
    tx.run("DELETE FROM pay_floors")
    for row in rows:
        tx.insert("pay_floors", **row, example=0)


def kinds(tx: Transaction) -> list[Row]:
    """code, needs (JSON, lists of phrases), example."""
    return tx.all("SELECT code, needs, example FROM forbidden_kinds ORDER BY code")


def replace_kinds(tx: Transaction, rows: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> None:
    """Set all forbidden kinds anew; none of them is an example any more."""
    tx.run("DELETE FROM forbidden_kinds")
    for code, needs in rows:
        tx.insert("forbidden_kinds", code=code, needs=json.dumps(needs, ensure_ascii=False), example=0)


def keep_hosts(tx: Transaction, open_call_id: int, hosts: Collection[str]) -> None:
    """Which web hosts a call names, in place of those it named before."""
    tx.run("DELETE FROM open_call_hosts WHERE open_call_id = :id", id=open_call_id)
    for host in sorted(hosts):
        tx.insert("open_call_hosts", open_call_id=open_call_id, host=host)


def company_calls_since(tx: Transaction, company_id: int, since: str, besides: int) -> list[Row]:
    """A company's calls created since a moment, the newest first, without cancelled drafts: id and place."""
    return tx.all(
        """SELECT id, latitude, longitude FROM open_calls
           WHERE company_id = :company_id AND created_at > :since AND id <> :besides
             AND NOT (status = 'cancelled' AND published_at IS NULL)
           ORDER BY created_at DESC, id DESC""",
        company_id=company_id,
        since=since,
        besides=besides,
    )


def naming_the_hosts_of(tx: Transaction, open_call_id: int, others: Collection[int]) -> set[int]:
    """Which of the others name a host that the call names."""
    condition, params = among(others)
    rows = tx.all(
        f"""SELECT DISTINCT h.open_call_id FROM open_call_hosts h
            JOIN open_call_hosts own ON own.host = h.host AND own.open_call_id = :id
            WHERE h.open_call_id {condition}""",
        id=open_call_id,
        **params,
    )
    return {row["open_call_id"] for row in rows}


def sharing_people_with(tx: Transaction, open_call_id: int, others: Collection[int]) -> set[int]:
    """Which of the others have an applicant of the call, where one of the two accepted them."""
    condition, params = among(others)
    rows = tx.all(
        f"""SELECT DISTINCT a.open_call_id FROM open_call_applications a
            JOIN open_call_applications own ON own.person_id = a.person_id AND own.open_call_id = :id
            WHERE a.open_call_id {condition} AND 'accepted' IN (a.status, own.status)
              AND a.status <> 'unsent' AND own.status <> 'unsent'""",
        id=open_call_id,
        **params,
    )
    return {row["open_call_id"] for row in rows}


def texts(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """What calls say: title, description, start_instructions, done and questions (JSON), safety_released_at."""
    condition, params = among(ids)
    return tx.all(
        f"""SELECT id, title, description, start_instructions, done, questions, safety_released_at
            FROM open_calls WHERE id {condition} ORDER BY id""",
        **params,
    )


def setting(tx: Transaction, name: str, default: int) -> int:
    """A number that the operator has set, such as reports.threshold."""
    value: str | None = tx.value("SELECT value FROM settings WHERE name = :name", name=name)
    return default if value is None else int(value)


def set_setting(tx: Transaction, name: str, value: int, stamp: str) -> None:
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES (:name, :value, :stamp)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""",
        name=name,
        value=str(value),
        stamp=stamp,
    )
