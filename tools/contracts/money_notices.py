"""Whom the money of a contract concerns, and what they are told of it."""

from __future__ import annotations

from store.database import Row
from store.scheduling.contract_levels import members_from
from store.scheduling.events import name_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import person_of
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say, together
from tools.telling import Record

KIND = "contract_money"
# From this level on somebody speaks for the side that pays.
PAYS = 4


def payers_of(call: Call, contract_id: int, payee: Owner) -> list[Owner]:
    """Those who speak for the paying side towards somebody who is paid."""
    return [one for one in members_from(call.tx, contract_id, PAYS) if one != payee]


def tell_payers(call: Call, contract: Row, payee: Owner, text: Words, event_id: int, amount: Money) -> None:
    """Tell everybody on the paying side."""
    for one in payers_of(call, contract["id"], payee):
        tell_of(call, one, text, event_id, amount, contract)


def tell_of(call: Call, to: Owner, text: Words, event_id: int, amount: Money, contract: Row) -> None:
    """Tell somebody of a charge or deposit."""
    record = Record("event", event_id, contract["label"])
    call.tell(to, KIND, text, record=record, figures={"amount": str(amount)})


def called(call: Call, contract: Row) -> str:
    """A contract as a notice names it."""
    return quoted(contract["label"])


def who(call: Call, one: Owner) -> str:
    return quoted(name_of(call.tx, one))


def payee_of(row: Row) -> Owner:
    """Who is paid by a charge or deposit."""
    return Owner(row["payee_type"], row["payee_id"])


def payer_of(deposit: Row) -> Owner:
    return Owner(deposit["payer_type"], deposit["payer_id"])


def money_of(row: Row) -> Money:
    return Money(row["amount"], row["currency"])


def tell_charged(call: Call, contract: Row, place: Row, charge: Row, *, corrected: bool = False) -> None:
    """The paying side hears of a charge, the one who is paid of one that somebody else made or corrected."""
    payee, amount = person_of(place), money_of(charge)
    said: Words = say(
        "{amount} on {date} in {contract}", amount=amount, date=charge["date"], contract=called(call, contract)
    )
    if charge["minutes"]:
        said = say(
            "{amount} for {time} on {date} in {contract}",
            amount=amount,
            time=time_text(charge["minutes"]),
            date=charge["date"],
            contract=called(call, contract),
        )
    was = say("is now charged, corrected,") if corrected else say("was charged")
    text = say(
        "{charge} {was} for {who}{over}: {next}.",
        charge=said,
        was=was,
        who=who(call, payee),
        over=say(", over the weekly limit") if charge["over_limit"] else "",
        next=_next_step(charge),
    )
    tell_payers(call, contract, payee, text, charge["event_id"], amount)
    if call.caller.kind != "nobody" and call.caller.owner != payee:
        theirs = say("{charge} {was} for you.", charge=said, was=was)
        tell_of(call, payee, theirs, charge["event_id"], amount, contract)


def _next_step(charge: Row) -> Sentence:
    if charge["status_id"] == 100:
        return say("approve_contract_transactions accepts it, decline_event refuses it")
    return say("it counts as approved; pay_contract_transactions pays it")


def tell_reported(call: Call, contract: Row, deposit: Row) -> None:
    """Who is said to have been paid elsewhere answers: it came, or it did not."""
    amount, until = money_of(deposit), iso(deposit["answer_until"], contract["timezone"])
    text = say(
        "{amount} in {contract} were reported as paid to you elsewhere: approve_contract_transactions says that they came, "
        "decline_event that they did not. Without an answer they count from {until} on.",
        amount=amount,
        contract=called(call, contract),
        until=until,
    )
    tell_of(call, payee_of(deposit), text, deposit["event_id"], amount, contract)


def time_text(minutes: int) -> Words:
    """Minutes as people read them: '1 h 30 min'."""
    hours, rest = divmod(minutes, 60)
    in_hours = say("{hours} h", hours=hours) if hours else None
    return together(in_hours, say("{minutes} min", minutes=rest) if rest or not hours else None)
