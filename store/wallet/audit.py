"""Proves the books: every balance, hold, counter and quota recomputed from the append-only log.

The database adds up; nothing here grows with the log."""

from __future__ import annotations

import re
from functools import cache

from store.database import Row, Transaction
from store.postgresql.guards import lost_guards
from store.upgrade import FOLDER, shipped
from store.wallet.bill_audit import bill_differences
from store.wallet.contract_audit import contract_differences
from store.wallet.payout_audit import payout_differences

# Of one kind as many wrong lines are named: whoever rewrote all of a long log leaves more than fit into memory.
MOST_NAMED = 1000

_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+).*?END(?=;)", re.MULTILINE | re.DOTALL)


def differences(tx: Transaction) -> list[str]:
    """One sentence for each figure that does not follow from the log, of each kind at most MOST_NAMED; empty when all do."""
    checks = (
        _guards, _gaps, _shapes, _balances, _noted, _sums, _held, _ends, _parts, _usage, _quotas, _charges, _unpaid
    )  # fmt: skip
    found = [sentence for check in checks for sentence in check(tx)]
    return found + contract_differences(tx) + bill_differences(tx) + payout_differences(tx)


def _wrong(tx: Transaction, sql: str) -> list[Row]:
    return tx.all(f"{sql} LIMIT {MOST_NAMED}")


def _guards(tx: Transaction) -> list[str]:
    """The triggers that keep the log from being rewritten are in force, word for word."""
    return [
        f"the guard {name} is missing or was changed, so the log could have been rewritten"
        for name in (lost_guards(tx) if tx.dialect == "postgresql" else _lost(tx))
    ]


def _lost(tx: Transaction) -> list[str]:
    had = {row["migration_id"] for row in tx.all("SELECT migration_id FROM _yoyo_migration")}
    found = {row["name"]: row["sql"] for row in tx.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    guards: dict[str, str] = {}
    for migration in shipped():
        if migration in had:
            guards |= _made_by(migration)
    return [name for name, text in guards.items() if found.get(name, "").split() != text.split()]


@cache
def _made_by(migration: str) -> dict[str, str]:
    """The triggers of a migration that refuse something: name -> statement."""
    text = (FOLDER / f"{migration}.sql").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in _TRIGGER.finditer(text) if "RAISE(" in match[0]}


def _gaps(tx: Transaction) -> list[str]:
    """Numbers are given one after another, also across what was rolled back."""
    found = []
    for table in ("ledger_transfers", "ledger_holds", "ledger_accounts"):
        row = tx.one(
            f"SELECT count(*) AS lines, coalesce(min(id), 1) AS first, coalesce(max(id), 0) AS last FROM {table}"
        )
        if row is not None and (row["first"], row["last"]) != (1, row["lines"]):
            found.append(f"{table} has {row['lines']} lines numbered from {row['first']} to {row['last']}")
    return found


def _shapes(tx: Transaction) -> list[str]:
    """Every line names accounts that exist and are in its currency."""
    transfers = _wrong(
        tx,
        """SELECT t.id FROM ledger_transfers t
           LEFT JOIN ledger_accounts d ON d.id = t.debit_account_id AND d.currency = t.currency
           LEFT JOIN ledger_accounts c ON c.id = t.credit_account_id AND c.currency = t.currency
           WHERE d.id IS NULL OR c.id IS NULL OR d.id = c.id OR t.amount <= 0""",
    )
    holds = _wrong(
        tx,
        """SELECT h.id FROM ledger_holds h
           LEFT JOIN ledger_accounts a ON a.id = h.account_id AND a.currency = h.currency
           WHERE a.id IS NULL OR h.amount <= 0""",
    )
    return [f"transfer {row['id']} is not between two accounts of its currency" for row in transfers] + [
        f"hold {row['id']} is not on an account of its currency" for row in holds
    ]


def _balances(tx: Transaction) -> list[str]:
    rows = _wrong(
        tx,
        """SELECT a.id, a.owner_type, a.owner_id, a.kind, a.currency, a.balance, a.may_overdraw, a.held,
                  coalesce(c.amount, 0) - coalesce(d.amount, 0) AS proved
           FROM ledger_accounts a
           LEFT JOIN (SELECT credit_account_id AS id, sum(amount) AS amount FROM ledger_transfers GROUP BY credit_account_id) c
               ON c.id = a.id
           LEFT JOIN (SELECT debit_account_id AS id, sum(amount) AS amount FROM ledger_transfers GROUP BY debit_account_id) d
               ON d.id = a.id
           WHERE a.balance <> coalesce(c.amount, 0) - coalesce(d.amount, 0)
              OR (a.may_overdraw = 0 AND a.balance - a.held < 0)""",
    )
    return [
        f"account {row['id']} ({row['owner_type']}:{row['owner_id']} {row['kind']} {row['currency']}) says {row['balance']}, "
        f"its transfers say {row['proved']}, {row['held']} held"
        for row in rows
    ]


def _noted(tx: Transaction) -> list[str]:
    """The balances noted with each transfer follow from all before it; the first of an account that does not is named."""
    rows = _wrong(
        tx,
        """SELECT account, min(id) AS id FROM (
               SELECT id, account, after, sum(moved) OVER (PARTITION BY account ORDER BY id) AS proved FROM (
                   SELECT id, debit_account_id AS account, debit_balance_after AS after, -amount AS moved FROM ledger_transfers
                   UNION ALL SELECT id, credit_account_id, credit_balance_after, amount FROM ledger_transfers) AS sides
           ) AS running WHERE after <> proved GROUP BY account""",
    )
    return [
        f"transfer {row['id']} notes a balance of account {row['account']} that does not follow from those before it"
        for row in rows
    ]


def _sums(tx: Transaction) -> list[str]:
    rows = _wrong(
        tx, "SELECT currency, sum(balance) AS total FROM ledger_accounts GROUP BY currency HAVING sum(balance) <> 0"
    )
    return [f"all {row['currency']} accounts together hold {row['total']}, not nothing" for row in rows]


def _held(tx: Transaction) -> list[str]:
    rows = _wrong(
        tx,
        """SELECT a.id, a.held, coalesce(h.amount, 0) AS proved
           FROM ledger_accounts a
           LEFT JOIN (SELECT h.account_id AS id, sum(h.amount) AS amount FROM ledger_holds h
                      LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id WHERE e.hold_id IS NULL GROUP BY h.account_id) h
               ON h.id = a.id
           WHERE a.held <> coalesce(h.amount, 0)""",
    )
    return [f"account {row['id']} says {row['held']} held, its open holds say {row['proved']}" for row in rows]


def _ends(tx: Transaction) -> list[str]:
    rows = _wrong(
        tx,
        """SELECT e.hold_id, e.posted_amount, h.amount, coalesce(t.amount, 0) AS moved
           FROM ledger_hold_ends e LEFT JOIN ledger_holds h ON h.id = e.hold_id
           LEFT JOIN (SELECT hold_id, sum(amount) AS amount FROM ledger_transfers WHERE hold_id IS NOT NULL GROUP BY hold_id) t
               ON t.hold_id = e.hold_id
           WHERE h.id IS NULL OR e.posted_amount <> coalesce(t.amount, 0) OR e.posted_amount > h.amount""",
    )
    return [
        f"hold {row['hold_id']} of {row['amount']} says {row['posted_amount']} was posted, its transfers say {row['moved']}"
        for row in rows
    ]


def _parts(tx: Transaction) -> list[str]:
    rows = _wrong(
        tx,
        """SELECT t.id, t.hold_id FROM ledger_transfers t
           LEFT JOIN ledger_holds h ON h.id = t.hold_id AND h.account_id = t.debit_account_id
           LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id AND e.outcome = 'posted'
           WHERE t.hold_id IS NOT NULL AND e.hold_id IS NULL""",
    )
    return [f"transfer {row['id']} is paid out of hold {row['hold_id']}, which was not posted" for row in rows]


_COUNTED = """SELECT payer_type, payer_id, caller_type, caller_id, period, tool, calls, free_calls, billed_calls, usd_micros
              FROM usage_counters"""
_LOGGED = """SELECT payer_type, payer_id, caller_type, caller_id, substr(at, 1, 7) AS period, tool, count(*) AS calls,
                    sum(CASE WHEN amount = 0 THEN 1 ELSE 0 END) AS free_calls,
                    sum(CASE WHEN amount > 0 THEN 1 ELSE 0 END) AS billed_calls, sum(usd_micros) AS usd_micros
             FROM calls WHERE payer_type IS NOT NULL
             GROUP BY payer_type, payer_id, caller_type, caller_id, substr(at, 1, 7), tool"""


def _usage(tx: Transaction) -> list[str]:
    told = {"counters": (_COUNTED, _LOGGED), "log": (_LOGGED, _COUNTED)}
    return [
        f"the {name} of calls: {row['tool']} by {row['caller_type']}:{row['caller_id']} for {row['payer_type']}:"
        f"{row['payer_id']} in {row['period']} is {row['calls']} calls, {row['billed_calls']} of them billed, "
        f"{row['usd_micros']} millionths of a dollar; the {'log' if name == 'counters' else 'counters'} say otherwise"
        for name, (these, those) in told.items()
        for row in _wrong(tx, f"{these} EXCEPT {those}")
    ]


_USED = "SELECT payer_type, payer_id, period, used FROM quota_counters WHERE used > 0"
_VIEWED = """SELECT payer_type, payer_id, substr(at, 1, 7) AS period, count(*) AS used FROM calls
             WHERE price_class = 'profile_view' AND waived = 0 AND payer_type IS NOT NULL
             GROUP BY payer_type, payer_id, substr(at, 1, 7)"""


def _quotas(tx: Transaction) -> list[str]:
    told = {"counted": (_USED, _VIEWED), "logged": (_VIEWED, _USED)}
    return [
        f"{row['payer_type']}:{row['payer_id']} is {name} {row['used']} profile views in {row['period']}, "
        f"which is not what is {'logged' if name == 'counted' else 'counted'}"
        for name, (these, those) in told.items()
        for row in _wrong(tx, f"{these} EXCEPT {those}")
    ]


def _charges(tx: Transaction) -> list[str]:
    """Every billed call has its charge, of the same amount, from its payer's purse."""
    rows = _wrong(
        tx,
        """SELECT c.id, c.amount, c.currency, t.amount AS moved FROM calls c
           LEFT JOIN ledger_transfers t
               ON t.id = c.transfer_id AND t.kind = 'charge' AND t.currency = c.currency AND t.call_id = c.id
           LEFT JOIN ledger_accounts a ON a.id = t.debit_account_id
           WHERE (c.amount > 0 OR c.transfer_id IS NOT NULL)
             AND (a.id IS NULL OR t.amount <> c.amount OR a.kind <> 'purse'
                  OR a.owner_type <> c.payer_type OR a.owner_id <> c.payer_id)""",
    )
    return [
        f"call {row['id']} was billed {row['amount']} {row['currency']}, its transfer says {row['moved']}"
        for row in rows
    ]


def _unpaid(tx: Transaction) -> list[str]:
    """Every charge has its call."""
    orphans = tx.value(
        """SELECT count(*) FROM ledger_transfers t
           WHERE t.kind = 'charge' AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = t.call_id AND c.transfer_id = t.id)"""
    )
    return [f"{orphans} charges belong to no call"] if orphans else []
