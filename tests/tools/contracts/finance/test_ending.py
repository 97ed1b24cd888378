"""What a contract's end asks of its money: what stands open, and giving back what was put aside."""

from __future__ import annotations

from typing import Any

from store.contracts.contracts import find_contract
from store.scheduling.contract_levels import find_participant
from store.types import Money
from tests.tools.contracts.finance.money_world import TODAY
from tests.tools.telling_by_hand import as_caller, call_of
from tools.contracts.access import Stand, person_of, stand_in
from tools.contracts.balances import totals_of
from tools.contracts.charging import make_charge, minutes_left
from tools.contracts.ending import return_unused, still_owed, unsettled


async def _ask(world, work, caller=None):
    """What a function of a call answers; what it writes is committed."""
    who = as_caller(caller or world.olga)
    return await world.hall.app.database.write(lambda tx: work(call_of(world.hall, tx, who)))


async def test_approved_charges_and_reported_payments_stand_open(world):
    assert not await _ask(world, lambda call: unsettled(call, world.contract))
    charge, _ = await world.owed(), await world.charge()
    reported = await world.owed()
    deposit = (await world.pay(reported, method="external"))["deposits"][0]["id"]
    found = await _ask(world, lambda call: unsettled(call, world.contract))
    assert [row["event_id"] for row in found.charges] == [charge, reported]
    assert [row["event_id"] for row in found.deposits] == [deposit]
    assert found.text == (
        f"charge {charge} (60.00 EUR) is unpaid; charge {reported} (60.00 EUR) is unpaid; deposit {deposit} waits for its "
        "receiver"
    )


async def test_what_is_held_and_not_used_goes_back_together_for_each_payer(world):
    await world.put_aside("100.00")
    await world.put_aside("20.00", world.wanda_place)
    await world.pay(await world.owed())
    back = await _ask(world, lambda call: return_unused(call, world.contract))
    assert back == [(world.olga.owner, Money(60_00, "EUR"))]
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    assert (await world.balance())["balance"] == "0.00"
    assert await _ask(world, lambda call: return_unused(call, world.contract)) == []
    await world.books_balance()


async def test_of_one_who_leaves_only_when_nothing_of_theirs_is_pending_or_unpaid(world):
    await world.put_aside("100.00")
    charge = await world.charge()
    places = [world.walt_place, world.wanda_place]
    assert await _ask(world, lambda call: return_unused(call, world.contract, places)) == []
    await world.approve(charge)
    assert await _ask(world, lambda call: return_unused(call, world.contract, places)) == []
    await world.pay(charge)
    back = await _ask(world, lambda call: return_unused(call, world.contract, places))
    assert back == [(world.olga.owner, Money(40_00, "EUR"))]
    await world.books_balance()


async def test_what_is_owed_beyond_what_is_prepaid(world):
    await world.put_aside("40.00")
    await world.owed()
    places = [world.walt_place, world.wanda_place]
    assert await _ask(world, lambda call: still_owed(call, places)) == {world.walt_place: 20_00}


async def test_totals_are_of_everybody_for_those_who_see_money_and_else_of_oneself(world):
    await world.set("UPDATE contracts SET amount = 50000, settings = '{\"rate\": 1000}'")
    await world.put_aside("100.00")
    await world.owed()
    await world.owed(60, world.wanda_place, world.wanda)

    def totals(call: Any) -> Any:
        return totals_of(call, stand_in(call, world.contract))

    everybody = await _ask(world, totals)
    assert everybody == {
        "currency": "EUR", "charged_pending": "0.00", "charged_approved": "70.00", "deposited": "100.00", "paid": "0.00",
        "balance": "30.00", "escrow": "100.00", "minutes_tracked": 150, "amount": "500.00", "amount_left": "430.00",
        "open_bills": 0,
    }  # fmt: skip
    own = await _ask(world, totals, world.wanda)
    assert (own["charged_approved"], own["balance"], own["amount_left"], own["open_bills"]) == (
        "10.00",
        "-10.00",
        None,
        None,
    )


async def test_the_time_of_a_clock_is_kept_also_where_nobody_knows_a_rate(world):
    def stop(call: Any) -> Any:
        contract, place = find_contract(call.tx, world.contract), find_participant(call.tx, world.wanda_place)
        stand = Stand(contract, person_of(place), None, 0, 0, [place])
        left = minutes_left(call, place, call.now.date())
        row = make_charge(
            call, stand, place, day=call.now.date(), minutes=45, label="Clock", source="timer", time_log_id=7
        )
        return left, minutes_left(call, place, call.now.date()), row["event_id"]

    before, after, charge = await _ask(world, stop)
    assert (before, after) == (1440, 1395)
    shown = (await world.olga.call("get_event", event_id=charge))["event"]
    assert (shown["amount"], shown["duration"], shown["date"]) == ("0.00", 45, TODAY)
    set_by_hand = {"participant_id": world.wanda_place, "event_id": charge, "amount": "30"}
    changed = (await world.olga.call("update_participant_charge", **set_by_hand))["transaction"]
    assert (changed["amount"], changed["source"], changed["time_log_id"]) == ("30.00", "timer", 7)
