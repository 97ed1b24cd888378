"""How the operator records the end of a payout that was transferred outside."""

from __future__ import annotations

from typing import Any

import pytest

from store.payouts import payouts
from store.types import Money
from tests.hall import Hall, Refused, TestCaller
from tests.tools.payouts.payout_cast import (
    by_system,
    made,
    method_of,
    notices,
    platform,
    proved,
    settle_by,
    states,
    step,
)
from tools.payouts.quoting import Quote
from tools.payouts.settlement import complete, send

# 100.00 EUR are 7940.10 RUB.
IN_ROUBLES = Quote(Money(10000, "EUR"), Money(794010, "RUB"), "79.401", "multiply")


async def sent(hall: Hall, quote: Quote | None = None, *, status: int = 1) -> tuple[TestCaller, TestCaller, int]:
    """The operator, Ann with 100.00 EUR, and a payout of hers in progress."""
    boss = await hall.operator()
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    await settle_by(hall, "manual")
    payout = await made(hall, await method_of(hall, ann, "bank_account"), quote)
    if status == 1:
        await step(hall, payout, send)
    return boss, ann, payout


async def test_what_arrived_has_left_the_house(hall: Hall) -> None:
    boss, ann, payout = await sent(hall)
    answer = await boss.call("record_payout_result", payout_id=payout, status=2)
    assert answer["payout"] == {
        "id": payout,
        "status": 2,
        "state": "completed",
        "person_id": ann.id,
        "target_amount": "90.00",
        "paid_target_amount": "90.00",
        "target_currency": {"id": 3, "currency": "EUR"},
        "returned_base_amount": "0.00",
        "base_currency": {"id": 3, "currency": "EUR"},
        "settled_at": answer["payout"]["settled_at"],
        "end_to_end_id": answer["payout"]["end_to_end_id"],
    }
    assert answer["payout"]["end_to_end_id"].startswith(f"HH-{payout}-")
    assert (hall.purse(ann.owner, "EUR")[0], platform(hall, "payout_clearing")) == ("10.00", 0)
    assert states(hall, payout) == [10, 1, 2]
    # Who recorded it stands in the history.
    assert hall.sql("SELECT actor_type, actor_id FROM payout_steps WHERE status = 2") == [("person", boss.id)]
    [(kind, text)] = notices(hall, "person", ann.id)
    assert kind == "money_out"
    assert "has arrived" in text
    await proved(hall)


@pytest.mark.parametrize(
    ("quote", "given", "answered", "balance"),
    [
        (None, {"status": 3}, ("0.00", "90.00"), "100.00"),
        (None, {"status": 5, "paid_target_amount": "40.00"}, ("40.00", "50.00"), "60.00"),
        (None, {"status": 5, "paid_target_amount": "0.01"}, ("0.01", "89.99"), "99.99"),
        (None, {"status": 5, "paid_target_amount": "89.99"}, ("89.99", "0.01"), "10.01"),
        (IN_ROUBLES, {"status": 3}, ("0.00", "100.00"), "100.00"),
        # 1000.00 of 7940.10 RUB are 12.5943 EUR, of which no cent too much returns.
        (IN_ROUBLES, {"status": 5, "paid_target_amount": "1000.00"}, ("1000.00", "87.40"), "87.40"),
    ],
)
async def test_what_did_not_arrive_is_back_on_the_balance(
    hall: Hall, quote: Quote | None, given: dict[str, Any], answered: tuple[str, str], balance: str
) -> None:
    boss, ann, payout = await sent(hall, quote)
    answer = (await boss.call("record_payout_result", payout_id=payout, reason="Account closed", **given))["payout"]
    assert (answer["paid_target_amount"], answer["returned_base_amount"]) == answered
    assert (answer["status"], answer["decline_reason"]) == (given["status"], "Account closed")
    assert answer["base_currency"]["currency"] == "EUR"
    assert hall.purse(ann.owner, "EUR")[0] == balance
    [(kind, text)] = notices(hall, "person", ann.id)
    assert kind == "money_failed"
    assert "Account closed" in text
    assert "create_balance_payout sends" in text or "create_task_payout sends" in text
    assert "request_balance_top_up" not in (await hall.mails("ann@work.test"))[-1].body
    await proved(hall)


async def test_a_part_needs_no_reason(hall: Hall) -> None:
    boss, _, payout = await sent(hall)
    answer = await boss.call("record_payout_result", payout_id=payout, status=5, paid_target_amount="40.00")
    assert "decline_reason" not in answer["payout"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": 5}, "paid_target_amount"),
        ({"status": 5, "paid_target_amount": "0.00"}, "paid_target_amount"),
        ({"status": 5, "paid_target_amount": "-1.00"}, "paid_target_amount"),
        ({"status": 5, "paid_target_amount": "90.00"}, "paid_target_amount"),
        ({"status": 5, "paid_target_amount": "90.01"}, "paid_target_amount"),
        ({"status": 5, "paid_target_amount": "40.001"}, "paid_target_amount"),
        ({"status": 2, "paid_target_amount": "90.00"}, "paid_target_amount"),
        ({"status": 3, "paid_target_amount": "0.00", "reason": "Closed"}, "paid_target_amount"),
        ({"status": 3}, "reason"),
        ({"status": 3, "reason": ""}, "reason"),
        ({"status": 3, "reason": "x" * 501}, "reason"),
        ({"status": 2, "reason": "Closed"}, "reason"),
        ({"status": 1}, "status"),
        ({"status": 10}, "status"),
    ],
)
async def test_what_does_not_fit_is_refused_and_nothing_moves(hall: Hall, given: dict[str, Any], field: str) -> None:
    boss, ann, payout = await sent(hall)
    with pytest.raises(Refused) as no:
        await boss.call("record_payout_result", payout_id=payout, **given)
    assert (no.value.status, list(no.value.shape["fields"])) == (422, [field])
    assert states(hall, payout) == [10, 1]
    assert hall.purse(ann.owner, "EUR")[0] == "10.00"


async def test_with_a_fee_a_part_is_less_than_what_is_to_arrive(hall: Hall) -> None:
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE payout_fees SET percent = '3' WHERE payout_endpoint_type = 6")
    )
    boss, _, payout = await sent(hall)
    with pytest.raises(Refused, match="below 87"):
        await boss.call("record_payout_result", payout_id=payout, status=5, paid_target_amount="87.30")
    answer = await boss.call("record_payout_result", payout_id=payout, status=2)
    assert (answer["payout"]["target_amount"], answer["payout"]["paid_target_amount"]) == ("90.00", "87.30")
    await proved(hall)


async def test_only_a_payout_in_progress_ends_and_once(hall: Hall) -> None:
    boss, ann, payout = await sent(hall, status=10)
    with pytest.raises(Refused, match=r"created \(10\).*not been handed over") as no:
        await boss.call("record_payout_result", payout_id=payout, status=2)
    assert (no.value.status, no.value.shape["state"]) == (409, "created")
    await step(hall, payout, send)
    await step(hall, payout, complete)
    for given in ({"status": 2}, {"status": 3, "reason": "Closed"}, {"status": 5, "paid_target_amount": "1"}):
        with pytest.raises(Refused, match=r"completed \(2\).*has ended") as no:
            await boss.call("record_payout_result", payout_id=payout, **given)
        assert no.value.status == 409
    assert hall.purse(ann.owner, "EUR")[0] == "10.00"
    with pytest.raises(Refused) as no:
        await boss.call("record_payout_result", payout_id=999, status=2)
    assert no.value.status == 404


async def test_nobody_but_the_operators_admins_records_an_end(hall: Hall) -> None:
    _, _, payout = await sent(hall)
    other = await hall.person("boss@acme.test", company="Acme")
    for who, id in ((other, payout), (other, 999)):
        with pytest.raises(Refused) as no:
            await who.call("record_payout_result", payout_id=id, status=2)
        assert (no.value.status, no.value.code) == (403, "operator_only")
    row = await by_system(hall, lambda call: payouts.load(call.tx, payout))
    assert row["status"] == 1
