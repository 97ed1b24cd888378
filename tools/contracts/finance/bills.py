"""Bills: approved charges of one or more participants, put together to be paid at once, and what is issued for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import bills, charges
from store.database import Row
from store.types import Money
from tools.call import Call
from tools.contracts.access import Stand, check_write, place_in
from tools.contracts.balances import SEES_MONEY, today_in
from tools.contracts.finance.billing import BillShape, bill_shape, bill_shapes, find_in, tell_paid, tell_paying
from tools.contracts.finance.checks import Faults, named, steps_to_pay, why_not_payable
from tools.contracts.finance.invoicing import Billed, issue_invoices
from tools.contracts.finance.params import BillLabel, ContractId, ParticipantId
from tools.contracts.finance.places import live_money_stand, money_stand
from tools.contracts.finance.settling import move
from tools.contracts.money_notices import payee_of
from tools.contracts.rules.bills import MOST_CHARGES
from tools.errors import Conflict, Invalid, NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import Day, Id, Number, OneLine, WholeDay
from tools.rules.sentences import say, worded
from tools.scheduling.rules.events import CONFIRMED, PAYMENT_PENDING
from tools.text import plain

TOOLSET = "contract_finance"
UNKNOWN = worded("no charge of this contract")

SortBy = Literal["id", "label", "status_id", "amount", "due_on", "created_at", "updated_at"]


class LineInput(TypedDict):
    """What is billed for one participant: the charges named, or all_unpaid."""

    participant_id: ParticipantId
    transaction_ids: NotRequired[
        Annotated[list[Id], Field(min_length=1, max_length=100, description="Approved, unpaid charges.")]
    ]
    all_unpaid: NotRequired[Annotated[bool, Field(description="All of theirs, in the period when one is given.")]]
    label: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255, description="What the line is called.")]]
    vat: NotRequired[
        Annotated[
            Number, Field(description='Percent of VAT the amounts contain, such as "24"; default what they charge.')
        ]
    ]


class BillInput(TypedDict):
    """What a bill is to hold."""

    lines: Annotated[list[LineInput], Field(min_length=1, max_length=100)]
    note: NotRequired[Annotated[str, Field(max_length=2000, description="Text below the sums.")]]
    due_on: NotRequired[Annotated[Day, Field(description="Payable by, YYYY-MM-DD.")]]
    period_from: NotRequired[Annotated[WholeDay, Field(description="all_unpaid takes charges of this day and later.")]]
    period_to: NotRequired[Annotated[WholeDay, Field(description="all_unpaid takes charges up to this day.")]]


class Bills(TypedDict):
    bills: list[BillShape]
    total: int
    next_cursor: NotRequired[str | None]


class MadeBill(TypedDict):
    bill: BillShape


@operation(
    access="read",
    actors=("any",),
    price="free",
    page_size=8,
    find=(
        "show the invoices for this job",
        "what has not been settled yet",
        "what have we invoiced so far",
        "open bills of a contract",
        "is the March invoice paid",
        "bills with my hours on them",
        "which invoices are due soon",
        "where is the PDF of the invoice",
        "download the e-invoice for our bookkeeping",
        "who paid the bill and when",
        "largest invoices of the contract first",
    ),
)
def list_contract_bills(
    call: Call,
    page: Page,
    contract_id: ContractId,
    status_id: Annotated[
        Literal[100, 444, 555, 777],
        Field(description="100 open, 555 payment reported, 777 paid, 444 withdrawn. Default all but the last."),
    ]
    | None = None,
    participant_id: Annotated[ParticipantId, Field(description="Only bills with a line for this participant.")]
    | None = None,
    sort_by: SortBy = "created_at",
    descending: bool = True,
) -> Bills:
    """List the bills of a contract with their sums, lines, whether they are paid, and their invoices as documents.

    With read level 4 all of them; else those with charges that pay you, and of these your own lines and documents. Each
    document has the addresses of its PDF and e-invoice; get_bill_document makes them. pay_contract_bill pays an open bill."""
    stand = money_stand(call, contract_id)
    if stand.read < SEES_MONEY and not stand.places:
        raise NotAllowed(
            worded(
                "To see the bills of {name} needs read level {sees_money}, or charges of your own on them; "
                "your level is {read}.",
                name=stand.name,
                sees_money=SEES_MONEY,
                read=stand.read,
            ),
            next=("list_contract_users",),
        )
    params: dict[str, Any] = {
        "contract": stand.id,
        "status": status_id,
        "participant": place_in(call, stand, participant_id)["id"] if participant_id is not None else None,
        "all": int(stand.read >= SEES_MONEY),
        "kind": stand.caller.kind,
        "id": stand.caller.id,
    }
    way = "desc" if descending else "asc"
    first: tuple[str, ...] = (f"b.{sort_by}", way, *(("nullable",) if sort_by == "due_on" else ()))
    order = [first] if sort_by == "id" else [first, ("b.id", way)]
    rows, next_cursor, total = page.rows(call.tx, bills.BILLS, params, order)
    return {"bills": bill_shapes(call, stand, rows), "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("any",),
    price="creation",
    example={"label": "Work in March", "data": {"lines": [{"participant_id": 12, "all_unpaid": True}]}},
    find=(
        "invoice last month's hours",
        "make a bill for the work of two people",
        "bundle the accepted hours for payment",
        "issue an invoice on a contract",
        "bill the client for my approved time",
        "create an invoice with VAT",
        "put all unpaid charges on one bill",
        "I need an EN 16931 invoice for this work",
        "write the client an invoice that is due in 14 days",
        "invoice the sprint for the whole team",
    ),
)
def create_contract_bill(
    call: Call,
    contract_id: ContractId,
    label: BillLabel,
    data: Annotated[BillInput, Field(description="What it holds.")],
) -> MadeBill:
    """Put approved, unpaid charges of one or more participants on a bill; each who is paid issues an invoice for their part.

    With write level 4, or for your own charges. All or nothing. The charges cannot be changed or paid singly while the bill is
    open. Invoices are numbered without gaps by issuer and year and never change; amounts contain their VAT, the rate
    of set_billing_details unless a line says another. They name seller and buyer as they are now: for the e-invoice both set
    country and numbers with set_billing_details first. Then pay_contract_bill; delete_contract_bill takes it back."""
    stand = live_money_stand(call, contract_id)
    _check_form(data, today_in(call, stand.contract))
    places = [place_in(call, stand, line["participant_id"]) for line in data["lines"]]
    own = all(stand.owns(place["id"]) for place in places)
    if not own:
        check_write(call, stand, 4, worded("bill the work of others"))
    taken = list(_taken(call, stand, data))
    bill = _store(call, stand, plain(label), data, taken)
    issue_invoices(call, stand, bill, [_billed(data["lines"][number - 1], charge) for number, charge in taken])
    for _, charge in taken:
        move(call, charge, CONFIRMED, PAYMENT_PENDING)
        call.change("charge.changed", ("event", charge["event_id"]), data={"payment_status_id": PAYMENT_PENDING})
    if own:
        call.as_worker()
    _tell_made(call, stand, bill)
    return {"bill": bill_shape(call, stand, find_in(call, stand, bill["id"]))}


def _tell_made(call: Call, stand: Stand, bill: Row) -> None:
    theirs = say(
        "Bill {bill} with {amount} for your work in {contract} was made; list_contract_bills has your invoice."
    )
    tell_paid(call, stand, bill, theirs)
    paying = say(
        "Bill {bill} of {amount} in {contract} was made: pay_contract_bill pays it, delete_contract_bill takes it back."
    )
    tell_paying(call, stand, bill, paying)


def _check_form(data: BillInput, today: date) -> None:
    """Invalid names what is wrong with the lines and days as they were given."""
    faults: dict[str, str] = {}
    for index, line in enumerate(data["lines"]):
        if bool(line.get("all_unpaid")) == ("transaction_ids" in line):
            faults[f"data.lines[{index}]"] = worded("takes either transaction_ids or all_unpaid=true")
        vat = line.get("vat")
        if vat is not None and (not 0 <= vat < 100 or vat != vat.quantize(Decimal("0.01"))):
            faults[f"data.lines[{index}].vat"] = worded("is 0 or more, under 100, with at most two places")
    first, last, due = data.get("period_from"), data.get("period_to"), data.get("due_on")
    if first is not None and last is not None and last < first:
        faults["data.period_to"] = worded(
            "{last} is before period_from, {first}", last=last.isoformat(), first=first.isoformat()
        )
    if due is not None and due < today:
        faults["data.due_on"] = worded("is {today}, today, or later", today=today.isoformat())
    if faults:
        raise Invalid(faults)


def _taken(call: Call, stand: Stand, data: BillInput) -> Iterator[tuple[int, Row]]:
    """The charges of each line, with its number. Conflict names every one that does not fit, and lines without any."""
    faults: Faults = {}
    seen: set[int] = set()
    for number, line in enumerate(data["lines"], start=1):
        found = _of_line(call, stand, data, line, faults)
        fresh = [row for row in found if row["event_id"] not in seen]
        for row in found:
            if row["event_id"] in seen and not line.get("all_unpaid"):
                faults[row["event_id"]] = worded("named twice")
        if not fresh and line.get("all_unpaid"):
            raise Conflict(
                worded(
                    "No bill was made. Line {number}: participant {participant_id} has no approved and unpaid "
                    "charge left that is on no bill{in_period}.",
                    number=number,
                    participant_id=line["participant_id"],
                    in_period=_in_period(data),
                ),
                code="nothing_to_bill",
                next=("list_participant_transactions", "approve_contract_transactions"),
            )
        seen |= {row["event_id"] for row in fresh}
        yield from ((number, row) for row in fresh)
    if faults:
        listed = charges.charges_named(call.tx, stand.id, [id for id, why in faults.items() if why != UNKNOWN])
        raise named(faults, worded("No bill was made"), steps_to_pay(stand.id, listed))
    if len(seen) > MOST_CHARGES:
        raise Invalid(
            {
                "data": worded(
                    "holds more than {most_charges} charges; make several bills, by period", most_charges=MOST_CHARGES
                )
            }
        )


def _of_line(call: Call, stand: Stand, data: BillInput, line: LineInput, faults: Faults) -> list[Row]:
    if line.get("all_unpaid"):
        period = data.get("period_from"), data.get("period_to")
        return bills.unbilled(call.tx, line["participant_id"], *period, MOST_CHARGES + 1)
    ids = list(dict.fromkeys(line["transaction_ids"]))
    rows = {row["event_id"]: row for row in charges.charges_named(call.tx, stand.id, ids)}
    for id in ids:
        row = rows.get(id)
        if row is None or (max(stand.read, stand.write) < SEES_MONEY and payee_of(row) != stand.caller):
            faults[id] = UNKNOWN
        elif row["participant_id"] != line["participant_id"]:
            faults[id] = worded(
                "of participant {participant_id}, not {line_participant_id}",
                participant_id=row["participant_id"],
                line_participant_id=line["participant_id"],
            )
        elif (why := why_not_payable(call, row)) is not None:
            faults[id] = why
    return [row for id, row in rows.items() if id not in faults]


def _in_period(data: BillInput) -> str:
    first, last = data.get("period_from"), data.get("period_to")
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return worded(" from {first} on", first=first) if first else worded(" up to {last}", last=last)
    return worded(" from {first} to {last}", first=first, last=last)


def _store(call: Call, stand: Stand, label: str, data: BillInput, taken: list[tuple[int, Row]]) -> Row:
    labels = {number: plain(line["label"]) for number, line in enumerate(data["lines"], start=1) if line.get("label")}
    total = Money(sum(charge["amount"] for _, charge in taken), stand.currency)
    id = bills.insert_bill(
        call.tx,
        call.now,
        [(charge["event_id"], charge["participant_id"], number) for number, charge in taken],
        contract_id=stand.id,
        label=label,
        currency=total.currency,
        amount=total.amount,
        lines=json.dumps(labels, ensure_ascii=False),
        note=plain(data.get("note") or "") or None,
        due_on=_text(data.get("due_on")),
        period_from=_text(data.get("period_from")),
        period_to=_text(data.get("period_to")),
        created_by_type=stand.caller.kind,
        created_by_id=stand.caller.id,
    )
    call.changed("contract_bill", id)
    bill = bills.find_bill(call.tx, id)
    assert bill is not None, id
    return bill


def _billed(line: LineInput, charge: Row) -> Billed:
    return Billed(charge, plain(line["label"]) if line.get("label") else None, line.get("vat"))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
