"""What moves by itself: payouts that wait for their provider, and tasks whose money goes out by itself."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.payouts.payout_cast import method_of, notices, proved, settle_by, states
from tests.tools.payouts.test_handing_over import Bank
from tests.tools.tasks.task_world import World, world_of
from tools.payouts.providers import PROVIDERS, NotNow, Settled

AUTO = "set_payout_auto_pay"


async def switched_on(hall: Hall) -> tuple[World, int]:
    world = await world_of(hall)
    card = await method_of(hall, world.ann)
    await world.ann.call(AUTO, payout_endpoint_type=1, payout_endpoint_id=card, auto_pay=True)
    return world, card


async def test_what_is_transferred_by_hand_is_handed_over_seconds_later_and_stays_under_way(hall: Hall) -> None:
    world = await world_of(hall)
    task, card = await world.at(5), await method_of(hall, world.ann)
    await settle_by(hall, "manual")
    given = {"payout_endpoint_type": 1, "payout_endpoint_id": card}
    made = await world.boss.call("create_task_payout", task_id=task, **given)
    assert (made["payout"]["status"], made["payout"].get("settled_at")) == (10, None)
    await hall.tick()
    await hall.tick()
    shown = await world.boss.call("get_task_payout", task_id=task)
    assert (shown["payout_status"], [each["status"] for each in shown["steps"]]) == (1, [10, 1])
    balance = (await world.ann.call("get_freelancer_balance"))["balances"][2]
    assert (balance["amount"], balance["reserved"]) == ("0.00", "81.00")
    told = [text for _, text in notices(hall, "person", world.ann.id)]
    for caller in (world.boss, world.ann):
        feed = (await caller.call("list_changes", since="oldest", types=["purse.payout"]))["items"]
        assert [each["data"]["state"] for each in feed] == ["created", "in_progress"]
    assert ["was created" in told[0], "was handed over" in told[1], len(told)] == [True, True, 2]
    await proved(hall)


async def test_an_outage_neither_loses_nor_doubles_a_payout(hall: Hall, monkeypatch) -> None:
    world = await world_of(hall)
    task, card = await world.at(5), await method_of(hall, world.ann)
    bank = Bank(NotNow("The bank is closed"), NotNow("The bank is closed"), Settled("tx-9"))
    monkeypatch.setitem(PROVIDERS, "bank", bank)
    await settle_by(hall, "bank")
    await world.ann.call("create_task_payout", task_id=task, payout_endpoint_type=1, payout_endpoint_id=card)
    for minutes, asked in ((0, 1), (0, 1), (1, 2), (4, 2), (1, 3), (60, 3)):
        hall.clock.advance(minutes=minutes)
        await hall.tick()
        assert len(bank.asked) == asked
        await proved(hall)
    assert states(hall, 1) == [10, 1, 2]
    assert hall.purse(world.ann.owner, "EUR")[0] == "0.00"


async def test_a_task_that_is_paid_goes_out_by_itself_once_and_one_paid_before_does_not(hall: Hall) -> None:
    world = await world_of(hall)
    before = await world.at(5)
    await hall.tick()
    card = await method_of(hall, world.ann)
    await world.ann.call(AUTO, payout_endpoint_type=1, payout_endpoint_id=card, auto_pay=True)
    task = await world.at(5)
    await hall.tick()
    await hall.tick()
    assert hall.sql("SELECT task_id, status, auto, created_by_type FROM payouts") == [(task, 2, 1, "system")]
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"
    shown = await world.ann.call("get_task_payout", task_id=task)
    assert (shown["payout"]["auto"], shown["payout"]["payout_endpoint_id"]) == (True, card)
    assert (await world.ann.call("get_task", task_id=before))["task"]["has_payout"] is False
    assert hall.sql("SELECT count(*) FROM tasks_to_pay_out") == [(0,)]
    await proved(hall)


async def test_switched_off_or_in_another_currency_nothing_goes_out_by_itself(hall: Hall) -> None:
    world, card = await switched_on(hall)
    await world.ann.call(AUTO, payout_endpoint_type=1, payout_endpoint_id=card, auto_pay=False)
    dollars = await method_of(hall, world.ann, number="5500 00** **** 5559", currency="USD")
    await world.ann.call(AUTO, payout_endpoint_type=1, payout_endpoint_id=dollars, auto_pay=True)
    await world.at(5)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM payouts") == [(0,)]
    assert hall.sql("SELECT count(*) FROM tasks_to_pay_out") == [(0,)]


async def test_one_that_fails_leaves_the_money_on_the_balance_and_is_told_once(hall: Hall) -> None:
    world, card = await switched_on(hall)
    task = await world.at(5)
    await world.ann.call(
        "create_balance_payout", amount="1.00", currency="EUR", payout_endpoint_type=1, payout_endpoint_id=card
    )
    await hall.tick()
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM payouts WHERE task_id IS NOT NULL") == [(0,)]
    assert hall.purse(world.ann.owner, "EUR")[0] == "80.00"
    told = hall.sql(
        "SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ? AND kind = 'money_failed'", world.ann.id
    )
    assert len(told) == 1
    assert f"81.00 EUR of task {task} could not be sent to your card" in told[0][0]
    assert "1.00 EUR too little" in told[0][0]
    await proved(hall)


async def test_what_the_fee_takes_whole_stays_on_the_balance_and_is_tried_no_more(hall: Hall) -> None:
    world, _ = await switched_on(hall)
    await hall.app.database.write(lambda tx: tx.run("UPDATE payout_fees SET percent = '100'"))
    await world.at(5)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM tasks_to_pay_out") == [(0,)]
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"
    told = hall.sql("SELECT text FROM notices WHERE owner_id = ? AND kind = 'money_failed'", world.ann.id)
    assert ["the fee of paying to a" in text for (text,) in told] == [True]
