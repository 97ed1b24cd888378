"""What has to hold before money is sent: a method that can take it, a rate, and enough on the balance."""

from __future__ import annotations

from decimal import Decimal

from store.database import Row
from store.types import Money, Owner
from tools.acts import Spends
from tools.call import Call
from tools.errors import Conflict, InsufficientFunds, Invalid, Step
from tools.payouts.access import method_of
from tools.payouts.providers import chosen
from tools.payouts.quoting import Quote, quote
from tools.payouts.rules.conversion import is_crumb
from tools.payouts.rules.methods import NOUNS, check_of_type, check_usable, methods_of
from tools.payouts.settlement import fee_on
from tools.payouts.shapes import currencies_of
from tools.questions import quoted
from tools.rules.sentences import OR, joined, word, worded
from tools.shapes import CURRENCY_IDS

CURRENCY_OF_ID = {id: currency for currency, id in CURRENCY_IDS.items()}


def usable_method(call: Call, person_id: int, type: int, method_id: int) -> Row:
    """The person's payment method, of that type and fit to be paid to by whoever carries payouts out.

    NotFound is the same for others' methods and for none."""
    method = method_of(call, person_id, method_id)
    check_of_type(method["kind"], type, method["id"], person_id)
    check_usable(method["kind"], method["status"], method["id"], person_id)
    lacking = chosen(call).lacks(call, method)
    if lacking is not None:
        raise Conflict(
            worded(
                "The {nouns} {id} cannot be paid to: {lacking}.",
                nouns=word(NOUNS[method["kind"]]),
                id=method["id"],
                lacking=lacking,
            ),
            code="method_not_served",
            next=(methods_of(method["person_id"]),),
        )
    return method


def quoted_for(call: Call, method: Row, base: Money, currency_id: int | None) -> Quote:
    """What arrives of an amount on a method. Conflict, with the currencies that work, when it does not take that one, and when
    the fee takes all of it."""
    target = CURRENCY_OF_ID[currency_id] if currency_id is not None else base.currency
    _check_takes(method, target)
    made = quote(call, base, target)
    if made.target.amount < 1:
        raise Invalid(
            {"currency_id": worded("{base} come to nothing in {target}", base=base, target=target)},
            next=(methods_of(method["person_id"]),),
        )
    if made.rate is not None and is_crumb(base.amount, base.currency, target, Decimal(made.rate)):
        raise Invalid(
            {
                "currency_id": worded(
                    "{base} are too little for {target}: rounding makes too much of them; pay out more at once",
                    base=base,
                    target=target,
                )
            },
            next=(methods_of(method["person_id"]), "preview_currency_conversion"),
        )
    fee = fee_on(call, method, made.target)
    if fee.amount >= made.target.amount:
        raise Conflict(
            worded(
                "{target} are to be sent, and the fee of paying to a {nouns} takes {fee}: nothing would "
                "arrive. Nothing happened.",
                target=made.target,
                nouns=word(NOUNS[method["kind"]]),
                fee=fee,
            ),
            code="fee_takes_all",
            next=(methods_of(method["person_id"]), _balance_of(method["person_id"])),
            details={"amount": made.target.text, "fee": fee.text, "currency": fee.currency},
        )
    return made


def check_covers(call: Call, person_id: int, base: Money) -> None:
    """InsufficientFunds when a balance does not reach, SpendingLimitReached when a cap of its owner's forbids it."""
    owner = Owner("person", person_id)
    call.books.spender.check_money(owner, base)
    purse = call.books.purse(owner, base.currency)
    if purse.available < base.amount:
        raise short_of(person_id, base, Money(purse.available, base.currency))


def short_of(person_id: int, needed: Money, available: Money, why: str = "") -> InsufficientFunds:
    """A freelancer's balance does not reach. why: a sentence on what counts, with its blank in front."""
    missing = needed - available
    return InsufficientFunds(
        worded(
            "{needed} are to be paid out; the balance of freelancer {person_id} has {available} "
            "available, {missing} too little.{why} Nothing changed.",
            needed=needed,
            person_id=person_id,
            available=available,
            missing=missing,
            why=why,
        ),
        next=(_balance_of(person_id),),
        details={
            "required": needed.text,
            "available": available.text,
            "missing": missing.text,
            "currency": needed.currency,
        },
    )


def _balance_of(person_id: int) -> Step:
    return Step("get_freelancer_balance", {"freelancer_id": person_id})


def ask_to_pay_out(call: Call, record: str, person: str, method: Row, made: Quote, called: tuple[str, ...]) -> None:
    """Ask the person before money leaves the balance. called: what the question says last."""
    fee = fee_on(call, method, made.target)
    details = called
    if made.rate is not None or fee:
        rate = worded(", at the rate {rate}", rate=made.rate) if made.rate is not None else ""
        kept = worded("; {fee} are kept as the fee", fee=fee) if fee else ""
        details = (worded("{target} arrive{rate}{kept}", target=made.target - fee, rate=rate, kept=kept), *called)
    payee = worded(
        "the {nouns} {number} of {person}", nouns=word(NOUNS[method["kind"]]), number=method["number"], person=person
    )
    owner = Owner("person", method["person_id"])
    spends = Spends("payout", owner, [(owner, made.base)])
    call.confirm(worded("Pay out"), record=record, amount=made.base, payee=payee, details=details, spends=spends)


def person_called(person_id: int, name: str) -> str:
    return worded("person {id} {name}", id=person_id, name=quoted(name))


def _check_takes(method: Row, currency: str) -> None:
    taken = currencies_of(method)
    if currency in taken:
        return
    ids = [CURRENCY_IDS[each] for each in taken]
    named = joined([f"{CURRENCY_IDS[each]} ({each})" for each in taken], OR)
    raise Conflict(
        worded(
            "The {nouns} {id} does not take {currency}; with currency_id {named} it works. Nothing happened.",
            nouns=word(NOUNS[method["kind"]]),
            id=method["id"],
            currency=currency,
            named=named,
        ),
        code="currency_not_accepted",
        next=(methods_of(method["person_id"]),),
        details={"currency": currency, "accepted_currency_ids": ids},
    )
