"""Paying an amount of somebody's earnings out: their own at will, a company only what it paid itself and with the right."""

from __future__ import annotations

from typing import Any

import pytest

from store.types import Money, Owner
from tests.hall import Hall, Refused, TestCaller
from tests.tools.payouts.payout_cast import by_system, method_of, notices, proved, settle_by, step
from tests.tools.tasks.task_world import World, world_of
from tools.call import Call
from tools.payouts.settlement import decline, send

CREATE = "create_balance_payout"


async def pay_out(caller: TestCaller, amount: str, method: int, type: int = 1, **more: Any) -> dict[str, Any]:
    given = {"currency": "EUR", "payout_endpoint_type": type, "payout_endpoint_id": method, **more}
    return await caller.call(CREATE, amount=amount, **given)


async def earned(hall: Hall, world: World, amount: int) -> None:
    """The company pays Ann for something that is no task."""

    def pay(call: Call) -> None:
        purse = call.books.purse(world.company, "EUR")
        ann = call.books.purse(world.ann.owner, "EUR")
        call.books.move(purse, ann, Money(amount, "EUR"), kind="booking_payout", record=("event", 1))

    await by_system(hall, pay)


async def test_a_worker_takes_out_any_amount_that_is_available(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    card = await method_of(hall, ann)
    answer = await pay_out(ann, "60.00", card)
    assert answer["balance"] == {"amount": "40.00", "currency": "EUR"}
    assert answer["payout"] == {
        "id": 1,
        "status": 2,
        "amount": "60.00",
        "currency": "EUR",
        "converted_amount": "60.00",
        "converted_currency": {"id": 3, "currency": "EUR"},
        "operation": "none",
        "fee": "0.00",
        "number": "4111 11** **** 1111",
        "sandbox": True,
        "created_at": "2026-03-02T09:00:00Z",
    }
    with pytest.raises(Refused) as no:
        await pay_out(ann, "40.01", card)
    assert (no.value.status, no.value.code, no.value.details["missing"]) == (402, "insufficient_balance", "0.01")
    assert (await pay_out(ann, "40.00", card))["balance"]["amount"] == "0.00"
    assert hall.sql("SELECT company_id, task_id FROM payouts") == [(None, None)] * 2
    assert [kind for kind, _ in notices(hall, "person", ann.id)] == ["money_out"] * 2
    await proved(hall)


async def test_what_is_held_or_on_its_way_is_not_available(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    card = await method_of(hall, ann)
    await settle_by(hall, "manual")
    await pay_out(ann, "50.00", card)
    await by_system(
        hall, lambda call: call.books.hold(call.books.purse(ann.owner, "EUR"), Money(2000, "EUR"), kind="booking")
    )
    with pytest.raises(Refused) as no:
        await pay_out(ann, "30.01", card)
    assert no.value.details["available"] == "30.00"
    euros = (await ann.call("get_freelancer_balance"))["balances"][2]
    assert (euros["amount"], euros["available"], euros["reserved"]) == ("50.00", "30.00", "50.00")
    await hall.tick()
    await step(hall, 1, decline, "No such account")
    euros = (await ann.call("get_freelancer_balance"))["balances"][2]
    assert (euros["available"], euros["reserved"]) == ("80.00", "0.00")
    await proved(hall)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"currency": "USDT"}, "currency"),
        ({"payout_endpoint_type": 3}, "payout_endpoint_type"),
        ({"payout_endpoint_type": 6}, "payout_endpoint_type"),
        ({"currency_id": 4}, "currency_id"),
    ],
)
async def test_what_cannot_be_is_refused_by_its_field(hall: Hall, more: dict[str, Any], field: str) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    given = {"amount": "5.00", "currency": "EUR", "payout_endpoint_type": 1, **more}
    with pytest.raises(Refused) as no:
        await ann.call(CREATE, payout_endpoint_id=await method_of(hall, ann), **given)
    assert (no.value.status, list(no.value.fields)) == (422, [field])
    assert hall.purse(ann.owner, "EUR")[0] == "100.00"


async def test_a_company_needs_the_right_and_pays_out_only_what_it_paid_itself(hall: Hall) -> None:
    world = await world_of(hall)
    card = await method_of(hall, world.ann)
    await world.at(5)
    await hall.credit(world.ann.owner, "500.00 EUR")
    await earned(hall, world, 3000)
    for who in (world.boss, world.acme):
        with pytest.raises(Refused) as no:
            await pay_out(who, "30.00", card, freelancer_id=world.ann.id)
        assert (no.value.status, no.value.code) == (403, "right_missing")
    await world.change_company(act_for_freelancers=1)
    # 81.00 of a task go out with the task, 500.00 came from elsewhere.
    with pytest.raises(Refused) as more:
        await pay_out(world.boss, "30.01", card, freelancer_id=world.ann.id)
    assert (more.value.status, more.value.details["available"]) == (402, "30.00")
    await pay_out(world.acme, "10.00", card, freelancer_id=world.ann.id)
    await pay_out(world.boss, "20.00", card, freelancer_id=world.ann.id)
    with pytest.raises(Refused) as all_out:
        await pay_out(world.boss, "0.01", card, freelancer_id=world.ann.id)
    assert all_out.value.details["available"] == "0.00"
    assert hall.purse(world.ann.owner, "EUR")[0] == "581.00"
    assert [kind for kind, _ in notices(hall, "person", world.ann.id)] == ["money_out"] * 2
    # Their admins hear of what the agent asked for; who asks is not told again.
    assert len(notices(hall, "company", world.company.id)) == 2
    await proved(hall)


async def test_what_came_back_to_the_company_s_share_can_go_out_again(hall: Hall) -> None:
    world = await world_of(hall)
    card = await method_of(hall, world.ann)
    await world.change_company(act_for_freelancers=1)
    await earned(hall, world, 3000)
    await settle_by(hall, "manual")
    payout = await pay_out(world.boss, "30.00", card, freelancer_id=world.ann.id)
    await step(hall, payout["payout"]["id"], send)
    await step(hall, payout["payout"]["id"], decline, "No such account")
    assert (await pay_out(world.boss, "30.00", card, freelancer_id=world.ann.id))["payout"]["status"] == 10


async def test_whoever_names_nobody_means_themselves_and_an_agent_has_to_name_somebody(hall: Hall) -> None:
    world = await world_of(hall)
    await hall.credit(world.boss.owner, "20.00 EUR")
    own, anns = await method_of(hall, world.boss), await method_of(hall, world.ann)
    assert (await pay_out(world.boss, "5.00", own))["balance"]["amount"] == "15.00"
    with pytest.raises(Refused) as no:
        await pay_out(world.boss, "5.00", anns)
    assert no.value.status == 404
    with pytest.raises(Refused) as nobody:
        await pay_out(world.acme, "5.00", own)
    assert nobody.value.status == 422
    with pytest.raises(Refused) as stranger:
        await pay_out(world.rival, "5.00", anns, freelancer_id=world.ann.id)
    assert stranger.value.status == 404


async def test_a_cap_of_ones_own_binds_what_one_takes_out_and_what_comes_back_does_not_count(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    card = await method_of(hall, ann)
    await settle_by(hall, "manual")
    await ann.call("set_spending_limit", period="day", amount="70.00")
    await pay_out(ann, "40.00", card)
    with pytest.raises(Refused) as no:
        await pay_out(ann, "40.00", card)
    assert (no.value.status, no.value.code) == (402, "spending_limit_reached")
    await step(hall, 1, send)
    await step(hall, 1, decline, "No such account")
    await pay_out(ann, "40.00", card)


async def test_an_agents_cap_does_not_bind_the_earnings_of_a_freelancer(hall: Hall) -> None:
    world = await world_of(hall)
    task, card = await world.at(5), await method_of(hall, world.ann)
    await world.boss.call("set_spending_limit", period="call", amount="1.00", agent_id=world.acme.id)
    await world.acme.call("create_task_payout", task_id=task, payout_endpoint_type=1, payout_endpoint_id=card)
    assert hall.purse(Owner("person", world.ann.id), "EUR")[0] == "0.00"


async def test_who_is_asked_hears_of_the_fee_and_what_it_takes_whole_is_not_sent(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="500.00 EUR")
    card = await method_of(hall, ann)
    await hall.app.database.write(lambda tx: tx.run("UPDATE payout_fees SET percent = '50'"))
    with pytest.raises(Refused) as no:
        await pay_out(ann, "0.01", card)
    assert (no.value.status, no.value.code, no.value.details["fee"]) == (409, "fee_takes_all", "0.01")
    await pay_out(ann, "300.00", card)
    assert "150.00 EUR arrive; 150.00 EUR are kept as the fee." in ann.questions[0]
    await pay_out(ann, "150.00", card, currency_id=2)
    assert "79.32 USD arrive, at the rate 1.0576; 79.32 USD are kept as the fee." in ann.questions[1]
    assert hall.purse(ann.owner, "EUR")[0] == "50.00"
    await proved(hall)


async def test_nobody_gains_by_taking_money_out_in_crumbs(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 RUB")
    card = await method_of(hall, ann)
    with pytest.raises(Refused) as no:
        await pay_out(ann, "0.41", card, currency="RUB", currency_id=3)
    assert list(no.value.fields) == ["currency_id"]
    seen = await ann.call("preview_currency_conversion", amount="0.41", base_currency_id=1, target_currency_id=3)
    assert "cannot be paid out in EUR" in str(seen["warnings"])
    assert (await pay_out(ann, "82.00", card, currency="RUB", currency_id=3))["payout"]["converted_amount"] == "1.00"
