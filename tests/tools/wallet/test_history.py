"""The movements of a purse and the calls of a month, through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.wallet.spending import spend

ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


async def test_the_history_shows_deposits_and_charges_newest_first(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await spend(acme)
    history = await acme.call("list_wallet_transactions")
    assert [(entry["type"], entry["amount"]) for entry in history["transactions"]] == [
        ("charge", "-0.020000"),
        ("deposit", "100.000000"),
    ]
    assert history["transactions"][0]["price_class"] == "creation"


async def test_movements_are_told_apart_by_type_and_currency(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await spend(acme)
    await hall.credit(acme.owner, "0.001 BTC")
    await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    hall.clock.advance(seconds=61)
    await hall.tick()

    async def amounts(**filters: str) -> list[str]:
        found = await acme.call("list_wallet_transactions", **filters)
        assert found["total"] == len(found["transactions"])
        return [entry["amount"] for entry in found["transactions"]]

    assert await amounts(type="deposit") == ["0.00100000", "100.000000"]
    assert await amounts(type="charge") == ["-0.050000", "-0.020000"]
    assert await amounts(type="transfer") == ["-1.000000", "-20.000000"]
    assert await amounts(type="refund") == []
    assert await amounts(currency="BTC") == ["0.00100000"]
    assert await amounts(currency="ETH") == []
    assert await amounts(currency="USDT", type="deposit") == ["100.000000"]


async def test_pages_of_the_history_neither_skip_nor_repeat(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for _ in range(4):
        await spend(acme)
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        page = await acme.call("list_wallet_transactions", limit=2, **cursor)
        seen += [entry["id"] for entry in page["transactions"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 5


async def test_members_see_their_own_charges_only_and_admins_who_called(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    await hall.fund(boss.company, "50.00 USDT")
    await spend(boss)
    await spend(kim)
    of_boss = (await boss.call("list_wallet_transactions"))["transactions"]
    callers = [entry.get("caller") for entry in of_boss if entry["type"] == "charge"]
    assert callers == [f"person:{kim.id}", f"person:{boss.id}"]
    of_kim = (await kim.call("list_wallet_transactions"))["transactions"]
    assert [entry["type"] for entry in of_kim] == ["charge", "deposit"]
    assert all("caller" not in entry for entry in of_kim)
    assert [entry["id"] for entry in of_kim] == [of_boss[0]["id"], of_boss[-1]["id"]]


async def test_another_purse_is_closed(hall: Hall) -> None:
    await spend(await hall.agent("Acme"))
    rival = await hall.agent("Rival", credit="")
    assert (await rival.call("list_wallet_transactions"))["transactions"] == []


async def test_usage_counts_every_call_and_what_it_cost(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("get_wallet")
    await spend(acme)
    usage = await acme.call("get_wallet_usage")
    lines = {line["tool"]: line for line in usage["usage"]}
    assert lines["get_wallet"]["calls"] == 1
    assert lines["create_inquiry"]["billed_calls"] == 1
    assert lines["create_inquiry"]["amount"] == "0.02"
    assert usage["total"] == "0.02"
    assert usage["charged"] == lines["create_inquiry"]["charged"] == [{"amount": "0.020000", "currency": "USDT"}]
    assert "charged" not in lines["get_wallet"]
    assert usage["resets_at"] == "2026-04-01T00:00:00Z"


async def test_usage_is_of_one_month(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await spend(acme)
    for period in ("2020-01", "0001-01", "9999-12"):
        assert (await acme.call("get_wallet_usage", period=period))["usage"] == []
    assert (await acme.call("get_wallet_usage", period="2025-12"))["resets_at"] == "2026-01-01T00:00:00Z"
    hall.clock.advance(days=31)
    assert (await acme.call("get_wallet_usage"))["total"] == "0.00"
    assert (await acme.call("get_wallet_usage", period="2026-03"))["total"] == "0.02"
    for period in ("2026-13", "2026-3", "march"):
        with pytest.raises(Refused) as no:
            await acme.call("get_wallet_usage", period=period)
        assert "period" in no.value.fields


async def test_members_count_their_own_calls_and_admins_those_of_everybody(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    await hall.fund(boss.company, "50.00 USDT")
    await spend(boss)
    await spend(kim)
    assert (await kim.call("get_wallet_usage"))["total"] == "0.02"
    assert (await boss.call("get_wallet_usage"))["total"] == "0.04"
