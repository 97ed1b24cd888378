"""Paying tasks: who is debited, who is credited, once, and what happens when it cannot be done."""

from __future__ import annotations

import asyncio

import pytest

from store.types import Owner
from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


async def queued(world) -> None:
    await world.write(lambda tx: tx.insert("settings", name="payments.processing", value="queued", updated_at="2026"))


async def test_paying_moves_the_total_to_everybody_who_is_due(hall):
    world = await world_of(hall)
    task_id = await world.at(4)
    answer = await world.boss.call("pay_task", task_id=task_id)
    task = answer["task"]
    assert (task["state"], task["total_to_pay"], task["worker_receives"]) == (5, "88.29", "81.00")
    assert task["date_pay_at"] == task["date_paid"] == task["document_date"] == "2026-03-02T09:00:00Z"
    assert answer["balance"] == {"amount": "1911.71", "currency": "EUR"}
    assert world.balance() == ("1911.71", "0.00")
    assert hall.purse(world.ann.owner, "EUR") == ("81.00", "0.00")
    assert (world.account("commission"), world.account("insurance"), world.account("task_clearing")) == (729, 0, 0)
    assert world.history(task_id)[-2:] == [(4, 12, "pay_task"), (12, 5, "payment_processing")]
    assert task["next_tools"] == ["create_task_payout"]
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["payer"] == {"id": world.boss.id, "full_name": "Boss", "kind": "person"}
    assert "81.00 EUR" in (await hall.mails("ann@work.test"))[-1].body


async def test_an_insured_task_pays_its_premium(hall):
    world = await world_of(hall)
    attribute = hall.sql("SELECT attribute_id FROM service_attribute_uses WHERE service_id = 110 LIMIT 1")[0][0]
    task = await world.order(
        category_id=110, attributes=[{"id": attribute, "value": "5"}], price="100.00", need_insurance=True
    )
    await world.ann.call("start_task", task_id=task["id"], accept_insurance=True)
    await world.ann.call("mark_task_completed", task_id=task["id"])
    await world.boss.call("accept_task", task_id=task["id"])
    await world.boss.call("pay_task", task_id=task["id"])
    assert world.balance() == ("1890.62", "0.00")
    assert (world.account("commission"), world.account("insurance")) == (900, 38)
    assert hall.purse(world.ann.owner, "EUR") == ("100.00", "0.00")


async def test_a_shared_commission_is_paid_by_both(hall):
    world = await world_of(hall)
    task_id = await world.at(4, share_commission=True)
    await world.boss.call("pay_task", task_id=task_id)
    assert hall.purse(world.ann.owner, "EUR") == ("80.19", "0.00")
    assert world.account("commission") == 729
    assert world.balance() == ("1912.52", "0.00")


async def test_paying_again_never_debits_again(hall):
    world = await world_of(hall)
    task_id = await world.at(5)
    for _ in range(2):
        with pytest.raises(Refused, match="already paid") as no:
            await world.boss.call("pay_task", task_id=task_id)
        assert no.value.status == 409
    assert world.balance() == ("1911.71", "0.00")


async def test_many_at_once_pay_once(hall):
    world = await world_of(hall)
    task_id = await world.at(4)
    replies = await asyncio.gather(*(world.boss.result("pay_task", task_id=task_id) for _ in range(8)))
    assert sorted(reply.is_error for reply in replies) == [False, *[True] * 7]
    assert world.balance() == ("1911.71", "0.00")
    assert hall.purse(world.ann.owner, "EUR") == ("81.00", "0.00")


async def test_the_same_key_answers_the_same_payment(hall):
    world = await world_of(hall)
    task_id = await world.at(4)
    first = await world.boss.call("pay_task", task_id=task_id, idempotency_key="k1")
    again = await world.boss.call("pay_task", task_id=task_id, idempotency_key="k1")
    assert again["replayed"] is True
    assert again["transaction_id"] == first["transaction_id"]
    assert world.balance() == ("1911.71", "0.00")


async def test_too_little_money_is_said_in_figures_and_changes_nothing(hall):
    world = await world_of(hall, funds="50.00 EUR")
    task_id = await world.at(4)
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_task", task_id=task_id)
    assert (no.value.status, no.value.code) == (402, "insufficient_balance")
    assert {name: no.value.details[name] for name in ("required", "available", "missing", "currency")} == {
        "required": "88.29",
        "available": "50.00",
        "missing": "38.29",
        "currency": "EUR",
    }
    assert "request_balance_top_up" in no.value.next
    assert world.balance() == ("50.00", "0.00")
    assert await world.state(task_id) == 4


async def test_a_payment_above_the_callers_limit_is_asked_for_by_name_and_amount(hall):
    world = await world_of(hall)
    task_id = await world.at(4, price="1000.00")
    world.boss.says_yes = False
    result = await world.boss.result("pay_task", task_id=task_id)
    assert result.is_error
    assert "1090.00 EUR" in world.boss.questions[-1]
    assert "A logo" in world.boss.questions[-1]
    assert await world.state(task_id) == 4
    world.boss.says_yes = True
    assert (await world.boss.call("pay_task", task_id=task_id))["task"]["state"] == 5


async def test_a_dry_run_pays_nobody(hall):
    world = await world_of(hall)
    task_id = await world.at(4)
    answer = await world.boss.call("pay_task", task_id=task_id, dry_run=True)
    assert answer["task"]["state"] == 5
    assert await world.state(task_id) == 4
    assert world.balance() == ("2000.00", "0.00")
    assert hall.sql("SELECT count(*) FROM company_documents") == [(0,)]


async def test_secure_deal_sets_the_total_aside_on_acceptance_and_pays_from_it(hall):
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=1, commission_percent="3")
    task_id = await world.at(4, price="1000.00")
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["hold"] == {"type": "on_acceptance", "is_active": True, "amount": "1030.00"}
    assert world.balance() == ("970.00", "1030.00")
    answer = await world.boss.call("pay_task", task_id=task_id)
    assert world.balance() == ("970.00", "0.00")
    assert answer["task"]["hold"] == {"type": "on_acceptance", "is_active": False}
    assert answer["balance"]["amount"] == "970.00"
    assert hall.purse(world.ann.owner, "EUR") == ("1000.00", "0.00")


async def test_a_hold_pays_although_the_balance_would_not(hall):
    world = await world_of(hall, funds="90.00 EUR")
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(4)
    assert world.balance() == ("1.71", "88.29")
    assert (await world.boss.call("pay_task", task_id=task_id))["task"]["state"] == 5


async def test_paying_a_new_task_skips_delivery_and_review(hall):
    world = await world_of(hall)
    task = await world.order(need_report=True)
    answer = await world.boss.call("pay_new_task", task_id=task["id"])
    paid = answer["task"]
    assert paid["state"] == 5
    assert paid["date_finished"] == paid["date_accepted"] == paid["date_pay_at"]
    assert answer["balance"]["amount"] == "1911.71"
    assert hall.purse(world.ann.owner, "EUR") == ("81.00", "0.00")


async def test_a_new_task_with_something_to_sign_is_not_paid(hall):
    world = await world_of(hall)
    task = await world.order(acceptance_file_ids=[1])
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_new_task", task_id=task["id"])
    assert no.value.status == 409
    assert [issue["name"] for issue in no.value.details["issues"]] == ["acceptance_files_required"]
    assert no.value.next == ["accept_freelancer_agreement"]
    assert world.balance() == ("2000.00", "0.00")


async def test_a_freelancer_who_is_not_verified_can_be_credited_but_not_one_who_never_signed_up(hall):
    world = await world_of(hall)
    await world.write(lambda tx: tx.run("UPDATE freelancer_profiles SET verified_at = NULL"))
    first = await world.order()
    assert (await world.boss.call("pay_new_task", task_id=first["id"]))["task"]["state"] == 5
    await world.write(lambda tx: tx.run("UPDATE freelancer_profiles SET registered_at = NULL"))
    second = await world.order()
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_new_task", task_id=second["id"])
    assert [issue["name"] for issue in no.value.details["issues"]] == ["registration_required"]


async def test_a_new_task_is_not_paid_with_too_little_money(hall):
    world = await world_of(hall, funds="88.28 EUR")
    task = await world.order()
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_new_task", task_id=task["id"])
    assert (no.value.status, no.value.details["missing"]) == (402, "0.01")
    assert await world.state(task["id"]) == 1


async def test_a_person_of_two_companies_pays_for_the_one_they_name(hall):
    world = await world_of(hall)
    task = await world.order()
    await hall.person("boss@acme.test", company="Second")
    both = await hall.person("boss@acme.test", company="Second")
    with pytest.raises(Refused):
        await both.call("pay_new_task", task_id=task["id"])
    answer = await both.call("pay_new_task", task_id=task["id"], company_id=world.company.id)
    assert answer["task"]["state"] == 5


async def test_queued_payments_are_settled_a_moment_later_and_once(hall):
    world = await world_of(hall)
    await queued(world)
    task_id = await world.at(4)
    answer = await world.boss.call("pay_task", task_id=task_id)
    assert answer["task"]["state"] == 12
    assert answer["task"]["next_tools"] == []
    assert world.account("task_clearing") == 8829
    assert hall.purse(world.ann.owner, "EUR") == ("0.00", "0.00")
    with pytest.raises(Refused, match="wait"):
        await world.boss.call("pay_task", task_id=task_id)
    hall.clock.advance(minutes=16)
    shown = await world.boss.call("get_task", task_id=task_id)
    assert "operator" in shown["warnings"][0]
    await hall.tick()
    await hall.tick()
    assert await world.state(task_id) == 5
    assert world.account("task_clearing") == 0
    assert hall.purse(world.ann.owner, "EUR") == ("81.00", "0.00")
    assert [line for line in world.history(task_id) if line[1] == 5] == [(12, 5, "payment_processing")]


@pytest.mark.parametrize("secure", [0, 1])
async def test_a_payment_that_cannot_be_processed_goes_back_to_where_it_came_from(hall, secure: int):
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=secure)
    await queued(world)
    task_id = await world.at(4)
    before = world.balance()
    await world.boss.call("pay_task", task_id=task_id)
    await world.write(lambda tx: tx.change("persons", world.ann.id, deleted_at="2026-03-02T09:00:00.000Z"))
    await hall.tick()
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert (shown["state"], shown["issue_code"]) == (4, "payment_failed")
    assert shown["hold"]["is_active"] is bool(secure)
    assert "date_pay_at" not in shown
    assert world.balance() == before
    assert world.account("task_clearing") == 0
    movements = await world.boss.call("list_company_transactions")
    assert [(one["type"], one["amount"]) for one in movements["items"][:2]] == [(3, "88.29"), (2, "88.29")]


async def test_a_new_task_whose_payment_failed_is_new_again(hall):
    world = await world_of(hall)
    await queued(world)
    task = await world.order()
    await world.boss.call("pay_new_task", task_id=task["id"])
    await world.write(lambda tx: tx.change("persons", world.ann.id, deleted_at="2026-03-02T09:00:00.000Z"))
    hall.clock.advance(days=11)
    await hall.tick()
    # Its hard deadline has passed meanwhile, so it goes straight on to the client.
    assert world.history(task["id"])[-2:] == [(12, 1, "payment_processing"), (1, 14, "deadline")]
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert "date_finished" not in shown
    assert world.balance() == ("2000.00", "0.00")


async def test_a_payment_is_one_withdrawal_and_leaves_one_certificate(hall):
    world = await world_of(hall)
    await world.change_company(show_vat=1, vat_percent="20")
    task_id = await world.at(5)
    movements = await world.boss.call("list_company_transactions", type=2)
    assert [(one["amount"], one["task_id"]) for one in movements["items"]] == [("88.29", task_id)]
    documents = hall.sql("SELECT type, amount, vat_amount, task_id, number FROM company_documents")
    assert documents == [(7, 8829, 1766, task_id, f"{world.company.id}-260302-1")]


async def test_nothing_of_a_company_is_in_what_the_freelancer_sees(hall):
    world = await world_of(hall, funds="10.00 EUR")
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(3)
    with pytest.raises(Refused):
        await world.boss.call("accept_task", task_id=task_id)
    seen = (await world.ann.call("get_task", task_id=task_id))["task"]
    hidden = {
        "commission_percent",
        "commission_amount",
        "total_to_pay",
        "issue_code",
        "service_fee_compensation",
        "payer",
    }
    assert not hidden & set(seen)
    assert (seen["price"], seen["worker_receives"]) == ("81.00", "81.00")
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["issue_code"] == "insufficient_funds_for_hold"


async def test_the_books_balance_after_everything(hall):
    world = await world_of(hall)
    await world.at(5, share_commission=True)
    await world.at(5, price="0.01")
    await world.at(5, price="333.33")
    total = hall.sql("SELECT sum(balance) FROM ledger_accounts WHERE currency = 'EUR'")[0][0]
    assert total == 0
    assert Owner("company", world.company.id) == world.company
