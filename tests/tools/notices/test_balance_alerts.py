"""Being told before a purse is empty: once, after the last movement of a transaction."""

from __future__ import annotations

from typing import Any

import pytest

from store.ledger import OUTSIDE
from store.types import PLATFORM, Money, Owner
from tests.hall import Hall, Refused, TestCaller
from tests.tools.telling_by_hand import call_of
from tools.wallet.purses import tell_of_purses


async def told(hall: Hall, owner: Owner) -> list[str]:
    rows = hall.sql(
        "SELECT text FROM notices WHERE kind = 'balance_low' AND owner_type = ? AND owner_id = ? ORDER BY id",
        owner.kind,
        owner.id,
    )
    return [text.split(" USD")[0] for (text,) in rows]


async def state(caller: TestCaller) -> list[tuple[str, str, str]]:
    alerts = (await caller.call("get_notice_settings", kind="balance_low"))["settings"]["balance_alerts"]
    return [(alert["threshold"], alert["state"], alert["available"]) for alert in alerts]


async def moved(hall: Hall, owner: Owner, *amounts: str) -> None:
    """One transaction that puts these amounts in or, with a minus, takes them out."""

    def work(tx: Any) -> None:
        call = call_of(hall, tx)
        for amount in amounts:
            purse, outside = call.books.purse(owner, "USD"), call.books.account(PLATFORM, OUTSIDE, "USD")
            money = Money.of(amount.removeprefix("-"), "USD")
            ends = (purse, outside) if amount.startswith("-") else (outside, purse)
            call.books.move(*ends, money, kind="refund")
        tell_of_purses(call)

    await hall.app.database.write(work)


async def test_it_is_told_once_until_the_balance_has_recovered(hall: Hall) -> None:
    agent = await hall.agent("A", credit="25 USD")
    alert = await agent.call("set_balance_alert", currency="USD", amount="20.00")
    assert alert["alert"] == {"currency": "USD", "threshold": "20.00", "state": "armed", "available": "25.00"}
    states = []
    for amount in ("-5.00", "-0.01", "-14.99", "20.00", "-6.00"):
        await moved(hall, agent.owner, amount)
        states.append((await state(agent))[0][1])
    assert states == ["armed", "fired", "fired", "armed", "fired"]
    assert await told(hall, agent.owner) == ["19.99", "19.00"]
    await moved(hall, agent.owner, "6.00")
    await moved(hall, agent.owner, "-15.00", "20.00")
    assert await told(hall, agent.owner) == ["19.99", "19.00"], "what dips and recovers is not told"
    assert await state(agent) == [("20.00", "armed", "30.00")]


async def test_the_fee_of_a_call_counts_and_the_one_who_called_is_told_too(hall: Hall) -> None:
    agent = await hall.agent("A", credit="20 USDT")
    await agent.call("set_balance_alert", currency="USDT", amount="20")
    made = await agent.call("create_task_group", title="Spring")
    assert made["charge"]["amount"] != "0"
    [notice] = (await agent.call("list_notices", kinds=["balance_low"]))["items"]
    assert notice["actor"]["id"] == agent.id
    assert notice["act_with"] == ["get_deposit_address", "request_balance_top_up"]
    assert notice["data"]["threshold"] == "20.000000 USDT"


async def test_held_money_is_not_available_and_money_from_the_operator_arms_it_again(hall: Hall) -> None:
    agent = await hall.agent("A", credit="100 USDT")
    await agent.call("set_balance_alert", currency="USDT", amount="60.00")
    await agent.call(
        "request_withdrawal", currency="USDT", amount="50.00", address="0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    )
    assert (await state(agent))[0][1] == "fired"
    await hall.credit(agent.owner, "50 USDT")
    assert (await state(agent))[0][1] == "armed"


async def test_already_below_is_told_at_once_and_nothing_is_ever_below_zero(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    made = await ann.call("set_balance_alert", currency="eur", amount="10")
    assert (made["alert"]["state"], made["alert"]["available"]) == ("fired", "0.00")
    assert (await ann.call("set_balance_alert", currency="EUR", amount="10"))["alert"]["state"] == "fired"
    assert len(await told(hall, ann.owner)) == 1, "the same again tells nothing"
    await ann.call("set_balance_alert", currency="USD", amount="0")
    assert len(await told(hall, ann.owner)) == 1
    left = await ann.call("set_balance_alert", currency="EUR", amount="")
    assert "alert" not in left
    assert [alert["currency"] for alert in left["alerts"]] == ["USD"]


async def test_a_dry_run_sets_and_tells_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await ann.call("set_balance_alert", currency="EUR", amount="10", dry_run=True)
    assert await state(ann) == []
    assert await told(hall, ann.owner) == []


async def test_the_alert_of_a_company_is_its_admins_and_every_member_sees_it(hall: Hall) -> None:
    boss = await hall.person("boss@c.test", company="C")
    clerk = await hall.person("clerk@c.test", company="C", role="user")
    made = await boss.call("set_balance_alert", currency="EUR", amount="50")
    assert made["alert"]["state"] == "fired"
    assert boss.company is not None
    assert len(await told(hall, Owner("company", boss.company))) == 1
    shown = await clerk.call("get_notice_settings", owner="company")
    assert shown["settings"]["balance_alerts"][0]["threshold"] == "50.00"
    for asked in ({}, {"owner": "company"}):
        with pytest.raises(Refused) as no:
            await clerk.call("set_balance_alert", currency="EUR", amount="1", **asked)
        assert no.value.status == 403
    assert (await clerk.call("set_balance_alert", currency="EUR", amount="0", owner="own"))["alert"]["state"] == "armed"


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"currency": "USD", "amount": "1.001"}, 422, "2 decimals"),
        ({"currency": "USD", "amount": "-1"}, 422, "amount"),
        ({"currency": "USTD", "amount": "1"}, 422, "USDT"),
        ({"currency": "USD"}, 404, "balance alert"),
        ({"currency": "USD", "amount": ""}, 404, "balance alert"),
        ({"currency": "USD", "amount": "1", "owner": "company"}, 422, "company"),
    ],
)
async def test_what_cannot_be_set_is_said(hall: Hall, asked: dict[str, Any], status: int, says: str) -> None:
    ann = await hall.person("ann@a.test")
    with pytest.raises(Refused) as no:
        await ann.call("set_balance_alert", **asked)
    assert no.value.status == status
    assert says in no.value.text
