"""What becomes of a top-up of a company's balance."""

from __future__ import annotations

from store.companies import companies, documents
from store.database import Row
from store.ledger import OUTSIDE
from store.people import members
from store.types import PLATFORM, Money, Owner, iso
from store.uploads import files
from tools.call import Call
from tools.companies.documents import keep_text
from tools.companies.rules.companies import Invoice
from tools.errors import NotAllowed
from tools.rules.sentences import say, worded
from tools.telling import Record


def check_not_own(call: Call, company: Row) -> None:
    """Nobody says of their own company that it has paid."""
    if company["id"] == call.caller.company_id or members.is_member(call.tx, company["id"], call.caller.id):
        raise NotAllowed(
            worded(
                "Whoever confirms a top-up is never of the company credited; the machine's owner credits the "
                "operator's own company with the command hiringhall credit."
            ),
            code="own_top_up",
            next=("list_company_transactions",),
        )


def credit_top_up(call: Call, company: Row, top_up: Row, net: Money, reference: str | None) -> int | None:
    """Put what came onto the company's balance, with its tax invoice; the transfer's id."""
    owner = Owner("company", company["id"])
    transfer_id = call.books.move(
        call.books.account(PLATFORM, OUTSIDE, net.currency),
        call.books.purse(owner, net.currency),
        net,
        kind="top_up",
        record=("top_up", top_up["id"]),
        note=reference,
        external_reference=f"top_up:{top_up['id']}",
    )
    end_top_up(call, top_up, Invoice.PAID, reference, transfer_id)
    _tax_invoice(call, company, top_up, net)
    text = say("{amount} were credited for invoice {invoice}.", amount=net, invoice=top_up["number"])
    call.tell(owner, "money_in", text, record=record_of(top_up), figures={"amount": str(net)})
    call.change("purse.deposit", ("top_up", top_up["id"]), company_id=company["id"], data={"amount": str(net)})
    call.changed("company", company["id"])
    return transfer_id


def record_of(top_up: Row) -> Record:
    return Record("top_up", top_up["id"], say("Top-up {id}", id=top_up["id"]))


def end_top_up(call: Call, top_up: Row, status: Invoice, reference: str | None, transfer_id: int | None) -> None:
    confirmed_by = call.caller.id if call.caller.kind == "person" else None
    companies.end_top_up(
        call.tx, top_up["id"], top_up["document_id"], status, confirmed_by, reference, transfer_id, call.stamp
    )


def _tax_invoice(call: Call, company: Row, top_up: Row, net: Money) -> None:
    tax = Money(top_up["vat_amount"], top_up["currency"])
    text = "\n".join(
        [
            f"Tax invoice for the paid invoice {top_up['number']}",
            f"Company: {company['company_name']} ({company['id']})",
            f"Paid: {iso(call.now)}",
            f"Net: {net}",
            f"VAT: {tax}",
            f"Total: {net + tax}",
            "",
        ]
    )
    name = f"tax-invoice-{top_up['number']}.txt"
    file_id = keep_text(call, name, text, call.caller.owner, company["id"])
    files.attach(call.tx, [file_id], f"company_document:{top_up['document_id']}")
    documents.add_tax_invoice(call.tx, top_up["document_id"], file_id, call.stamp)
