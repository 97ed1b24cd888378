"""Proves the money of contracts: what deposits say against holds and transfers, and charges against the deposits that pay them."""

from __future__ import annotations

from store.database import Transaction


def contract_differences(tx: Transaction) -> list[str]:
    """One sentence for each figure that does not follow; empty when all do."""
    checks = (_escrow, _released, _between, _rests, _orphans, _uses, _charges, _covered)
    return [sentence for check in checks for sentence in check(tx)]


def _escrow(tx: Transaction) -> list[str]:
    """What a deposit from a balance says is held, its open holds say too."""
    rows = tx.all(
        """SELECT d.event_id, d.amount - d.released - d.returned AS said, coalesce(h.amount, 0) AS proved
           FROM contract_deposits d
           LEFT JOIN (SELECT h.record_id AS id, sum(h.amount) AS amount FROM ledger_holds h
                      LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
                      WHERE h.record_type = 'contract_deposit' AND e.hold_id IS NULL GROUP BY h.record_id) h
               ON h.id = d.event_id
           WHERE coalesce(h.amount, 0) <> CASE WHEN d.method = 'balance' THEN d.amount - d.released - d.returned ELSE 0 END"""
    )
    return [
        f"deposit {row['event_id']} says {row['said']} are held, its open holds say {row['proved']}" for row in rows
    ]


def _released(tx: Transaction) -> list[str]:
    """What went out of a deposit from a balance, its transfers moved; of one made elsewhere nothing."""
    rows = tx.all(
        """SELECT d.event_id, d.released, coalesce(t.amount, 0) AS moved
           FROM contract_deposits d
           LEFT JOIN (SELECT record_id AS id, sum(amount) AS amount FROM ledger_transfers
                      WHERE record_type = 'contract_deposit' GROUP BY record_id) t ON t.id = d.event_id
           WHERE coalesce(t.amount, 0) <> CASE WHEN d.method = 'balance' THEN d.released ELSE 0 END"""
    )
    return [
        f"deposit {row['event_id']} says {row['released']} went out, its transfers say {row['moved']}" for row in rows
    ]


def _between(tx: Transaction) -> list[str]:
    """Every transfer of a deposit is from its payer's purse to the purse of whom it is for, out of a hold."""
    rows = tx.all(
        """SELECT t.id, t.record_id FROM ledger_transfers t
           LEFT JOIN contract_deposits d ON d.event_id = t.record_id AND d.currency = t.currency
           LEFT JOIN ledger_accounts p ON p.id = t.debit_account_id AND p.kind = 'purse'
               AND p.owner_type = d.payer_type AND p.owner_id = d.payer_id
           LEFT JOIN ledger_accounts r ON r.id = t.credit_account_id AND r.kind = 'purse'
               AND r.owner_type = d.payee_type AND r.owner_id = d.payee_id
           WHERE t.record_type = 'contract_deposit' AND (p.id IS NULL OR r.id IS NULL OR t.hold_id IS NULL)"""
    )
    return [
        f"transfer {row['id']} of deposit {row['record_id']} is not between its payer and whom it is for"
        for row in rows
    ]


def _rests(tx: Transaction) -> list[str]:
    """A hold and its rests together never pay out or hold more than it was made for, and stand on one account."""
    rows = tx.all(
        """SELECT h.id, h.amount, coalesce(e.posted_amount, h.amount) + sum(coalesce(ended.posted_amount, r.amount)) AS parts,
                  max(CASE WHEN r.account_id <> h.account_id OR r.kind <> 'contract_rest'
                            OR coalesce(r.record_id, 0) <> coalesce(h.record_id, 0) THEN 1 ELSE 0 END) AS astray
           FROM ledger_holds h
           JOIN ledger_holds r ON r.rest_of = h.id
           LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
           LEFT JOIN ledger_hold_ends ended ON ended.hold_id = r.id
           GROUP BY h.id, h.amount, e.posted_amount"""
    )
    return [
        f"hold {row['id']} of {row['amount']} and its rests are {row['parts']} together, or are not on one account"
        for row in rows
        if row["parts"] > row["amount"] or row["astray"]
    ]


def _orphans(tx: Transaction) -> list[str]:
    """Rests are of holds; holds for deposits are on their payer's purse."""
    rows = tx.all(
        """SELECT h.id FROM ledger_holds h
           LEFT JOIN contract_deposits d ON d.event_id = h.record_id AND d.currency = h.currency AND d.method = 'balance'
           LEFT JOIN ledger_accounts a ON a.id = h.account_id AND a.kind = 'purse'
               AND a.owner_type = d.payer_type AND a.owner_id = d.payer_id
           WHERE (h.record_type = 'contract_deposit' AND a.id IS NULL)
              OR ((h.kind = 'contract_rest') <> (h.rest_of IS NOT NULL))"""
    )
    return [f"hold {row['id']} is for no deposit of its purse's owner, or the rest of nothing" for row in rows]


def _uses(tx: Transaction) -> list[str]:
    """What charges take of a deposit, and what of it went out for those that are paid."""
    rows = tx.all(
        """SELECT d.event_id, d.used, d.released, coalesce(u.used, 0) AS taken, coalesce(u.paid, 0) AS paid,
                  e.amount AS event_amount, d.amount
           FROM contract_deposits d JOIN events e ON e.id = d.event_id
           LEFT JOIN (SELECT u.deposit_id AS id, sum(u.amount) AS used,
                             sum(CASE WHEN c.status_id = 777 THEN u.amount ELSE 0 END) AS paid
                      FROM contract_deposit_uses u JOIN events c ON c.id = u.charge_id GROUP BY u.deposit_id) u
               ON u.id = d.event_id
           WHERE d.used <> coalesce(u.used, 0) OR d.released <> coalesce(u.paid, 0) OR e.amount <> d.amount
              OR (e.status_id <> 777 AND d.released > 0)"""
    )
    return [
        f"deposit {row['event_id']} of {row['amount']} says {row['used']} are used and {row['released']} went out, the charges "
        f"take {row['taken']} and those that are paid {row['paid']}; its event says {row['event_amount']}"
        for row in rows
    ]


def _charges(tx: Transaction) -> list[str]:
    """Every paid charge is covered by deposits, each that waits for a receiver too, and no other takes any."""
    rows = tx.all(
        """SELECT e.id, e.status_id, e.amount, coalesce(sum(u.amount), 0) AS taken
           FROM contract_charges c JOIN events e ON e.id = c.event_id
           LEFT JOIN contract_deposit_uses u ON u.charge_id = c.event_id
           GROUP BY e.id, e.status_id, e.payment_status_id, e.amount
           HAVING coalesce(sum(u.amount), 0) NOT IN (0, e.amount)
              OR (e.status_id = 777 AND coalesce(sum(u.amount), 0) <> e.amount)
              OR (coalesce(sum(u.amount), 0) > 0
                   AND NOT (e.status_id = 777 OR (e.status_id = 200 AND e.payment_status_id = 200)))"""
    )
    return [
        f"charge {row['id']} of {row['amount']} in state {row['status_id']} takes {row['taken']} of deposits"
        for row in rows
    ]


def _covered(tx: Transaction) -> list[str]:
    """Of each participant no more is paid than was put aside or came from elsewhere."""
    rows = tx.all(
        """SELECT p.id, coalesce(c.paid, 0) AS paid, coalesce(d.deposited, 0) AS deposited
           FROM contract_participants p
           LEFT JOIN (SELECT c.participant_id AS id, sum(e.amount) AS paid FROM contract_charges c
                      JOIN events e ON e.id = c.event_id WHERE e.status_id = 777 AND e.deleted_at IS NULL
                      GROUP BY c.participant_id) c ON c.id = p.id
           LEFT JOIN (SELECT d.participant_id AS id, sum(d.amount - d.returned) AS deposited FROM contract_deposits d
                      JOIN events e ON e.id = d.event_id WHERE e.status_id = 777 AND e.deleted_at IS NULL
                      GROUP BY d.participant_id) d ON d.id = p.id
           WHERE coalesce(c.paid, 0) > coalesce(d.deposited, 0)"""
    )
    return [
        f"participant {row['id']} was paid {row['paid']}, {row['deposited']} were put aside or came from elsewhere"
        for row in rows
    ]
