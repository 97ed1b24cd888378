"""The wallet toolset through the pipeline."""

from __future__ import annotations

from tests.hall import Hall


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
