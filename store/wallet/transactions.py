"""What moved on the purses of an owner, and what a month's calls came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner

_COLUMNS = "id, kind, amount, currency, tool, note, external_reference, caller_type, caller_id, call_id, created_at"


def transactions_query(
    account_ids: Collection[int],
    kinds: Sequence[str] | None = None,
    without: Sequence[str] = (),
    charges_of_person: int | None = None,
) -> tuple[str, dict[str, Any]]:
    """The SELECT of one row for each side of a transfer that is one of these accounts, and its parameters.

    sign: -1 out, 1 in; after: the balance it left. kinds: only these; without: not these. charges_of_person: of the
    charges only those for calls of this person."""
    one_of, numbers = among(account_ids)
    params: dict[str, Any] = dict(numbers)
    sql = f"""SELECT * FROM (
                  SELECT {_COLUMNS}, -1 AS sign, debit_balance_after AS after FROM ledger_transfers
                  WHERE debit_account_id {one_of}
                  UNION ALL
                  SELECT {_COLUMNS}, 1 AS sign, credit_balance_after AS after FROM ledger_transfers
                  WHERE credit_account_id {one_of}) AS sides
              WHERE 1 = 1"""
    if charges_of_person is not None:
        sql += " AND (kind <> 'charge' OR (caller_type = 'person' AND caller_id = :person))"
        params["person"] = charges_of_person
    if kinds:
        wanted = {f"kind_{index}": kind for index, kind in enumerate(kinds)}
        sql += f" AND kind IN ({', '.join(f':{name}' for name in wanted)})"
        params |= wanted
    if without:
        unwanted = {f"without_{index}": kind for index, kind in enumerate(without)}
        sql += f" AND kind NOT IN ({', '.join(f':{name}' for name in unwanted)})"
        params |= unwanted
    return sql, params


def price_class_of(tx: Transaction, call_id: str) -> str | None:
    """What a logged call was charged as."""
    price_class: str | None = tx.value("SELECT price_class FROM calls WHERE id = :id", id=call_id)
    return price_class


def usage_of_month(tx: Transaction, payer: Owner, month: str, only: Owner | None) -> list[Row]:
    """Calls, free and billed ones and usd_micros by tool, of a payer's month YYYY-MM; only: of this caller."""
    return tx.all(
        """SELECT u.tool, u.price_class, p.usage_type, sum(u.calls) AS calls, sum(u.free_calls) AS free_calls,
                  sum(u.billed_calls) AS billed_calls, sum(u.usd_micros) AS usd_micros
           FROM usage_counters u
           LEFT JOIN (SELECT price_class, max(usage_type) AS usage_type FROM prices GROUP BY price_class) p
               ON p.price_class = u.price_class
           WHERE u.payer_type = :type AND u.payer_id = :id AND u.period = :month
             AND (:everybody = 1 OR (u.caller_type = :caller_type AND u.caller_id = :caller_id))
           GROUP BY u.tool, u.price_class, p.usage_type ORDER BY u.tool""",
        type=payer.kind,
        id=payer.id,
        month=month,
        everybody=int(only is None),
        caller_type=only.kind if only else None,
        caller_id=only.id if only else None,
    )


def charged_in_month(tx: Transaction, payer: Owner, month: str, only: Owner | None) -> list[Row]:
    """What was taken from a payer's purses for calls of a month YYYY-MM, by tool and currency; only: of this caller."""
    return tx.all(
        """SELECT tool, currency, sum(amount) AS amount FROM calls
           WHERE payer_type = :type AND payer_id = :id AND at >= :start AND at < :end AND amount > 0
             AND (:everybody = 1 OR (caller_type = :caller_type AND caller_id = :caller_id))
           GROUP BY tool, currency""",
        type=payer.kind,
        id=payer.id,
        start=f"{month}-01",
        end=f"{month}-32",
        everybody=int(only is None),
        caller_type=only.kind if only else None,
        caller_id=only.id if only else None,
    )
