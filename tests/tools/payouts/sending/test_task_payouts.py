"""Sending what a task brought: by whom, when, to what, once; and what both sides see of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.payouts.payout_cast import method_of, notices, platform, proved, settle_by, states, step
from tests.tools.tasks.task_world import World, world_of
from tools.payouts.settlement import complete, complete_in_part, decline

CREATE, GET = "create_task_payout", "get_task_payout"


async def ready(hall: Hall) -> tuple[World, int, int]:
    """A world with a paid task of 81.00 EUR and a card of Ann's."""
    world = await world_of(hall)
    return world, await world.at(5), await method_of(hall, world.ann)


async def send(caller: TestCaller, task_id: int, card: int, type: int = 1, **more: Any) -> dict[str, Any]:
    answer = await caller.call(CREATE, task_id=task_id, payout_endpoint_type=type, payout_endpoint_id=card, **more)
    payout: dict[str, Any] = answer["payout"]
    return payout


async def test_a_freelancer_sends_what_a_task_brought_to_their_card_and_pays_no_fee(hall: Hall) -> None:
    world, task, card = await ready(hall)
    assert (await world.ann.call("get_task", task_id=task))["task"]["next_tools"] == [CREATE]
    payout = await send(world.ann, task, card)
    assert payout == {
        "id": 1,
        "task_id": task,
        "status": 2,
        "base_amount": "81.00",
        "base_currency": {"id": 3, "currency": "EUR"},
        "operation": "none",
        "target_amount": "81.00",
        "target_currency": {"id": 3, "currency": "EUR"},
        "fee": "0.00",
        "paid_target_amount": "81.00",
        "payout_endpoint_type": 1,
        "payout_endpoint_id": card,
        "number": "4111 11** **** 1111",
        "auto": False,
        "sandbox": True,
        "created_at": "2026-03-02T09:00:00Z",
        "settled_at": "2026-03-02T09:00:00Z",
    }
    assert hall.purse(world.ann.owner, "EUR") == ("0.00", "0.00")
    assert hall.sql("SELECT coalesce(sum(amount), 0) FROM calls WHERE tool = ?", CREATE) == [(0,)]
    shown = await world.ann.call(GET, task_id=task)
    assert (shown["payout_status"], shown["payout"]) == (2, payout)
    assert [each["status"] for each in shown["steps"]] == [10, 1, 2]
    assert (await world.boss.call(GET, task_id=task))["payout"] == payout
    after = (await world.boss.call("get_task", task_id=task))["task"]
    assert (after["has_payout"], after["next_tools"]) == (True, [])
    listed = await world.boss.call("list_tasks", has_payout=True)
    assert [each["id"] for each in listed["items"]] == [task]
    assert (await world.boss.call("list_tasks", has_payout=False))["items"] == []
    # Once to each side; the company by its inbox alone.
    assert [kind for kind, _ in notices(hall, "person", world.ann.id)] == ["money_out"]
    assert [kind for kind, _ in notices(hall, "company", world.company.id)] == ["task_step"]
    feed = (await world.ann.call("list_changes", since="oldest", types=["purse.payout"]))["items"]
    # One line a call, with what it led to.
    assert [each["data"]["state"] for each in feed] == ["completed"]
    assert len((await world.boss.call("list_changes", since="oldest", types=["purse.payout"]))["items"]) == 1
    assert (await world.rival.call("list_changes", since="oldest", types=["purse.payout"]))["items"] == []
    await proved(hall)


@pytest.mark.parametrize("who", ["boss", "acme"])
async def test_the_company_and_its_agent_do_it_for_freelancers_of_the_team_without_a_further_right(
    hall: Hall, who: str
) -> None:
    world, task, card = await ready(hall)
    caller: TestCaller = getattr(world, who)
    asked = len(caller.questions)
    payout = await send(caller, task, card)
    assert payout["status"] == 2
    if who == "boss":
        [question] = caller.questions[asked:]
        assert question.startswith("Pay out 81.00 EUR. To the card 4111 11** **** 1111 of person ")
    assert world.balance()[0] == "1911.71"
    assert hall.sql("SELECT created_by_type, created_by_id, company_id FROM payouts") == [
        (caller.kind, caller.id, world.company.id)
    ]
    assert [kind for kind, _ in notices(hall, "person", world.ann.id)] == ["money_out"]


@pytest.mark.parametrize("state", [1, 2, 3, 4, 6, 8, 11, 13, 14, 16])
async def test_a_task_that_is_not_paid_is_refused_with_its_state(hall: Hall, state: int) -> None:
    world = await world_of(hall)
    task, card = await world.at(state), await method_of(hall, world.ann)
    with pytest.raises(Refused) as no:
        await send(world.boss, task, card)
    assert (no.value.status, no.value.details["state_id"]) == (409, state)
    assert ("pay_task" in no.value.next) is (state == 4)
    assert hall.sql("SELECT count(*) FROM payouts") == [(0,)]


async def test_a_second_payout_is_refused_with_the_first_and_the_same_key_answers_the_same(hall: Hall) -> None:
    world, task, card = await ready(hall)
    await settle_by(hall, "manual")
    first = await send(world.ann, task, card, idempotency_key="once")
    again = await send(world.ann, task, card, idempotency_key="once")
    assert first == again
    assert first["status"] == 10
    assert first.get("sandbox") is None
    for status, moves in ((10, ()), (1, (hall.tick,)), (2, ())):
        for move in moves:
            await move()
        if status == 2:
            await step(hall, first["id"], complete)
        with pytest.raises(Refused) as no:
            await send(world.boss, task, card)
        assert (no.value.status, no.value.code) == (409, "already_paid_out")
        assert (no.value.details["payout"]["id"], no.value.details["payout"]["status"]) == (first["id"], status)
        assert no.value.next == [GET]
    assert platform(hall, "payout_clearing") == 0
    await proved(hall)


async def test_after_a_decline_all_goes_out_again_and_after_a_part_the_rest(hall: Hall) -> None:
    world, task, card = await ready(hall)
    await settle_by(hall, "manual")

    async def sent(how: Any, *more: Any) -> dict[str, Any]:
        payout = await send(world.ann, task, card)
        await hall.tick()
        await step(hall, payout["id"], how, *more)
        return payout

    assert (await sent(decline, "The account is closed"))["base_amount"] == "81.00"
    shown = await world.boss.call(GET, task_id=task)
    assert (shown["payout_status"], shown["payout"]["decline_reason"]) == (3, "The account is closed")
    assert (await world.boss.call("get_task", task_id=task))["task"]["has_payout"] is False
    assert (await sent(complete_in_part, 3000, None))["base_amount"] == "81.00"
    assert (await world.boss.call("get_task", task_id=task))["task"]["has_payout"] is True
    assert hall.purse(world.ann.owner, "EUR")[0] == "51.00"
    assert (await sent(complete))["base_amount"] == "51.00"
    shown = await world.ann.call(GET, task_id=task)
    assert (shown["payout_status"], [each["status"] for each in shown["earlier"]]) == (2, [5, 3])
    assert shown["earlier"][0]["returned_base_amount"] == "51.00"
    assert [kind for kind, _ in notices(hall, "person", world.ann.id)].count("money_failed") == 2
    # What failed is mailed to the company too; what is under way or has arrived stands in its inbox alone.
    assert len([mail for mail in await hall.mails("boss@acme.test") if "Payout 1 of" in mail.body]) == 1
    assert not [mail for mail in await hall.mails("boss@acme.test") if "Payout 3 of" in mail.body]
    await proved(hall)


async def test_a_method_that_is_not_theirs_not_usable_or_of_another_type_is_refused(hall: Hall) -> None:
    world, task, card = await ready(hall)
    others = await method_of(hall, world.boss)
    blocked = await method_of(hall, world.ann, status=3, number="5500 00** **** 5559")
    wallet = await method_of(hall, world.ann, "wallet", status=3)
    before = hall.purse(world.ann.owner, "EUR")
    for method, type, status, word in (
        (others, 1, 404, "payment method"),
        (999, 1, 404, "payment method"),
        (blocked, 1, 409, "blocked (3)"),
        (wallet, 2, 409, "not_verified (3)"),
        (card, 6, 422, "is a card, type 1, not 6"),
    ):
        with pytest.raises(Refused) as no:
            await send(world.ann, task, method, type)
        assert no.value.status == status
        assert word in no.value.text
    assert hall.purse(world.ann.owner, "EUR") == before
    assert hall.sql("SELECT count(*) FROM payouts") == [(0,)]


async def test_a_method_that_does_not_take_the_currency_names_those_that_work(hall: Hall) -> None:
    world, task, _ = await ready(hall)
    russian = await method_of(hall, world.ann, country="RU", currency="RUB")
    with pytest.raises(Refused) as no:
        await send(world.ann, task, russian)
    assert (no.value.status, no.value.code) == (409, "currency_not_accepted")
    assert no.value.details["accepted_currency_ids"] == [1]
    swift = await method_of(hall, world.ann, "bank_account", bank_account_type=2)
    with pytest.raises(Refused) as rub:
        await send(world.ann, task, swift, 6, currency_id=1)
    assert rub.value.details["accepted_currency_ids"] == [2, 3]
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"


async def test_a_balance_that_does_not_reach_is_402_and_nothing_changes(hall: Hall) -> None:
    world, task, card = await ready(hall)
    await world.ann.call(
        "create_balance_payout", amount="1.00", currency="EUR", payout_endpoint_type=1, payout_endpoint_id=card
    )
    with pytest.raises(Refused) as no:
        await send(world.ann, task, card)
    assert (no.value.status, no.value.code) == (402, "insufficient_balance")
    assert (no.value.details["required"], no.value.details["available"]) == ("81.00", "80.00")
    assert (await world.boss.call("get_task", task_id=task))["task"]["has_payout"] is False
    await proved(hall)


async def test_strangers_and_companies_that_the_freelancer_left_find_nothing(hall: Hall) -> None:
    world, task, card = await ready(hall)
    with pytest.raises(Refused) as no:
        await send(world.rival, task, card)
    assert no.value.status == 404
    with pytest.raises(Refused) as unseen:
        await world.rival.call(GET, task_id=task)
    assert unseen.value.status == 404
    with pytest.raises(Refused) as none:
        await world.boss.call(GET, task_id=task)
    assert (none.value.status, none.value.next[0]) == (404, CREATE)
    assert none.value.calls[0]["arguments"]["arguments"] == {"task_id": task}
    await world.boss.call("remove_freelancer", freelancer_id=world.ann.id)
    with pytest.raises(Refused) as gone:
        await send(world.boss, task, card)
    assert gone.value.status == 404
    assert (await send(world.ann, task, card))["status"] == 2


async def test_nobody_is_removed_or_closed_and_no_card_deleted_while_a_payout_is_under_way(hall: Hall) -> None:
    world, task, card = await ready(hall)
    await settle_by(hall, "manual")
    payout = await send(world.boss, task, card)
    with pytest.raises(Refused) as no:
        await world.boss.call("remove_freelancer", freelancer_id=world.ann.id)
    assert no.value.details["payouts"] == [{"id": payout["id"], "state": "created"}]
    await hall.tick()
    with pytest.raises(Refused) as kept:
        await world.ann.call("delete_payout_card", card_id=card)
    assert kept.value.details["payout_status"] == "in_progress"
    assert states(hall, payout["id"]) == [10, 1]


async def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(hall: Hall) -> None:
    world, task, card = await ready(hall)
    told = await world.ann.call(CREATE, task_id=task, payout_endpoint_type=1, payout_endpoint_id=card, dry_run=True)
    assert told["payout"]["status"] == 2
    assert hall.sql("SELECT count(*) FROM payouts") == [(0,)]
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"


async def test_who_says_no_sends_nothing(hall: Hall) -> None:
    world, task, card = await ready(hall)
    world.boss.says_yes = False
    with pytest.raises(Refused):
        await send(world.boss, task, card)
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"


# 81.00 EUR at the rates that ship, on what takes the currency. The rate of the other direction is never used.
@pytest.mark.parametrize(
    ("kind", "columns", "currency_id", "rate", "amount"),
    [
        ("card", {"country": "RU", "currency": "RUB"}, 1, "79.401", "6431.48"),
        ("bank_account", {"bank_account_type": 2}, 2, "1.0576", "85.67"),
        ("bank_account", {"bank_account_type": 2}, 3, None, "81.00"),
    ],
)
async def test_it_is_converted_as_asked_at_the_rate_that_is_frozen_with_it(
    hall: Hall, kind: str, columns: dict[str, Any], currency_id: int, rate: str | None, amount: str
) -> None:
    world, task, _ = await ready(hall)
    method = await method_of(hall, world.ann, kind, **columns)
    payout = await send(world.boss, task, method, 1 if kind == "card" else 6, currency_id=currency_id)
    assert (payout["base_amount"], payout["target_amount"], payout.get("rate")) == ("81.00", amount, rate)
    assert (payout["operation"], payout["target_currency"]["id"]) == ("multiply" if rate else "none", currency_id)
    await proved(hall)
    # Without its own direction a pair has no rate, whatever the opposite one says.
    loose = "DROP TRIGGER exchange_rates_no_delete; DELETE FROM exchange_rates WHERE base_currency = 'EUR'"
    hall.sql_script(loose)
    assert (await world.ann.call(GET, task_id=task))["payout"] == payout
    if rate is None:
        return
    again = await world.at(5)
    with pytest.raises(Refused) as no:
        await send(world.boss, again, method, 1 if kind == "card" else 6, currency_id=currency_id)
    assert (no.value.status, no.value.code) == (409, "no_exchange_rate")
    assert hall.purse(world.ann.owner, "EUR")[0] == "81.00"


async def test_a_refusal_names_whose_methods_and_balance_to_look_at(hall: Hall) -> None:
    world, task, card = await ready(hall)
    roubles = await method_of(hall, world.ann, country="RU", currency="RUB", number="2200 11** **** 1111")
    blocked = await method_of(hall, world.ann, status=3)
    await world.ann.call("found_company", company_name="Ann's")
    # A freelancer who acts for a company of their own, the task's company, and its agent.
    for caller in (world.ann, world.boss, world.acme):
        for method, type in ((roubles, 1), (blocked, 1), (card, 6), (99, 1)):
            with pytest.raises(Refused) as no:
                await send(caller, task, method, type)
            assert await caller.call("list_payout_methods", **no.value.step("list_payout_methods"))
    await world.ann.call(
        "create_balance_payout", amount="1.00", currency="EUR", payout_endpoint_type=1, payout_endpoint_id=card
    )
    with pytest.raises(Refused) as short:
        await send(world.acme, task, card)
    assert await world.acme.call("get_freelancer_balance", **short.value.step("get_freelancer_balance"))


async def test_who_asks_why_it_has_not_arrived_is_told_that_nothing_is_asked_of_them(hall: Hall) -> None:
    world, task, card = await ready(hall)
    await settle_by(hall, "manual")
    await send(world.ann, task, card)
    await hall.tick()
    hall.clock.advance(days=5)
    shown = await world.ann.call(GET, task_id=task)
    assert shown["payout_status"] == 1
    [warning] = shown["warnings"]
    assert "by hand" in warning
    assert "2026-03-02T09:00:00Z" in warning
