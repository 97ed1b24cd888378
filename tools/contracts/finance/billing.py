"""Bills as somebody sees them: all of a contract's from read level 4 on, else those with own lines, and of these the own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.contracts import bills
from store.contracts.bill_documents import documents_of
from store.contracts.billing_details import firm_of
from store.database import Row
from store.scheduling.events import name_of, names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import Stand, check_write
from tools.contracts.balances import SEES_MONEY
from tools.contracts.finance.places import live_money_stand, money_stand
from tools.contracts.money_notices import KIND, PAYS, called, payee_of, payers_of
from tools.contracts.rules.bills import DELETED, NAMES, OPEN, PAID, why_no_einvoice
from tools.contracts.rules.snapshots import from_snapshot
from tools.errors import NotFound, WrongState
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.scheduling.parties import PartyShape, party_shape
from tools.shapes import Theirs
from tools.telling import Record

FIND = ("list_contract_bills",)


class BillLine(TypedDict):
    """What is billed for one participant. minutes and amount are the sums of its charges."""

    line: int
    participant_id: int
    user: PartyShape
    transaction_ids: list[int]
    minutes: int
    amount: str
    label: NotRequired[Theirs | None]


class BillDocument(TypedDict):
    """What was issued: an invoice, or the credit note that takes it back (corrects: its number). It never changes.

    document: its number on the bill. pdf, xml: addresses of resources, also get_bill_document; xml is the e-invoice."""

    document: int
    kind: str
    number: str
    issuer: PartyShape
    amount: str
    vat: str
    corrects: NotRequired[str | None]
    pdf: str
    xml: NotRequired[str | None]
    why_no_xml: NotRequired[str | None]


class BillShape(TypedDict):
    """A bill. Without read level 4 lines, amount and documents are the caller's own part of it."""

    id: int
    label: Theirs
    status_id: int
    status: str
    billable_type: str
    billable_id: int
    currency: str
    amount: str
    lines_count: int
    data: list[BillLine]
    documents: list[BillDocument]
    note: NotRequired[Theirs | None]
    due_on: NotRequired[str | None]
    period_from: NotRequired[str | None]
    period_to: NotRequired[str | None]
    created_by: PartyShape
    paid_by: NotRequired[PartyShape | None]
    paid_at: NotRequired[str | None]
    created_at: str
    updated_at: str
    deleted_at: NotRequired[str | None]


def bill_to_change(call: Call, contract_id: int, bill_id: int, to: str) -> tuple[Stand, Row]:
    """A bill for its maker, or for who has write level 4; NotFound when it is another contract's or not the caller's to see."""
    stand = live_money_stand(call, contract_id)
    bill = find_in(call, stand, bill_id)
    if maker_of(bill) != stand.caller:
        check_write(call, stand, PAYS, to)
    return stand, bill


def find_in(call: Call, stand: Stand, bill_id: int) -> Row:
    """A bill of a contract that the caller sees."""
    bill = bills.find_bill(call.tx, bill_id)
    if bill is None or bill["contract_id"] != stand.id or not _is_seen(call, stand, bill):
        raise NotFound("bill", bill_id, next=FIND)
    return bill


def seen_bill(call: Call, bill_id: int) -> tuple[Stand, Row]:
    """A bill by its id alone, with its contract as the caller stands to it."""
    bill = bills.find_bill(call.tx, bill_id)
    try:
        stand = money_stand(call, bill["contract_id"]) if bill is not None else None
    except NotFound:
        stand = None
    if bill is None or stand is None or not _is_seen(call, stand, bill):
        raise NotFound("bill", bill_id, next=FIND)
    return stand, bill


def check_open(call: Call, stand: Stand, bill: Row, effect: str) -> None:
    """WrongState for a bill that is paid, reported as paid or deleted. effect: what became of the call."""
    status_id, zone = bill["status_id"], stand.contract["timezone"]
    if status_id == OPEN:
        return
    if status_id == DELETED:
        why = worded("was deleted at {deleted_at}", deleted_at=iso(bill["deleted_at"], zone))
    else:
        payer = Owner(bill["paid_by_type"], bill["paid_by_id"])
        by = quoted(name_of(call.tx, payer) or str(payer))
        if status_id == PAID:
            why = worded(
                "was paid at {paid_at} by {by}; it stays in the books", paid_at=iso(bill["paid_at"], zone), by=by
            )
        else:
            why = worded(
                "was reported as paid by {by}; its receivers answer first, with approve_contract_transactions", by=by
            )
    raise WrongState(
        worded("Bill {id} {why}. {effect}", id=bill["id"], why=why, effect=effect), state=NAMES[status_id], next=FIND
    )


def open_tools(call: Call, bill_id: int) -> tuple[str, ...] | None:
    """What the caller may do about a bill now, for notices; None when it is not theirs to see."""
    try:
        stand, bill = seen_bill(call, bill_id)
    except NotFound:
        return None
    return ("pay_contract_bill",) if bill["status_id"] == OPEN and stand.write >= PAYS and not stand.archived else ()


def bill_shape(call: Call, stand: Stand, bill: Row) -> BillShape:
    return bill_shapes(call, stand, [bill])[0]


def bill_shapes(call: Call, stand: Stand, rows: Sequence[Row]) -> list[BillShape]:
    """Bills as the caller sees them."""
    ids = [row["id"] for row in rows]
    charges = [one for one in bills.charges_on(call.tx, ids) if _is_shown(stand, payee_of(one))] if ids else []
    documents = [one for one in documents_of(call.tx, ids) if is_own_document(call, stand, one)] if ids else []
    return [
        _shape(
            call,
            stand,
            row,
            [one for one in charges if one["bill_id"] == row["id"]],
            [one for one in documents if one["bill_id"] == row["id"]],
        )
        for row in rows
    ]


def is_own_document(call: Call, stand: Stand, document: Row) -> bool:
    """Whether the caller may read a document: all with read level 4, else those that they issue."""
    issuer = Owner(document["issuer_type"], document["issuer_id"])
    return stand.read >= SEES_MONEY or issuer == firm_of(call.tx, stand.caller)


def address_of(document: Row, format: str) -> str:
    """Where a document is read."""
    return f"hiringhall://bills/{document['bill_id']}/{document['place']}.{format}"


def maker_of(bill: Row) -> Owner:
    return Owner(bill["created_by_type"], bill["created_by_id"])


def tell_paid(call: Call, stand: Stand, bill: Row, said: Sentence) -> None:
    """Tell those who are paid by a bill what became of it, each with the own part. said: with places for {bill}, {amount} and
    {contract}."""
    charges = bills.charges_on(call.tx, [bill["id"]])
    for payee in _payees(charges):
        money = Money(sum(one["amount"] for one in charges if payee_of(one) == payee), bill["currency"])
        text = said.using(bill=bill["id"], amount=money, contract=called(call, stand.contract))
        call.tell(payee, KIND, text, record=_record(bill), figures={"amount": str(money)})


def tell_paying(call: Call, stand: Stand, bill: Row, said: Sentence) -> None:
    """Tell those who speak for the side that pays what became of a bill, unless it pays them; said as tell_paid takes it."""
    payees = _payees(bills.charges_on(call.tx, [bill["id"]]))
    money = Money(bill["amount"], bill["currency"])
    for payer in {one: None for payee in payees for one in payers_of(call, stand.id, payee)}:
        if payer not in payees:
            text = said.using(bill=bill["id"], amount=money, contract=called(call, stand.contract))
            call.tell(payer, KIND, text, record=_record(bill), figures={"amount": str(money)})


def _record(bill: Row) -> Record:
    return Record("contract_bill", bill["id"], say("Bill {id}", id=bill["id"]))


def _payees(charges: Sequence[Row]) -> list[Owner]:
    return list(dict.fromkeys(payee_of(one) for one in charges))


def _is_seen(call: Call, stand: Stand, bill: Row) -> bool:
    return stand.read >= SEES_MONEY or any(
        payee_of(one) == stand.caller for one in bills.charges_on(call.tx, [bill["id"]])
    )


def _is_shown(stand: Stand, payee: Owner) -> bool:
    return stand.read >= SEES_MONEY or payee == stand.caller


def _shape(call: Call, stand: Stand, bill: Row, charges: list[Row], documents: list[Row]) -> BillShape:
    maker, zone = maker_of(bill), stand.contract["timezone"]
    payer = Owner(bill["paid_by_type"], bill["paid_by_id"]) if bill["paid_by_id"] is not None else None
    names = names_of(call.tx, [maker, *([payer] if payer else [])])
    lines = _lines(call, bill, charges)
    return {
        "id": bill["id"],
        "label": bill["label"],
        "status_id": bill["status_id"],
        "status": NAMES[bill["status_id"]],
        "billable_type": "contract",
        "billable_id": bill["contract_id"],
        "currency": bill["currency"],
        "amount": Money(sum(one["amount"] for one in charges), bill["currency"]).text,
        "lines_count": len(lines),
        "data": lines,
        "documents": [_document(call, one) for one in documents],
        "note": bill["note"],
        "due_on": bill["due_on"],
        "period_from": bill["period_from"],
        "period_to": bill["period_to"],
        "created_by": party_shape(maker, names),
        "paid_by": party_shape(payer, names) if payer else None,
        "paid_at": iso(bill["paid_at"], zone) if bill["paid_at"] else None,
        "created_at": iso(bill["created_at"], zone),
        "updated_at": iso(bill["updated_at"], zone),
        "deleted_at": iso(bill["deleted_at"], zone) if bill["deleted_at"] else None,
    }


def _lines(call: Call, bill: Row, charges: list[Row]) -> list[BillLine]:
    labels: dict[str, str] = json.loads(bill["lines"])
    names = names_of(call.tx, [payee_of(one) for one in charges])
    lines: dict[int, list[Row]] = {}
    for one in charges:
        lines.setdefault(one["line"], []).append(one)
    return [
        {
            "line": number,
            "participant_id": own[0]["participant_id"],
            "user": party_shape(payee_of(own[0]), names),
            "transaction_ids": [one["charge_id"] for one in own],
            "minutes": sum(one["minutes"] or 0 for one in own),
            "amount": Money(sum(one["amount"] for one in own), bill["currency"]).text,
            "label": labels.get(str(number)),
        }
        for number, own in lines.items()
    ]


def _document(call: Call, row: Row) -> BillDocument:
    issuer = Owner(row["issuer_type"], row["issuer_id"])
    why_not = why_no_einvoice(from_snapshot(row["snapshot"]))
    return {
        "document": row["place"],
        "kind": row["kind"],
        "number": row["number"],
        "issuer": party_shape(issuer, names_of(call.tx, [issuer])),
        "amount": Money(row["amount"], row["currency"]).text,
        "vat": Money(row["vat"], row["currency"]).text,
        "corrects": row["corrected"],
        "pdf": address_of(row, "pdf"),
        "xml": address_of(row, "xml") if why_not is None else None,
        "why_no_xml": why_not,
    }
