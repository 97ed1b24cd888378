"""Issuing what a bill stands for on paper: one invoice by each who is paid, and credit notes that take them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from store.contracts.bill_documents import documents_of, insert_document, next_sequence
from store.contracts.billing_details import company_that_paid, find_details, firm_of, profile_of
from store.database import Row
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.balances import today_in
from tools.contracts.finance.paying import paying_side
from tools.contracts.money_notices import PAYS, payee_of
from tools.contracts.rules.bills import document_number, line_text
from tools.contracts.rules.documents import Invoice, InvoiceKind, InvoiceLine, Party
from tools.contracts.rules.invoice_faults import invoice_faults
from tools.contracts.rules.invoices import invoice_sums, sum_faults
from tools.contracts.rules.snapshots import from_snapshot, to_snapshot
from tools.errors import Conflict
from tools.rules.sentences import joined, worded
from tools.scheduling.bookings.purse import paying_owner

DEFAULT_LABEL = "Work"


@dataclass(frozen=True, slots=True)
class Billed:
    """A charge on a bill. label: what its line is called; vat: percent contained in it, None = what its issuer charges."""

    charge: Row
    label: str | None
    vat: Decimal | None


def issue_invoices(call: Call, stand: Stand, bill: Row, billed: Sequence[Billed]) -> None:
    """Issue a bill's invoices, one by each who is paid by it. Conflict when what was given makes no invoice."""
    buyer = buyer_of(call, stand, [payee_of(one.charge) for one in billed])
    by_issuer: dict[Owner, list[Billed]] = {}
    for one in billed:
        by_issuer.setdefault(firm_of(call.tx, payee_of(one.charge)), []).append(one)
    for issuer, own in by_issuer.items():
        invoice = Invoice(
            number="",
            issued=today_in(call, stand.contract),
            due=_day(bill["due_on"]),
            kind="invoice",
            corrects=None,
            seller=party_of(call, issuer),
            buyer=party_of(call, buyer),
            currency=bill["currency"],
            lines=tuple(_lines(own, rate_of(call, issuer))),
            note=bill["note"] or "",
            label=bill["label"],
            period=_period(bill),
            reference=f"{stand.contract['label']} (contract {stand.id})",
            timezone=stand.contract["timezone"],
        )
        _issue(call, bill["id"], issuer, buyer, invoice)


def issue_credit_notes(call: Call, stand: Stand, bill: Row) -> list[str]:
    """Take back the invoices of a bill, each by a credit note of the same sum; their numbers."""
    numbers = []
    for row in documents_of(call.tx, [bill["id"]]):
        issuer, buyer = Owner(row["issuer_type"], row["issuer_id"]), Owner(row["buyer_type"], row["buyer_id"])
        note = replace(
            from_snapshot(row["snapshot"]),
            kind="credit_note",
            corrects=row["number"],
            issued=today_in(call, stand.contract),
            due=None,
            note="",
        )
        numbers.append(_issue(call, bill["id"], issuer, buyer, note, row["id"]))
    return numbers


def buyer_of(call: Call, stand: Stand, payees: Sequence[Owner]) -> Owner:
    """Who is billed: whoever makes the bill on the side that pays, or the company they act for; of those who bill their own
    work, the company that paid in this contract before, else its first payer."""
    if stand.write >= PAYS and any(payee != stand.caller for payee in payees):
        return firm_of(call.tx, paying_owner(call, None))
    known = company_that_paid(call.tx, stand.id)
    return known or firm_of(call.tx, paying_side(call, stand, stand.caller))


def party_of(call: Call, owner: Owner) -> Party:
    """Somebody as they stand on a bill now: what they set for it, else what their profile says."""
    found = dict(profile_of(call.tx, owner))
    given = dict(find_details(call.tx, owner) or {})
    found |= {name: value for name, value in given.items() if value is not None}
    return Party(
        name=found["name"],
        address_lines=tuple(line for line in (found.get("address") or "").splitlines() if line.strip()),
        postal_code=found.get("postal_code"),
        city=found["city"],
        country=found["country"],
        vat_id=found.get("vat_id"),
        business_id=found["business_id"],
        email=found.get("email"),
        id=f"{owner.kind} {owner.id}",
    )


def rate_of(call: Call, issuer: Owner) -> Decimal:
    """The percent of VAT an issuer charges when a line says nothing else."""
    given = find_details(call.tx, issuer)
    return Decimal(given["vat_percent"] or 0) if given is not None else Decimal(0)


def _lines(billed: Sequence[Billed], rate: Decimal) -> list[InvoiceLine]:
    lines = []
    for one in billed:
        charge = one.charge
        by_time = charge["minutes"] and charge["rate"] is not None and not charge["fixed"]
        lines.append(
            InvoiceLine(
                label=line_text(one.label, charge["label"], DEFAULT_LABEL),
                day=_day(charge["date"]),
                minutes=charge["minutes"],
                rate=Money(charge["rate"], charge["currency"]) if by_time else None,
                gross=Money(charge["amount"], charge["currency"]),
                vat_percent=one.vat if one.vat is not None else rate,
            )
        )
    return lines


def _issue(call: Call, bill_id: int, issuer: Owner, buyer: Owner, draft: Invoice, corrects: int | None = None) -> str:
    """Give a document its number and keep it as it stands; the number."""
    kind: InvoiceKind = draft.kind
    year = draft.issued.year
    sequence = next_sequence(call.tx, issuer, kind, year)
    invoice = replace(draft, number=document_number(kind, year, sequence))
    if faults := invoice_faults(invoice):
        raise Conflict(
            worded("No bill was made. {faults}", faults=joined(faults, " ")),
            code="faulty_invoice",
            next=("set_billing_details",),
            details={"faults": faults},
        )
    sums = invoice_sums(invoice)
    wrong = sum_faults(invoice, sums)
    assert not wrong, wrong
    insert_document(
        call.tx,
        call.now,
        bill_id=bill_id,
        kind=kind,
        issuer_type=issuer.kind,
        issuer_id=issuer.id,
        buyer_type=buyer.kind,
        buyer_id=buyer.id,
        year=year,
        sequence=sequence,
        number=invoice.number,
        corrects=corrects,
        currency=invoice.currency,
        net=sums.net,
        vat=sums.vat,
        amount=sums.payable,
        snapshot=to_snapshot(invoice),
    )
    return invoice.number


def _period(bill: Row) -> tuple[date, date] | None:
    first, last = _day(bill["period_from"]), _day(bill["period_to"])
    return (first, last) if first and last else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
