"""Wallets, their addresses and the price list, through the pipeline."""

from __future__ import annotations

import pytest

from store.wallet.deposit_addresses import use_key
from tests.hall import Hall, Refused
from tests.rules.wallet.test_extended_keys import BITCOIN, ETHEREUM, TRON


async def test_an_agent_sees_its_credit(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    wallet = await acme.call("get_wallet")
    assert wallet["wallets"][0]["balance"] == "100.000000"
    assert wallet["total"] == "100.00"


async def test_credit_for_calls_and_money_for_work_are_told_apart(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    for money in ("40 USDT", "100 EUR"):
        await hall.fund(boss.company, money)
    wallet = await boss.call("get_wallet")
    assert (wallet["total"], wallet["work_total"]) == ("40.00", "110.00")
    assert {each["currency"]: each["use"] for each in wallet["wallets"]} == {"USDT": "calls", "EUR": "work"}


async def test_what_credit_is_worth_has_cents(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="99.9949 USDT")
    assert (await acme.call("get_wallet"))["total"] == "99.99"


async def test_a_withdrawal_is_shown_until_it_is_final(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    address = "0x52908400098527886E0F7030069857D2E4169EE7"
    made = await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=address)
    for shown in (await acme.call("get_wallet"), await acme.call("list_wallet_transactions")):
        assert shown["pending_withdrawals"] == [made["withdrawal"]]
        assert shown["pending_withdrawals"][0]["status"] == "requested"
    assert "pending_withdrawals" not in await acme.call("list_wallet_transactions", currency="BTC")
    assert "pending_withdrawals" not in await acme.call("list_wallet_transactions", type="charge")
    hall.clock.advance(seconds=61)
    await hall.tick()
    for tool in ("get_wallet", "list_wallet_transactions"):
        assert "pending_withdrawals" not in await acme.call(tool)


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


async def use(hall: Hall, currency: str, key: str, kind: str) -> None:
    await hall.app.database.write(lambda tx: use_key(tx, currency, kind, key, hall.clock()))


async def test_with_a_key_every_wallet_has_an_address_of_its_own_on_the_chain(hall: Hall) -> None:
    acme, other = await hall.agent("Acme"), await hall.agent("Other")
    before = (await acme.call("get_deposit_address", currency="BTC"))["deposit_address"]
    await use(hall, "BTC", BITCOIN, "segwit")
    rehearsed = await acme.call("get_deposit_address", currency="BTC", dry_run=True)
    assert rehearsed["deposit_address"] == before
    given = await acme.call("get_deposit_address", currency="BTC")
    assert given["deposit_address"] == "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"
    assert (given["sandbox"], "credited it by hand" in given["message"]) == (False, True)
    assert (await acme.call("get_deposit_address", currency="BTC"))["deposit_address"] == given["deposit_address"]
    second = await other.call("get_deposit_address", currency="BTC")
    assert second["deposit_address"] == "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g"
    wallets = {wallet["currency"]: wallet for wallet in (await acme.call("get_wallet"))["wallets"]}
    assert (wallets["BTC"]["sandbox"], wallets["USDT"]["sandbox"]) == (False, True)
    assert hall.sql("SELECT address, network FROM deposit_addresses WHERE network = 'sandbox' ORDER BY id")[0] == (
        before,
        "sandbox",
    )


async def test_currencies_of_one_key_share_its_numbers_and_none_is_given_twice(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for currency in ("ETH", "USDC"):
        await use(hall, currency, ETHEREUM, "ethereum")
    await use(hall, "USDT", TRON, "tron")
    found = [
        (await acme.call("get_deposit_address", currency=currency))["deposit_address"]
        for currency in ("ETH", "USDC", "USDT")
    ]
    assert found == [
        "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
        "0x6Fac4D18c912343BF86fa7049364Dd4E424Ab9C0",
        "TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH",
    ]
    # Another key and back: the first goes on where it stood.
    await use(hall, "ETH", BITCOIN, "ethereum")
    await use(hall, "ETH", ETHEREUM, "ethereum")
    other = await hall.agent("Other")
    assert (await other.call("get_deposit_address", currency="ETH"))["deposit_address"] not in found
    assert hall.sql("SELECT key_index FROM deposit_addresses WHERE key_index IS NOT NULL ORDER BY id") == [
        (0,), (1,), (0,), (2,),
    ]  # fmt: skip


async def test_an_agent_that_registers_is_given_an_address_of_the_chain(hall: Hall) -> None:
    await use(hall, "ETH", ETHEREUM, "ethereum")
    made = await hall.nobody().call("register_agent", name="Bot", email="bot@acme.test", currency="ETH")
    assert made["wallet"]["deposit_address"] == "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
    assert made["wallet"]["sandbox"] is False
