"""Paying charges: from what is prepaid first, oldest first, and the rest as one new deposit for each who is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.contracts import deposits
from store.database import Row
from store.ledger import purses
from store.scheduling.contract_levels import find_participant
from store.scheduling.events import name_of
from store.scheduling.transactions import find_deposit
from store.types import Money, Owner
from tools.acts import Spends
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.finance.settling import make_deposit, move, settle_charges
from tools.contracts.money_notices import PAYS, called, payers_of, tell_of, tell_payers, tell_reported, who
from tools.contracts.rules.money import Covered, cover
from tools.errors import Invalid
from tools.questions import quoted
from tools.rules.sentences import joined, say, worded
from tools.scheduling.bookings.purse import check_reaches
from tools.scheduling.rules.events import PAYMENT_PENDING


@dataclass(frozen=True, slots=True)
class Share:
    """The charges of one participant in a payment, and what prepaid money covers of them."""

    place: Row
    charges: list[Row]
    covered: Covered


@dataclass(frozen=True, slots=True)
class Paid:
    """charges: those that are paid now. waiting: those whose new deposit waits for its receiver. deposits: the new ones."""

    charges: list[int]
    waiting: list[int]
    deposits: list[int]
    used_prepaid: Money
    debited: Money


def pay_charges(
    call: Call, stand: Stand, charges: Sequence[Row], payer: Owner, method: str, day: date, what: str | None = None
) -> Paid:
    """Pay approved charges of a contract, all or none; asks the person before anything is written.

    charges: rows of the store that the caller may pay and that are approved and unpaid, oldest day first. payer: whose purse
    pays, or who paid elsewhere. what: the act as the question names it, such as 'Pay bill 3'. One who is paid and has no say
    over the money records what came from elsewhere; what is held here stays held. InsufficientFunds changes nothing."""
    shares = _shares(call, charges, held_too=stand.write >= PAYS)
    by_receiver = method == "external" and all(person_of(share.place) == stand.caller for share in shares)
    rest = Money(sum(share.covered.rest for share in shares), stand.currency)
    prepaid = Money(sum(share.covered.used for share in shares), stand.currency)
    if method == "balance":
        _check_purse(call, shares, payer, rest)
    _ask(
        call,
        stand,
        shares,
        payer,
        method,
        what or worded("Pay {count} charges of contract {id}:", count=len(charges), id=stand.id),
    )
    made = {share.place["id"]: _new_deposit(call, stand, share, payer, method, day, by_receiver) for share in shares}
    reported = method == "external" and not by_receiver
    waits = {id for share in shares for id in share.covered.rests} if reported else set()
    settled = [charge for charge in charges if charge["event_id"] not in waits]
    waiting = [charge for charge in charges if charge["event_id"] in waits]
    for charge in waiting:
        move(call, charge, charge["status_id"], PAYMENT_PENDING)
    settle_charges(call, stand.id, settled, payer)
    for share in shares:
        _tell(call, stand, share, made[share.place["id"]], by_receiver)
    return Paid(
        [charge["event_id"] for charge in settled],
        [charge["event_id"] for charge in waiting],
        [id for id in made.values() if id is not None],
        prepaid,
        rest if method == "balance" else Money(0, stand.currency),
    )


def paying_side(call: Call, stand: Stand, payee: Owner) -> Owner:
    """Who counts as the payer of what a receiver says they were paid: the contract's first owner besides them."""
    others = payers_of(call, stand.id, payee)
    return others[0] if others else payee


def _shares(call: Call, charges: Sequence[Row], *, held_too: bool) -> list[Share]:
    by_place: dict[int, list[Row]] = {}
    for charge in charges:
        by_place.setdefault(charge["participant_id"], []).append(charge)
    found = []
    for place_id, rows in by_place.items():
        place = find_participant(call.tx, place_id)
        assert place is not None, place_id
        prepaid = [
            (row["event_id"], row["amount"] - row["used"] - row["returned"])
            for row in deposits.prepaid(call.tx, place_id, held_too=held_too)
        ]
        found.append(Share(place, rows, cover(prepaid, [(row["event_id"], row["amount"]) for row in rows])))
    return found


def _check_purse(call: Call, shares: Sequence[Share], payer: Owner, rest: Money) -> None:
    for share in shares:
        if share.covered.rest and person_of(share.place) == payer:
            raise Invalid(
                {
                    "method": worded(
                        "participant {id} is who pays: money does not move from a purse to itself; method external "
                        "records what was paid elsewhere",
                        id=share.place["id"],
                    )
                }
            )
    if rest:
        check_reaches(call, payer, rest, other_ways(call, payer, rest.currency))


def other_ways(call: Call, payer: Owner, currency: str) -> str:
    """What helps whose purse does not reach: the purses there are, and that payments made elsewhere can be recorded."""
    others = [
        account.currency for account in purses(call.tx, payer) if account.currency != currency and account.balance
    ]
    external = worded(" method external records what was paid elsewhere.")
    if not others:
        return external
    held = worded(" There is money in {others}, but nothing is converted.", others=", ".join(others))
    return joined((held, external), "")


def _ask(call: Call, stand: Stand, shares: Sequence[Share], payer: Owner, method: str, act: str) -> None:
    """The person agrees to what is paid to whom, and from where."""
    currency = stand.currency
    total = Money(sum(charge["amount"] for share in shares for charge in share.charges), currency)
    prepaid = Money(sum(share.covered.used for share in shares), currency)
    rest = total - prepaid
    source = (
        worded("the purse of {payer}", payer=payer)
        if method == "balance"
        else worded("{payer}, paid elsewhere", payer=payer)
    )
    parts = [worded("{rest} from {source}", rest=rest, source=source)] if rest else []
    parts += [worded("{prepaid} from what is prepaid", prepaid=prepaid)] if prepaid else []
    for share in shares:
        due = Money(sum(charge["amount"] for charge in share.charges), currency)
        parts.append(
            worded(
                "To participant {id}: {due}, {name_of}",
                id=share.place["id"],
                due=due,
                name_of=quoted(name_of(call.tx, person_of(share.place))),
            )
        )
    act = worded("Record that was paid elsewhere, of contract {id},", id=stand.id) if method == "external" else act
    moves = method == "balance"
    fresh = [(person_of(share.place), Money(share.covered.rest, currency)) for share in shares]
    spends = Spends("contract", payer, fresh) if moves else None
    call.confirm(act, record=f"contract:{stand.id}", amount=total, details=parts, moves=moves, spends=spends)


def _new_deposit(
    call: Call, stand: Stand, share: Share, payer: Owner, method: str, day: date, by_receiver: bool
) -> int | None:
    """Make the deposit for what is not prepaid, and let the charges take their parts of it and of those before; its id.

    None when all is prepaid."""
    uses = [(use.deposit_id, use.charge_id, use.amount) for use in share.covered.uses]
    new = None
    if share.covered.rest:
        money = Money(share.covered.rest, stand.currency)
        counts = method == "balance" or by_receiver
        made = make_deposit(
            call, stand, share.place, payer, money, method=method, day=day, label="Payment of charges", counts=counts
        )
        new = int(made["event_id"])
        uses += [(new, charge_id, amount) for charge_id, amount in share.covered.rests.items()]
    deposits.use_deposits(call.tx, uses)
    return new


def _tell(call: Call, stand: Stand, share: Share, new: int | None, by_receiver: bool) -> None:
    """Who is paid hears of it; of what they recorded themselves, those who pay."""
    where, payee, first = called(call, stand.contract), person_of(share.place), share.charges[0]["event_id"]
    money = Money(sum(charge["amount"] for charge in share.charges), stand.currency)
    if by_receiver:
        text = say(
            "{who} recorded {amount} for charges in {contract} as paid elsewhere.",
            who=who(call, payee),
            amount=money,
            contract=where,
        )
        tell_payers(call, stand.contract, payee, text, first, money)
        return
    deposit = find_deposit(call.tx, new) if new is not None else None
    if deposit is not None and deposit["answer_until"]:
        tell_reported(call, stand.contract, deposit)
    else:
        text = say("{amount} for charges in {contract} were paid to you.", amount=money, contract=where)
        tell_of(call, payee, text, first, money, stand.contract)
