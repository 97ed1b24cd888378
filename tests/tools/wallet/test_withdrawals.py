"""Sending money out of a purse."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused

ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


async def test_a_withdrawal_is_held_at_once_and_leaves_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    assert made["withdrawal"]["status"] == "requested"
    assert made["withdrawal"]["sandbox"] is True
    assert made["available"] == "79.000000"
    assert hall.purse(acme.owner, "USDT") == ("99.950000", "21.000000")
    hall.clock.advance(seconds=61)
    await hall.tick()
    await hall.tick()
    assert hall.purse(acme.owner, "USDT") == ("78.950000", "0.000000")
    assert hall.sql("SELECT status, transaction_hash LIKE 'sandbox:%' FROM withdrawals") == [("final", 1)]


async def test_too_little_money_and_bad_requests_change_nothing(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="99.50", address=ETHEREUM)
    assert no.value.status == 402
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="0.10", address="0xnonsense99")
    assert set(no.value.fields) == {"amount", "address"}
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="ETH", amount="1", address=ETHEREUM, network="tron")
    assert "network" in no.value.fields
    assert hall.purse(acme.owner, "USDT") == ("100.000000", "0.000000")


async def test_an_agent_withdraws_only_within_its_caps_and_a_member_never_from_the_company(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("set_spending_limit", period="day", amount="10")
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    assert no.value.code == "spending_limit_reached"
    await acme.call("set_spending_limit", period="day", amount="30")
    await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    assert no.value.code == "spending_limit_reached"
    hall.clock.advance(seconds=61)
    await hall.tick()
    assert (await acme.call("get_spending_limit"))["limits"][0]["used"] == "21.05"
    member = await hall.person("kim@acme.test", company="Acme", role="member")
    await hall.fund(acme.company, "50.00 USDT")
    with pytest.raises(Refused) as no:
        await member.call("request_withdrawal", currency="USDT", amount="20.00", address=ETHEREUM)
    assert no.value.status == 403


async def test_a_large_withdrawal_is_asked_for_by_amount_and_address(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    acme.says_yes = False
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="500.00", address=ETHEREUM)
    assert no.value.code == "declined"
    assert ETHEREUM in acme.questions[0]
    assert "500.000000 USDT" in acme.questions[0]
    assert hall.purse(acme.owner, "USDT") == ("1000.000000", "0.000000")


async def test_blanks_around_an_address_are_no_part_of_it(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500.00 USDT")
    made = await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=f" {ETHEREUM}\u00a0\n")
    assert made["withdrawal"]["address"] == ETHEREUM
    assert hall.sql("SELECT address FROM withdrawals") == [(ETHEREUM,)]
