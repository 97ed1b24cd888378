"""What time alone does to the money of contracts."""

from __future__ import annotations


async def test_silence_pays_the_charges_it_was_for(world):
    charge = await world.owed()
    await world.pay(charge, method="external")
    world.hall.clock.advance(days=14)
    await world.hall.tick()
    assert await world.state(charge) == (777, 300)
    await world.books_balance()


async def test_what_is_held_for_somebody_who_left_goes_back_once_nothing_of_theirs_is_open(world):
    charge = await world.owed()
    await world.put_aside("100.00")
    await world.set("UPDATE contract_participants SET status_id = 444 WHERE id = :id", id=world.walt_place)
    await world.hall.tick()
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "100.00")
    await world.pay(charge)
    await world.hall.tick()
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    assert (await world.balance())["balance"] == "0.00"
    await world.books_balance()


async def test_a_delivered_contract_completes_once_its_last_charge_is_refused(world):
    charge = await world.charge()
    await world.set("UPDATE contracts SET end_at = '2026-03-01T00:00:00.000Z', status_id = 555")
    await world.hall.tick()
    state = "SELECT status_id FROM contracts"
    assert world.hall.sql(state) == [(555,)]
    await world.olga.call("decline_event", event_id=charge)
    await world.hall.tick()
    assert world.hall.sql(state) == [(777,)]
