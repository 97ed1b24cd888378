"""Proves bills of contracts: each against its charges and what paid them, and what was issued for it against both."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from store.database import Transaction


def bill_differences(tx: Transaction) -> list[str]:
    """One sentence for each figure that does not follow; empty when all do."""
    checks = (_amounts, _charges, _once, _paid, _numbers, _documents, _by_issuer, _credited, _snapshots)
    return [sentence for check in checks for sentence in check(tx)]


def _amounts(tx: Transaction) -> list[str]:
    """A bill comes to what its charges do."""
    rows = tx.all(
        """SELECT b.id, b.amount, coalesce(sum(e.amount), 0) AS charged FROM contract_bills b
           LEFT JOIN contract_bill_charges c ON c.bill_id = b.id AND c.live = 1
           LEFT JOIN events e ON e.id = c.charge_id AND e.currency = b.currency AND e.contract_id = b.contract_id
           WHERE b.status_id <> 444
           GROUP BY b.id, b.amount HAVING b.amount <> coalesce(sum(e.amount), 0) OR count(c.charge_id) <> count(e.id)"""
    )
    return [f"bill {row['id']} says {row['amount']}, the charges on it {row['charged']}" for row in rows]


def _charges(tx: Transaction) -> list[str]:
    """Charges on bills that count are paid or wait to be, those of deleted bills are free, and the line is of who is paid."""
    rows = tx.all(
        """SELECT c.bill_id, c.charge_id, b.status_id AS bill, e.status_id, e.payment_status_id
           FROM contract_bill_charges c
           JOIN contract_bills b ON b.id = c.bill_id
           LEFT JOIN contract_charges h ON h.event_id = c.charge_id
           LEFT JOIN events e ON e.id = c.charge_id
           WHERE (c.live = 1) <> (b.status_id <> 444)
              OR (c.live = 1 AND coalesce(h.participant_id, 0) <> c.participant_id)
              OR (c.live = 1 AND NOT ((e.status_id = 777 AND e.payment_status_id = 300)
                                      OR (e.status_id = 200 AND e.payment_status_id = 200 AND b.status_id <> 777)))"""
    )
    return [
        f"charge {row['charge_id']} on bill {row['bill_id']} (state {row['bill']}) is in state {row['status_id']}, "
        f"payment {row['payment_status_id']}, or stands there for somebody else"
        for row in rows
    ]


def _once(tx: Transaction) -> list[str]:
    """A charge is on one bill that counts."""
    rows = tx.all(
        """SELECT charge_id, count(*) AS bills FROM contract_bill_charges WHERE live = 1
           GROUP BY charge_id HAVING count(*) > 1"""
    )
    return [f"charge {row['charge_id']} is on {row['bills']} bills at once" for row in rows]


def _paid(tx: Transaction) -> list[str]:
    """A paid bill was paid by deposits that count, to its sum; one that is open or reported is not paid whole.

    That those deposits are what their transfers moved is proved with the contracts."""
    rows = tx.all(
        """SELECT b.id, b.status_id, b.amount, b.paid_at, coalesce(p.paid, 0) AS paid, coalesce(o.unpaid, 0) AS unpaid
           FROM contract_bills b
           LEFT JOIN (SELECT c.bill_id, sum(u.amount) AS paid FROM contract_bill_charges c
                      JOIN contract_deposit_uses u ON u.charge_id = c.charge_id
                      JOIN events d ON d.id = u.deposit_id AND d.status_id = 777
                      JOIN events e ON e.id = c.charge_id AND e.status_id = 777
                      WHERE c.live = 1 GROUP BY c.bill_id) p ON p.bill_id = b.id
           LEFT JOIN (SELECT c.bill_id, count(*) AS unpaid FROM contract_bill_charges c
                      JOIN events e ON e.id = c.charge_id AND e.status_id <> 777
                      WHERE c.live = 1 GROUP BY c.bill_id) o ON o.bill_id = b.id
           WHERE (b.status_id = 777 AND (coalesce(p.paid, 0) <> b.amount OR b.paid_at IS NULL OR b.paid_by_id IS NULL))
              OR (b.status_id IN (100, 555) AND (coalesce(o.unpaid, 0) = 0 OR b.paid_at IS NOT NULL))"""
    )
    return [
        f"bill {row['id']} of {row['amount']} is in state {row['status_id']}; deposits paid {row['paid']} of it, "
        f"{row['unpaid']} charges are unpaid"
        for row in rows
    ]


def _numbers(tx: Transaction) -> list[str]:
    """Documents of an issuer are numbered one after another, in each year and kind, and bear their number."""
    series = tx.all(
        """SELECT issuer_type, issuer_id, kind, year, count(*) AS documents, min(sequence) AS first, max(sequence) AS last
           FROM contract_bill_documents GROUP BY issuer_type, issuer_id, kind, year
           HAVING min(sequence) <> 1 OR max(sequence) <> count(*)"""
    )
    rows = tx.all("SELECT id, kind, year, sequence, number, created_at FROM contract_bill_documents ORDER BY id")
    wrong = [row for row in rows if row["number"] != _number(row["kind"], row["year"], row["sequence"])]
    return [
        f"{row['issuer_type']}:{row['issuer_id']} has {row['documents']} documents ({row['kind']}) of {row['year']} numbered "
        f"from {row['first']} to {row['last']}"
        for row in series
    ] + [f"document {row['id']} bears the number {row['number']}, not that of its place in the series" for row in wrong]


def _number(kind: str, year: int, sequence: int) -> str:
    return f"{'INV' if kind == 'invoice' else 'CN'}-{year}-{sequence:04}"


def _documents(tx: Transaction) -> list[str]:
    """The invoices of a bill come to what it does, in its currency."""
    rows = tx.all(
        """SELECT b.id, b.amount, coalesce(sum(d.amount), 0) AS invoiced,
                  coalesce(sum(CASE WHEN d.currency <> b.currency THEN 1 ELSE 0 END), 0) AS others
           FROM contract_bills b LEFT JOIN contract_bill_documents d ON d.bill_id = b.id AND d.kind = 'invoice'
           GROUP BY b.id, b.amount
           HAVING count(d.id) = 0 OR b.amount <> sum(d.amount) OR sum(CASE WHEN d.currency <> b.currency THEN 1 ELSE 0 END) > 0"""
    )
    return [
        f"bill {row['id']} says {row['amount']}, its invoices {row['invoiced']}, {row['others']} of them in other money"
        for row in rows
    ]


def _by_issuer(tx: Transaction) -> list[str]:
    """Each invoice comes to the charges on its bill that pay its issuer, or an agent of that company."""
    rows = tx.all(
        """SELECT d.id, d.number, d.amount, coalesce(sum(e.amount), 0) AS charged
           FROM contract_bill_documents d
           JOIN contract_bills b ON b.id = d.bill_id AND b.status_id <> 444
           LEFT JOIN contract_bill_charges c ON c.bill_id = d.bill_id AND c.live = 1
               AND EXISTS (SELECT 1 FROM contract_charges h LEFT JOIN agents a ON h.payee_type = 'agent' AND a.id = h.payee_id
                           WHERE h.event_id = c.charge_id
                             AND d.issuer_type = CASE WHEN a.id IS NULL THEN h.payee_type ELSE 'company' END
                             AND d.issuer_id = CASE WHEN a.id IS NULL THEN h.payee_id ELSE a.company_id END)
           LEFT JOIN events e ON e.id = c.charge_id
           WHERE d.kind = 'invoice'
           GROUP BY d.id, d.number, d.amount HAVING d.amount <> coalesce(sum(e.amount), 0)"""
    )
    return [
        f"document {row['id']} ({row['number']}) says {row['amount']}, the charges of its issuer {row['charged']}"
        for row in rows
    ]


def _credited(tx: Transaction) -> list[str]:
    """Of a deleted bill every invoice is taken back by a credit note of its sum; of others none is."""
    rows = tx.all(
        """SELECT i.id, i.number, b.id AS bill, count(n.id) AS notes FROM contract_bill_documents i
           JOIN contract_bills b ON b.id = i.bill_id
           LEFT JOIN contract_bill_documents n ON n.corrects = i.id AND n.kind = 'credit_note' AND n.bill_id = i.bill_id
               AND n.amount = i.amount AND n.net = i.net AND n.vat = i.vat
               AND n.issuer_type = i.issuer_type AND n.issuer_id = i.issuer_id
           WHERE i.kind = 'invoice'
           GROUP BY i.id, i.number, b.id, b.status_id
           HAVING count(n.id) <> CASE WHEN b.status_id = 444 THEN 1 ELSE 0 END"""
    )
    return [
        f"document {row['id']} ({row['number']}) of bill {row['bill']} has {row['notes']} credit notes" for row in rows
    ]


def _snapshots(tx: Transaction) -> list[str]:
    """What a document says, word for word, comes to the sums it is kept with: VAT by rate, to the smallest unit."""
    rows = tx.all("SELECT * FROM contract_bill_documents ORDER BY id")
    return [
        f"document {row['id']} ({row['number']}) does not say what it is kept as"
        for row in rows
        if _said(json.loads(row["snapshot"]))
        != (row["number"], row["kind"], row["currency"], row["net"], row["vat"], row["amount"])
    ]


def _said(snapshot: dict[str, Any]) -> tuple[Any, ...]:
    """Number, kind, currency, net, VAT and sum as the lines of a document say. VAT is contained in them."""
    gross: dict[Decimal, int] = {}
    for line in snapshot["lines"]:
        rate = Decimal(line["vat_percent"])
        gross[rate] = gross.get(rate, 0) + line["gross"]["amount"]
    nets = {rate: _half_up(amount * 100 / (100 + Fraction(rate))) for rate, amount in gross.items()}
    vat = sum(_half_up(net * Fraction(rate) / 100) for rate, net in nets.items())
    currencies = {line["gross"]["currency"] for line in snapshot["lines"]} | {snapshot["currency"]}
    currency = currencies.pop() if len(currencies) == 1 else None
    return snapshot["number"], snapshot["kind"], currency, sum(nets.values()), vat, sum(gross.values())


def _half_up(value: Fraction) -> int:
    return int((2 * value + 1) // 2)
