"""The wallet toolset through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused


async def test_an_agent_sees_its_credit(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    wallet = await acme.call("get_wallet")
    assert wallet["wallets"][0]["balance"] == "100.000000"
    assert wallet["total"] == "100.00"


async def test_the_same_currency_twice_gives_the_same_address(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("get_deposit_address", currency="BTC")
    again = await acme.call("get_deposit_address", currency="BTC")
    assert first["deposit_address"] == again["deposit_address"]
    assert first["sandbox"] is True
    assert first["deposit_address"].startswith("sandbox:btc:")


async def test_prices_are_open_to_nobody(hall: Hall) -> None:
    prices = await hall.nobody().call("list_prices", price_class="free")
    assert "get_wallet" in prices["prices"][0]["tools"]


async def test_usage_counts_every_call_and_what_it_cost(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("get_wallet")
    await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    usage = await acme.call("get_wallet_usage")
    lines = {line["tool"]: line for line in usage["usage"]}
    assert lines["get_wallet"]["calls"] == 1
    assert lines["create_inquiry"]["billed_calls"] == 1
    assert lines["create_inquiry"]["amount"] == "0.02"
    assert usage["total"] == "0.02"
    assert (await acme.call("get_wallet_usage", period="2020-01"))["usage"] == []
    with pytest.raises(Refused) as no:
        await acme.call("get_wallet_usage", period="2026-13")
    assert "period" in no.value.fields


async def test_the_history_shows_deposits_and_charges_newest_first(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    history = await acme.call("list_wallet_transactions")
    assert [(entry["type"], entry["amount"]) for entry in history["transactions"]] == [
        ("charge", "-0.020000"),
        ("deposit", "100.000000"),
    ]
    assert history["transactions"][0]["price_class"] == "creation"
    assert (await acme.call("list_wallet_transactions", type="deposit"))["total"] == 1


async def test_a_cap_refuses_what_goes_over_it_and_nothing_happens(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("set_spending_limit", period="day", amount="0.03")
    await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    assert no.value.code == "spending_limit_reached"
    assert no.value.details["used"] == "0.02"
    hall.clock.advance(days=1)
    await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    limits = await acme.call("get_spending_limit")
    assert limits["limits"][0]["remaining"] == "0.01"
    await acme.call("set_spending_limit", period="day", amount=None)
    assert (await acme.call("get_spending_limit"))["limits"] == []


async def test_an_agent_cannot_loosen_a_cap_that_a_person_set(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_spending_limit", period="call", amount="0", agent_id=acme.id)
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])
    assert no.value.code == "spending_limit_reached"
    for amount in ("5", None):
        with pytest.raises(Refused) as no:
            await acme.call("set_spending_limit", period="call", amount=amount)
        assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await acme.call("set_spending_limit", period="call")
    assert no.value.fields == {"amount": "is required"}


HIRE = {
    "stage": "pending",
    "title": "Developer",
    "type": "external",
    "budget": "1.00",
    "job_start": "2026-11-01T08:00:00Z",
    "job_end": "2027-02-28T18:00:00Z",
    "description": "Python",
}
