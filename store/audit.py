"""Proves the books: every balance, hold, counter and quota recomputed from the append-only log."""

from __future__ import annotations

from store.database import Transaction


def differences(tx: Transaction) -> list[str]:
    """One sentence for each figure that does not follow from the log; empty when all do."""
    return [
        *_balances(tx),
        *_held(tx),
        *_sums(tx),
        *_holds(tx),
        *_running(tx),
        *_usage(tx),
        *_quotas(tx),
        *_charges(tx),
    ]


def _balances(tx: Transaction) -> list[str]:
    rows = tx.all(
        """SELECT a.id, a.owner_type, a.owner_id, a.kind, a.currency, a.balance, a.may_overdraw, a.held,
                  coalesce(c.amount, 0) - coalesce(d.amount, 0) AS proved
           FROM ledger_accounts a
           LEFT JOIN (SELECT credit_account_id AS id, sum(amount) AS amount FROM ledger_transfers GROUP BY credit_account_id) c
               ON c.id = a.id
           LEFT JOIN (SELECT debit_account_id AS id, sum(amount) AS amount FROM ledger_transfers GROUP BY debit_account_id) d
               ON d.id = a.id
           WHERE a.balance <> coalesce(c.amount, 0) - coalesce(d.amount, 0)
              OR (a.may_overdraw = 0 AND a.balance - a.held < 0)"""
    )
    return [
        f"account {row['id']} ({row['owner_type']}:{row['owner_id']} {row['kind']} {row['currency']}) says {row['balance']}, "
        f"its transfers say {row['proved']}, {row['held']} held"
        for row in rows
    ]


def _held(tx: Transaction) -> list[str]:
    rows = tx.all(
        """SELECT a.id, a.held, coalesce(h.amount, 0) AS proved
           FROM ledger_accounts a
           LEFT JOIN (SELECT h.account_id AS id, sum(h.amount) AS amount FROM ledger_holds h
                      LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id WHERE e.hold_id IS NULL GROUP BY h.account_id) h
               ON h.id = a.id
           WHERE a.held <> coalesce(h.amount, 0)"""
    )
    return [f"account {row['id']} says {row['held']} held, its open holds say {row['proved']}" for row in rows]


def _sums(tx: Transaction) -> list[str]:
    rows = tx.all(
        "SELECT currency, sum(balance) AS total FROM ledger_accounts GROUP BY currency HAVING sum(balance) <> 0"
    )
    return [f"all {row['currency']} accounts together hold {row['total']}, not nothing" for row in rows]


def _holds(tx: Transaction) -> list[str]:
    rows = tx.all(
        """SELECT e.hold_id, e.posted_amount, h.amount, coalesce(t.amount, 0) AS moved
           FROM ledger_hold_ends e JOIN ledger_holds h ON h.id = e.hold_id
           LEFT JOIN (SELECT hold_id, sum(amount) AS amount FROM ledger_transfers WHERE hold_id IS NOT NULL GROUP BY hold_id) t
               ON t.hold_id = e.hold_id
           WHERE e.posted_amount <> coalesce(t.amount, 0) OR e.posted_amount > h.amount"""
    )
    return [
        f"hold {row['hold_id']} of {row['amount']} says {row['posted_amount']} was posted, its transfers say {row['moved']}"
        for row in rows
    ]


def _running(tx: Transaction) -> list[str]:
    """The balance noted with each account's last transfer is the account's balance."""
    rows = tx.all(
        """SELECT a.id, a.balance, l.after AS noted FROM ledger_accounts a
           JOIN (SELECT account, max(id) AS id FROM
                     (SELECT debit_account_id AS account, id FROM ledger_transfers
                      UNION ALL SELECT credit_account_id, id FROM ledger_transfers) AS sides
                 GROUP BY account) last ON last.account = a.id
           JOIN (SELECT id, debit_account_id AS account, debit_balance_after AS after FROM ledger_transfers
                 UNION ALL SELECT id, credit_account_id, credit_balance_after FROM ledger_transfers) l
               ON l.id = last.id AND l.account = a.id
           WHERE l.after <> a.balance"""
    )
    return [f"account {row['id']} says {row['balance']}, its last transfer noted {row['noted']}" for row in rows]


def _usage(tx: Transaction) -> list[str]:
    log = """SELECT payer_type, payer_id, caller_type, caller_id, substr(at, 1, 7) AS period, tool, count(*) AS calls,
                    sum(CASE WHEN amount > 0 THEN 1 ELSE 0 END) AS billed, sum(usd_micros) AS usd
             FROM calls WHERE payer_type IS NOT NULL
             GROUP BY payer_type, payer_id, caller_type, caller_id, substr(at, 1, 7), tool"""
    rows = tx.all(
        f"""SELECT u.payer_type, u.payer_id, u.tool, u.period, u.calls, coalesce(l.calls, 0) AS proved
            FROM usage_counters u LEFT JOIN ({log}) l
                ON l.payer_type = u.payer_type AND l.payer_id = u.payer_id AND l.caller_type = u.caller_type
               AND l.caller_id = u.caller_id AND l.period = u.period AND l.tool = u.tool
            WHERE u.calls <> coalesce(l.calls, 0) OR u.billed_calls <> coalesce(l.billed, 0)
               OR u.usd_micros <> coalesce(l.usd, 0)"""
    )
    counted = tx.value("SELECT coalesce(sum(calls), 0) FROM usage_counters")
    logged = tx.value("SELECT count(*) FROM calls WHERE payer_type IS NOT NULL")
    found = [
        f"usage of {row['tool']} by {row['payer_type']}:{row['payer_id']} in {row['period']} says {row['calls']} calls, "
        f"the log says {row['proved']}"
        for row in rows
    ]
    return found if counted == logged else [*found, f"the counters know {counted} calls, the log {logged}"]


def _quotas(tx: Transaction) -> list[str]:
    rows = tx.all(
        """SELECT q.payer_type, q.payer_id, q.period, q.used, coalesce(l.views, 0) AS proved
           FROM quota_counters q
           LEFT JOIN (SELECT payer_type, payer_id, substr(at, 1, 7) AS period, count(*) AS views FROM calls
                      WHERE price_class = 'profile_view' AND waived = 0 AND payer_type IS NOT NULL
                      GROUP BY payer_type, payer_id, substr(at, 1, 7)) l
               ON l.payer_type = q.payer_type AND l.payer_id = q.payer_id AND l.period = q.period
           WHERE q.used <> coalesce(l.views, 0)"""
    )
    return [
        f"{row['payer_type']}:{row['payer_id']} is counted {row['used']} profile views in {row['period']}, "
        f"the log says {row['proved']}"
        for row in rows
    ]


def _charges(tx: Transaction) -> list[str]:
    """Every charge has its call, and every billed call its charge."""
    rows = tx.all(
        """SELECT c.id, c.amount, t.amount AS moved FROM calls c LEFT JOIN ledger_transfers t ON t.id = c.transfer_id
           WHERE c.amount > 0 AND (t.id IS NULL OR t.amount <> c.amount OR t.kind <> 'charge')"""
    )
    orphans = tx.value(
        """SELECT count(*) FROM ledger_transfers t
           WHERE t.kind = 'charge' AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = t.call_id AND c.transfer_id = t.id)"""
    )
    found = [f"call {row['id']} was billed {row['amount']}, its transfer says {row['moved']}" for row in rows]
    return found if not orphans else [*found, f"{orphans} charges belong to no call"]
