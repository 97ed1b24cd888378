"""Money that reaches an agent's purse after the agent was ended."""

from __future__ import annotations

from server.machine import machine_call
from store.types import Owner
from store.wallet.audit import differences
from store.wallet.withdrawals import find_withdrawal
from tests.hall import Hall
from tools.wallet.withdrawal_ends import give_back


async def test_what_comes_back_or_in_after_an_agent_was_ended_goes_to_its_company(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100.00 USDT")
    boss = await hall.person("boss@acme.test", company="Acme")
    company = Owner("company", acme.company or 0)
    asked = await acme.call(
        "request_withdrawal", currency="USDT", amount="20.00", address="0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    )
    await boss.call("end_company_agent", agent_id=acme.id)
    assert hall.purse(company, "USDT")[0] == "78.950000"
    number = asked["withdrawal"]["id"]

    def fail(tx) -> None:
        row = find_withdrawal(tx, number)
        assert row is not None
        give_back(machine_call(hall.app, tx), row, "the network refused it")

    await hall.app.database.write(fail)
    await hall.credit(acme.owner, "5.00 USDC")
    assert hall.sql("SELECT status FROM agents WHERE id = ?", acme.id) == [("banned",)]
    await hall.tick()
    await hall.tick()
    assert hall.purse(acme.owner, "USDT") == ("0.000000", "0.000000")
    assert hall.purse(company, "USDT")[0] == "99.950000"
    assert hall.purse(company, "USDC")[0] == "5.000000"
    told = [it["text"] for it in (await boss.call("list_notices"))["items"] if "after it was ended" in it["text"]]
    assert [("21.000000 USDT" in text, "5.000000 USDC" in text) for text in told] == [(True, True)]
    assert await hall.app.database.read(differences) == []
