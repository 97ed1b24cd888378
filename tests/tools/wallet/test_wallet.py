"""Wallets, their addresses and the price list, through the pipeline."""

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


async def test_the_wallet_asked_for_last_is_charged_first_and_says_its_least_deposit(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("get_deposit_address", currency="BTC")
    await acme.call("get_deposit_address", currency="ETH")
    wallets = {wallet["currency"]: wallet for wallet in (await acme.call("get_wallet"))["wallets"]}
    assert [currency for currency, wallet in wallets.items() if wallet["selected"]] == ["ETH"]
    assert (wallets["BTC"]["min_deposit"], wallets["ETH"]["min_deposit"]) == ("0.0005", "0.01")


async def test_only_an_admin_opens_a_wallet_of_the_company(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    member = await hall.person("kim@acme.test", company="Acme", role="user")
    with pytest.raises(Refused) as no:
        await member.call("get_deposit_address", currency="USDT")
    assert no.value.status == 403
    opened = await boss.call("get_deposit_address", currency="USDT")
    assert (await member.call("get_deposit_address", currency="USDT"))["deposit_address"] == opened["deposit_address"]


async def test_prices_are_open_to_nobody(hall: Hall) -> None:
    prices = await hall.nobody().call("list_prices", price_class="free")
    assert "get_wallet" in prices["prices"][0]["tools"]


async def test_the_price_in_force_is_shown_and_not_one_that_is_still_to_come(hall: Hall) -> None:
    (before,) = (await hall.nobody().call("list_prices", price_class="search"))["prices"]
    hall.sql_script(
        """INSERT INTO prices (price_class, usage_type, unit, usd_micros, free_allowance, valid_from)
           SELECT price_class, usage_type, unit, 123456, free_allowance, '2026-03-03T00:00:00.000Z' FROM prices
           WHERE price_class = 'search'"""
    )
    assert (await hall.nobody().call("list_prices", price_class="search"))["prices"] == [before]
    hall.clock.advance(days=1)
    (after,) = (await hall.nobody().call("list_prices", price_class="search"))["prices"]
    assert (after["amount"], after["valid_from"]) == ("0.123456", "2026-03-03T00:00:00Z")
    assert after["usage_type"] == before["usage_type"]


async def test_the_price_of_one_tool_is_the_price_of_its_class(hall: Hall) -> None:
    (price,) = (await hall.nobody().call("list_prices", tool="search_specialists"))["prices"]
    assert price["price_class"] == "search"
    with pytest.raises(Refused) as no:
        await hall.nobody().call("list_prices", tool="search_specialist")
    assert no.value.status == 404
    assert "search_specialists" in no.value.next
