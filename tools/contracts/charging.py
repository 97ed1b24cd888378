"""Making a charge: worked time of somebody's paid place as an amount owed, whichever operation asks for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from store.contracts import charges
from store.contracts.balances import approved_in
from store.database import Row
from store.scheduling.transactions import find_charge
from store.types import Money, Owner
from store.uploads.files import attach
from tools.call import Call
from tools.contracts.access import Stand, check_write, person_of
from tools.contracts.balances import sums_of, today_in
from tools.contracts.bounds import charge_fits, check_charge_fits
from tools.contracts.money_notices import tell_charged
from tools.contracts.rules.money import DAY_MINUTES, charge_amount, is_over_limit, over_ceiling, week_of
from tools.contracts.rules.settings import settings_of
from tools.contracts.transitions import refresh_contract
from tools.errors import Invalid, Step, WrongState
from tools.rules.sentences import worded
from tools.scheduling.rules.events import CHARGE, CONFIRMED, PENDING, UNPAID, state_name

Source = Literal["manual", "timer", "event", "bill", "entry"]


def make_charge(
    call: Call,
    stand: Stand,
    place: Row,
    *,
    day: date,
    minutes: int | None,
    label: str,
    source: Source,
    parent_id: int | None = None,
    time_log_id: int | None = None,
    files: Sequence[int] = (),
    amount: Money | None = None,
    waits: bool = False,
) -> Row:
    """Store a charge for a paid place and tell whom it concerns; the charge as it stands then.

    Who may do so is asked before, below. amount: instead of minutes times the rate. waits: somebody has to
    approve it even where charges are approved by themselves. Of `stand` only contract and caller, who
    recorded it, count here. Invalid for a day to come, a day that would have more than 1440 minutes (see minutes_left), when
    no rate is known, or for more than a contract can come to; the time of a clock is kept with nothing to pay until somebody
    sets its amount."""
    contract = stand.contract
    check_minutes_fit(call, contract, place, day, minutes or 0)
    rate = rate_of(contract, place)
    money = amount if amount is not None else _priced(contract, minutes, rate, source)
    money = _that_fits(call, contract, money, "amount" if amount is not None else "time", source)
    before = charges.minutes_between(call.tx, place["id"], *week_of(day))
    over = is_over_limit(before, minutes or 0, place["hours_limit"])
    by_itself = not over and not waits and settings_of(contract["settings"]).auto_approve
    approved = by_itself and fits(call, contract, place, money)
    payee = person_of(place)
    id = charges.insert_charge(
        call.tx,
        call.now,
        _event(stand, place, day, minutes, label, money)
        | {"status_id": CONFIRMED if approved else PENDING, "parent_id": parent_id, "files": json.dumps(list(files))},
        contract_id=contract["id"],
        participant_id=place["id"],
        payee_type=payee.kind,
        payee_id=payee.id,
        minutes=minutes,
        rate=rate,
        fixed=int(amount is not None),
        over_limit=int(over),
        source=source,
        time_log_id=time_log_id,
        approved_at=call.stamp if approved else None,
        **charges.recorder(stand.caller),
    )
    attach(call.tx, files, f"event:{id}")
    charge = find_charge(call.tx, id)
    assert charge is not None, id
    note_charge(call, contract["id"], id, charge["status_id"])
    tell_charged(call, contract, place, charge)
    if over:
        call.warn(f"This passes the weekly limit of {place['hours_limit']} hours; to accept it takes allow_over_limit.")
    return charge


CHARGE_TIME = worded("charge time")
# Whose yes a place waits for, by the side that asked for it.
_WAITS_FOR = {
    "contract": worded("the invited person has to accept first"),
    "person": worded("a member with write level 5 has to accept first"),
}


def check_may_charge(call: Call, stand: Stand, place: Row, to: str = CHARGE_TIME) -> None:
    """NotAllowed below write level 1 for one's own time, 4 for others'; WrongState unless the place is agreed on."""
    own = stand.owns(place["id"])
    # Who is asked to take a place is no member, and has to answer first, whatever the levels.
    if not (own and place["status_id"] == PENDING):
        check_write(
            call, stand, 1 if own else 4, worded("{to} of your own", to=to) if own else worded("{to} of others", to=to)
        )
    if place["status_id"] == CONFIRMED:
        return
    why = (
        _WAITS_FOR[place["asked_by"]]
        if place["status_id"] == PENDING
        else worded("time is charged only while it is confirmed")
    )
    raise WrongState(
        worded(
            "Participant {id} is {state_name}: {why}.",
            id=place["id"],
            state_name=state_name(place["status_id"]),
            why=why,
        ),
        state=state_name(place["status_id"]).split(" ")[0],
        next=(
            Step("reply_to_participation_request", {"contract_id": stand.id, "participant_id": place["id"]}),
            "list_contract_users",
        ),
    )


def rate_of(contract: Row, place: Row) -> int | None:
    """Money an hour in the smallest unit: the participant's own, else the contract's; None when neither is set."""
    price: int | None = place["price"]
    return price if price is not None else settings_of(contract["settings"]).rate


def minutes_left(call: Call, place: Row, day: date, but: int = 0) -> int:
    """How many minutes may still be charged for a participant on a day. but: without this charge."""
    return DAY_MINUTES - charges.minutes_between(call.tx, place["id"], day, day, but)


def fits(call: Call, contract: Row, place: Row, money: Money) -> bool:
    """Whether one more charge may be approved: inside the contract's amount and, without credit, prepaid."""
    if over_ceiling(approved_in(call.tx, contract["id"]), money.amount, contract["amount"]):
        return False
    return bool(place["credit"]) or money.amount <= sums_of(call, place["id"]).balance


def note_charge(call: Call, contract_id: int, charge_id: int, status_id: int) -> None:
    """Write to the feed that a charge stands in this state now, and let its contract follow."""
    call.change("charge.changed", ("event", charge_id), data={"status_id": status_id})
    call.changed("event", charge_id)
    refresh_contract(call, contract_id)


def check_minutes_fit(call: Call, contract: Row, place: Row, day: date, minutes: int, but: int = 0) -> None:
    """Invalid for a day to come, and when the day would have more minutes than it has."""
    today = today_in(call, contract)
    if day > today:
        raise Invalid(
            {
                "date": worded(
                    "lies in the future; in {timezone} it is {today}",
                    timezone=contract["timezone"],
                    today=today.isoformat(),
                )
            }
        )
    left = minutes_left(call, place, day, but)
    if minutes > left:
        raise Invalid(
            {
                "time": worded(
                    "{day_minutes} minutes are the most for one day; {other_day_minutes} are charged for {day} "
                    "already, so at most {left} more fit",
                    day_minutes=DAY_MINUTES,
                    other_day_minutes=DAY_MINUTES - left,
                    day=day.isoformat(),
                    left=left,
                )
            },
            next=("list_participant_transactions",),
        )


def _priced(contract: Row, minutes: int | None, rate: int | None, source: Source) -> Money:
    if rate is not None and minutes is not None:
        return Money(charge_amount(minutes, rate), contract["currency"])
    if source == "timer":
        return Money(0, contract["currency"])
    raise Invalid(
        {
            "amount": worded(
                "is needed: this participant has no price and the contract no settings.rate. Give the "
                "amount, or set a rate first"
            )
        },
        next=("update_contract", "update_schedule"),
    )


def _that_fits(call: Call, contract: Row, money: Money, field: str, source: Source) -> Money:
    """The amount, unless the contract cannot take it: then the time of a clock is kept with nothing to pay."""
    if source == "timer" and not charge_fits(call, contract, money):
        call.warn(f"{money} is more than one contract can come to: the time is kept with nothing to pay.")
        return Money(0, money.currency)
    check_charge_fits(call, contract, money, field)
    return money


def _event(stand: Stand, place: Row, day: date, minutes: int | None, label: str, money: Money) -> dict[str, Any]:
    """The columns of a charge's event that do not depend on its state."""
    by: Owner = stand.caller
    return {
        "owner_type": by.kind,
        "owner_id": by.id,
        "type_id": CHARGE,
        "payment_status_id": UNPAID,
        "contract_id": stand.id,
        "billable_type": "contract",
        "billable_id": stand.id,
        "benefitable_type": "participant",
        "benefitable_id": place["id"],
        "label": label,
        "timezone": stand.contract["timezone"],
        "date": day.isoformat(),
        "duration": minutes,
        "amount": money.amount,
        "currency": money.currency,
    }
