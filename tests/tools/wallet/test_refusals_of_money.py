"""Fees and withdrawals are bound by the same limits, and too little money is told in the same figures everywhere."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.server.calls.test_pipeline import INQUIRY

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"
FIGURES = {"payer", "required", "available", "missing", "currency"}


async def test_a_fee_and_a_withdrawal_over_a_limit_are_refused_alike(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("set_spending_limit", period="day", amount="0.01")
    with pytest.raises(Refused) as fee:
        await acme.call("create_inquiry", **INQUIRY)
    with pytest.raises(Refused) as sent:
        await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    for no, price in ((fee, "0.02"), (sent, "21.00")):
        assert (no.value.code, no.value.next) == (
            "spending_limit_reached",
            ["get_spending_limit", "set_spending_limit"],
        )
        told = {name: no.value.details[name] for name in ("period", "amount", "used", "price", "currency")}
        assert told == {"period": "day", "amount": "0.01", "used": "0.00", "price": price, "currency": "USD"}


async def test_a_withdrawal_and_a_fee_beyond_the_purse_name_the_same_figures(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="0.01 USDT")
    with pytest.raises(Refused) as fee:
        await acme.call("create_inquiry", **INQUIRY)
    with pytest.raises(Refused) as sent:
        await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    for no, required, missing in ((fee, "0.020000", "0.010000"), (sent, "21.000000", "20.990000")):
        assert (no.value.status, no.value.code) == (402, "insufficient_balance")
        assert no.value.next == ["get_wallet", "get_deposit_address"]
        assert {name: no.value.details[name] for name in FIGURES} == {
            "payer": f"agent:{acme.id}",
            "required": required,
            "available": "0.010000",
            "missing": missing,
            "currency": "USDT",
        }
    assert (fee.value.details["price"], fee.value.details["shortfall"]) == ("0.020000", "0.010000")


async def test_too_little_money_of_a_company_leads_to_its_top_up(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await boss.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    assert no.value.next == ["get_company_balance", "request_balance_top_up"]
    assert no.value.details["payer"] == f"company:{boss.company}"


async def test_a_fee_that_a_company_cannot_pay_is_told_in_its_own_currency(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await boss.call("create_inquiry", **INQUIRY)
    assert (no.value.details["currency"], no.value.details["required"]) == ("EUR", "0.02")
    assert "USDT" not in no.value.text
    await boss.call("get_deposit_address", currency="USDC")
    with pytest.raises(Refused) as no:
        await boss.call("create_inquiry", **INQUIRY)
    assert no.value.details["currency"] == "USDC"
