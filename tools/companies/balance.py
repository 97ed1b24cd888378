"""What a company has, and how its balance is topped up."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies, documents
from store.database import Row
from store.ledger import find_account
from store.types import Money, Owner, iso, utc_time
from tools.call import Call
from tools.companies.documents import issue_document
from tools.companies.operator import require_operator
from tools.companies.rules.companies import INVOICE_LIFETIME, Invoice, check_open, figures
from tools.companies.top_ups import check_not_own, credit_top_up, end_top_up, record_of
from tools.errors import Invalid, NotFound
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Id, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import Count, say, told_by, worded
from tools.rules.vat import vat
from tools.shapes import CurrencyShape, currency_shape
from tools.telling import Record
from tools.uploads.reading import file_uri

TOOLSET = "companies"
ACTS_FOR_COMPANIES = True

TopUpId = Annotated[Id, Field(description="The top-up. Either this or invoice_number.")]
InvoiceNumber = Annotated[
    str, Field(min_length=1, max_length=60, description="Number on the invoice. Either this or top_up_id.")
]
Reference = Annotated[str, Field(min_length=1, max_length=200, description="The bank's reference of the payment.")]


class Balance(TypedDict):
    """Net amounts; available and held do not contain each other, and their VAT comes on top."""

    balance_id: NotRequired[int | None]
    currency: CurrencyShape
    show_vat: bool
    balance_amount: str
    balance_amount_vat: str
    hold_amount: str
    hold_amount_vat: str


class RequestedTopUp(TypedDict):
    id: int
    status: str
    amount: str
    vat_amount: str
    total: str
    currency: CurrencyShape
    expires_at: str


class InvoiceDocument(TypedDict):
    document_id: int
    number: str
    url: str
    file_id: int
    sandbox: NotRequired[bool | None]


class TopUpRequest(TypedDict):
    top_up: RequestedTopUp
    document: InvoiceDocument


class EndedTopUp(TypedDict):
    id: int
    company_id: int
    status: str
    confirmed_at: str


class TopUpResult(TypedDict):
    top_up: EndedTopUp
    balance: Balance
    transaction_id: NotRequired[int | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "how much money do we have left for contractors",
        "what is in escrow right now",
        "can we afford this payment",
        "funds of our organisation",
        "amount reserved for accepted work",
        "is there enough to settle the open jobs",
        "available cash of the employer account",
        "our account's figures with value added tax",
        "what does the company have in its account",
        "can we pay for another order",
        "how much of our money is blocked",
        "our organisation's balance",
    ),
)
def get_company_balance(call: Call) -> Balance:
    """Show what the company has available and what is held for work under way, each with its VAT.

    Amounts are net and do not contain each other. Use it before accept_task and pay_task; when it does not reach,
    request_balance_top_up. Movements are in list_company_transactions; a caller's own money for calls is in
    get_wallet."""
    return _balance(call, _own_company(call))


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "put more money in so we can pay people",
        "bill us for a deposit",
        "load funds for next month",
        "we need to prefund our account",
        "get an invoice to pay by bank transfer",
        "add cash for paying contractors",
        "balance is too low, refill it",
        "proforma for funding the organisation",
        "we need an invoice to put money on our balance",
        "add funds for the company",
        "top up the company account",
        "prepay for future orders by wire",
        "get a proforma to fund our balance",
        "how does our company pay money in",
    ),
)
def request_balance_top_up(
    call: Call,
    amount: Annotated[PositiveAmount, Field(description="Net amount to be credited, in the company's currency.")],
) -> TopUpRequest:
    """Ask for an invoice with which the company funds its balance.

    The total is the amount plus VAT where VAT applies. Nothing is credited before the operator records the payment
    (confirm_balance_top_up); an unpaid invoice is cancelled after 30 days. For crypto deposits use
    get_deposit_address."""
    company = _own_company(call)
    net = _net(amount, company["currency"])
    tax = vat(net, _vat_percent(company))
    details = companies.payment_details(call.tx)
    lines = [f"Top-up of the company's balance, payable within {INVOICE_LIFETIME.days} days.", *_how_to_pay(details)]
    paper = issue_document(call, company, documents.INVOICE, net, tax, lines, call.caller.owner)
    expires_at = call.now + INVOICE_LIFETIME
    id = companies.add_top_up(
        call.tx, company["id"], net, tax, paper.document_id, call.caller.owner, call.now, expires_at
    )
    _tell_operator(call, company, id, net)
    return {
        "top_up": {
            "id": id,
            "status": Invoice.ISSUED.title,
            "amount": net.text,
            "vat_amount": tax.text,
            "total": (net + tax).text,
            "currency": currency_shape(net.currency),
            "expires_at": iso(expires_at),
        },
        "document": {
            "document_id": paper.document_id,
            "number": paper.number,
            "url": file_uri(paper.file_id),
            "file_id": paper.file_id,
            "sandbox": True if details is None else None,
        },
    }


@operation(
    access="money",
    actors=("admin",),
    price="free",
    find=(
        "the wire from the client has arrived",
        "credit a deposit",
        "mark a funding bill as settled",
        "the customer has paid the proforma",
        "book an incoming bank transfer",
        "cancel an unpaid funding invoice",
        "record that a prepayment came in",
        "release prepaid funds to a customer",
        "money for a company's prepayment came in",
        "approve a company's deposit",
        "the client has transferred the funds, put them on their balance",
        "reject a top-up that was never paid",
    ),
)
def confirm_balance_top_up(
    call: Call,
    top_up_id: TopUpId | None = None,
    invoice_number: InvoiceNumber | None = None,
    paid: Annotated[bool, Field(description="false cancels the invoice instead.")] = True,
    reference: Reference | None = None,
) -> TopUpResult:
    """Record that a funding invoice was paid and credit the company, or cancel it; for the operator only.

    Credits exactly the net amount, once. Only while the top-up is issued; a cancelled or expired one needs a new
    request. Check that the money is really in the bank first: this cannot be taken back."""
    require_operator(call, worded("Confirming a top-up"))
    top_up = _top_up(call, top_up_id, invoice_number)
    check_open(top_up["id"], top_up["status"], utc_time(top_up["expires_at"]), call.now)
    company = companies.company(call.tx, top_up["company_id"])
    if company is None:
        raise NotFound("company", top_up["company_id"])
    check_not_own(call, company)
    net = Money(top_up["amount"], top_up["currency"])
    name = quoted(company["company_name"])
    named = worded("Invoice {number}, of the company {name}", number=top_up["number"], name=name)
    if not paid:
        call.confirm(
            worded(
                "Cancel top-up {id} of company {company_id} over {net}; nothing is credited",
                id=top_up["id"],
                company_id=company["id"],
                net=net,
            ),
            record=f"top_up:{top_up['id']}",
            details=(named,),
        )
        end_top_up(call, top_up, Invoice.CANCELLED, reference, None)
        text = say(
            "The operator cancelled top-up {id} over {amount}, invoice {invoice}; nothing was credited.",
            id=top_up["id"],
            amount=net,
            invoice=top_up["number"],
        )
        call.tell(Owner("company", company["id"]), "operator_decision", text, record=record_of(top_up))
        return _ended(call, company, top_up, Invoice.CANCELLED, None)
    call.confirm(
        worded("Credit"),
        record=f"top_up:{top_up['id']}",
        amount=net,
        payee=worded("company {id}", id=company["id"]),
        details=(named,),
    )
    transfer_id = credit_top_up(call, company, top_up, net, reference)
    return _ended(call, company, top_up, Invoice.PAID, transfer_id)


@scheduled(every=3600)
def cancel_unpaid_top_ups(call: Call) -> int:
    """Cancel top-ups whose invoice was not paid in 30 days."""
    return one_by_one(call, companies.unpaid_top_ups(call.tx, call.stamp, 200), _cancel)


def _cancel(call: Call, top_up: Row) -> None:
    end_top_up(call, top_up, Invoice.CANCELLED, None, None)
    call.tell(
        Owner("company", top_up["company_id"]),
        "money_failed",
        say(
            "Top-up {id} was cancelled: its invoice was not paid in {days}. Nothing was credited.",
            id=top_up["id"],
            days=Count(INVOICE_LIFETIME.days, "day"),
        ),
        record=record_of(top_up),
    )


def _own_company(call: Call) -> Row:
    company = companies.company(call.tx, call.caller.company_id or 0)
    if company is None:
        raise NotFound("company", call.caller.company_id, next=("list_my_companies",))
    return company


def _balance(call: Call, company: Row) -> Balance:
    currency = company["currency"]
    account = find_account(call.tx, Owner("company", company["id"]), "purse", currency)
    balance, held = (account.balance, account.held) if account else (0, 0)
    seen = figures(Money(balance, currency), Money(held, currency), _vat_percent(company))
    return {
        "balance_id": account.id if account else None,
        "currency": currency_shape(currency),
        "show_vat": bool(company["show_vat"]),
        "balance_amount": seen.available.text,
        "balance_amount_vat": seen.available_vat.text,
        "hold_amount": seen.held.text,
        "hold_amount_vat": seen.held_vat.text,
    }


def _vat_percent(company: Row) -> Decimal:
    return Decimal(company["vat_percent"]) if company["show_vat"] else Decimal(0)


def _net(amount: Decimal, currency: str) -> Money:
    try:
        return Money.of(amount, currency)
    except ValueError as error:
        raise Invalid({"amount": told_by(error)}) from None


def _how_to_pay(details: str | None) -> list[str]:
    if details is not None:
        return ["", details]
    return ["SANDBOX: this installation has no bank details, so nothing can be paid to this invoice."]


def _tell_operator(call: Call, company: Row, top_up_id: int, net: Money) -> None:
    operator = companies.operator_company_id(call.tx)
    if operator is not None:
        call.tell(
            Owner("company", operator),
            "money_in",
            say(
                "Company {id} {name} asked for a top-up of {amount}. When the money has arrived: confirm_balance_top_up with "
                "top_up_id {top_up}.",
                id=company["id"],
                name=quoted(company["company_name"]),
                amount=net,
                top_up=top_up_id,
            ),
            record=Record("top_up", top_up_id, say("Top-up {id}", id=top_up_id)),
            figures={"amount": str(net)},
        )


def _top_up(call: Call, top_up_id: int | None, invoice_number: str | None) -> Row:
    if top_up_id is None and invoice_number is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"top_up_id": missing, "invoice_number": missing})
    if top_up_id is not None:
        top_up = companies.top_up(call.tx, top_up_id)
    else:
        top_up = companies.top_up_by_invoice(call.tx, invoice_number or "")
    if top_up is None:
        raise NotFound("top-up", top_up_id or invoice_number)
    if invoice_number is not None and top_up["number"] != invoice_number:
        raise Invalid(
            {
                "invoice_number": worded(
                    "is not the invoice of top-up {top_up_id}; that is {number}",
                    top_up_id=top_up_id,
                    number=top_up["number"],
                )
            }
        )
    return top_up


def _ended(call: Call, company: Row, top_up: Row, status: Invoice, transfer_id: int | None) -> TopUpResult:
    return {
        "top_up": {
            "id": top_up["id"],
            "company_id": company["id"],
            "status": status.title,
            "confirmed_at": iso(call.now),
        },
        "balance": _balance(call, company),
        "transaction_id": transfer_id,
    }
