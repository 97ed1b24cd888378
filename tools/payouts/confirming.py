"""Entering the details of a payment method, under the personal link."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import freelancers
from store.payouts import methods
from store.types import iso, utc_time
from tools.call import Call
from tools.errors import Conflict, NotAllowed, NotFound, WrongState
from tools.freelancers.access import addressed
from tools.operation import operation
from tools.params import OneLine, Uuid
from tools.payouts.details import Given, entered
from tools.payouts.notices import tell_added
from tools.payouts.rules.methods import ADD, NOUNS, Kind, after, is_usable, methods_of, state_title
from tools.payouts.verification import verify_entered
from tools.rules.sentences import word, worded
from tools.shapes import CURRENCY_IDS, CurrencyShape, currency_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

Number = Annotated[
    str,
    Field(min_length=1, max_length=50, description="Card number (13-19 digits), IBAN, or account or wallet number."),
]
Holder = Annotated[
    OneLine, Field(min_length=2, max_length=100, description="Cards and bank accounts: as the bank writes the name.")
]
CurrencyId = Annotated[Literal[1, 2, 3], Field(description="1 RUB, 2 USD, 3 EUR. Default by the kind.")]


class EnteredMethod(TypedDict):
    """number is masked. card_type: 0 not defined, 1 Visa, 2 Mastercard, 3 Maestro, 8 Mir."""

    id: int
    uuid: str
    kind: Literal["card", "wallet", "bank_account"]
    number: str
    card_type: NotRequired[int | None]
    status: int
    currency: CurrencyShape
    usable: bool


class ConfirmedMethod(TypedDict):
    payment_method: EnteredMethod
    redirect_url: NotRequired[str | None]


@operation(
    access="write",
    actors=("worker",),
    price="free",
    example={"number": "5500 0055 5555 5559", "holder": "ANN LEE", "expire": "03/29", "country": "DE"},
    find=(
        "type in my card data",
        "finish linking my bank",
        "enter the wallet I want to be paid on",
        "I was sent a link to add my account, here are the details",
        "submit my IBAN",
        "give my card number and expiry",
        "complete adding where I get paid",
        "fill in the payout details form",
        "hand in my account number under the personal link",
        "make my new card usable for withdrawals",
        "the company asked me to enter my bank data",
        "save my BIC and account",
    ),
    secret=("number",),
)
def confirm_payout_method(
    call: Call,
    uuid: Annotated[Uuid, Field(description="The payment method, from the end of the link.")],
    number: Number,
    holder: Holder | None = None,
    expire: Annotated[str, Field(max_length=10, description="Cards: MM/YY.")] | None = None,
    bic: Annotated[str, Field(max_length=20, description="SWIFT: 8 or 11 characters; account in Russia: 9 digits.")]
    | None = None,
    bank_name: Annotated[OneLine, Field(min_length=1, max_length=100, description="Name of the bank.")] | None = None,
    country: Annotated[
        str, Field(min_length=2, max_length=2, description="Cards: of the issuer, such as DE. Default yours.")
    ]
    | None = None,
    currency_id: CurrencyId | None = None,
) -> ConfirmedMethod:
    """Enter the details of your card, bank account or e-wallet under its personal link, which makes it usable.

    Only its owner, within 30 minutes of the link that add_payout_card, add_payout_bank_account or add_payout_wallet made.
    Of a card number the first 6 and last 4 digits are kept, of other numbers the last 4 characters are shown. Next:
    set_payout_auto_pay, if earnings are to go there by themselves."""
    method = _open_link(call, uuid)
    kind: Kind = method["kind"]
    given = Given(number, holder, expire, bic, bank_name, country, CURRENCY_NAMES[currency_id] if currency_id else None)
    details = entered(call, method, given, addressed(call, call.caller.id, None)["country"])
    methods.enter(call.tx, method["id"], after(kind, "enter", method["status"]), call.now, **details)
    verify_entered(call, _own(call, method["id"]))
    method = _own(call, method["id"])
    tell_added(call, method)
    call.changed("freelancer", call.caller.id)
    return {"payment_method": _entered_method(method), "redirect_url": method["redirect_url"]}


def _own(call: Call, method_id: int) -> Row:
    method = methods.find(call.tx, call.caller.id, method_id)
    assert method is not None
    return method


CURRENCY_NAMES = {id: currency for currency, id in CURRENCY_IDS.items()}


def _open_link(call: Call, uuid: str) -> Row:
    """The caller's method behind a link that is still open."""
    method = methods.find_by_uuid(call.tx, uuid)
    if method is None or method["person_id"] != call.caller.id:
        raise _not_theirs(call, method, uuid)
    kind: Kind = method["kind"]
    if method["entered_at"] is not None and method["deleted_at"] is None:
        title = state_title(kind, method["status"])
        raise WrongState(
            worded(
                "This link was used: the details of {nouns} {id} were entered, its state is {title} ({status}).",
                nouns=word(NOUNS[kind]),
                id=method["id"],
                title=word(title),
                status=method["status"],
            ),
            state=title,
            next=(methods_of(call.caller.id),),
        )
    if method["deleted_at"] is not None or call.now >= utc_time(method["link_ends_at"]):
        raise Conflict(
            worded(
                "This link ended at {deleted_at}. A new one comes from {add}, after request_payout_method_code.",
                deleted_at=iso(method["deleted_at"] or method["link_ends_at"]),
                add=ADD[kind],
            ),
            code="link_ended",
            next=("request_payout_method_code",),
        )
    return method


def _not_theirs(call: Call, method: Row | None, uuid: str) -> NotAllowed | NotFound:
    """Whoever can see the freelancer in their team is told that the link is not for them; strangers learn nothing."""
    company_id = call.caller.company_id
    seen = freelancers.find_by_id(call.tx, company_id, method["person_id"]) if method and company_id else None
    if seen is not None and seen["membership_id"] is not None and seen["removed_at"] is None and seen["has_agreed"]:
        return NotAllowed(worded("Only the freelancer enters these details, under the link: pass it on to them."))
    return NotFound("payment method", uuid, next=("list_payout_methods",))


def _entered_method(row: Row) -> EnteredMethod:
    return {
        "id": row["id"],
        "uuid": row["uuid"],
        "kind": row["kind"],
        "number": row["number"],
        "card_type": row["card_type"],
        "status": row["status"],
        "currency": currency_shape(row["currency"]),
        "usable": is_usable(row["kind"], row["status"]),
    }
