"""Contracts that an ended agent alone owned go to its company's admin."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.contracts.cast import ask, contract, heard


async def owners(hall: Hall, contract_id: int) -> list[tuple[str, int]]:
    return hall.sql(
        "SELECT user_type, user_id FROM contract_users WHERE contract_id = ? AND role_id = 1 AND left_at IS NULL ORDER BY id",
        contract_id,
    )


async def test_the_companys_admin_owns_what_its_ended_agent_alone_owned(hall: Hall, will, rita, sam):
    agent, boss = await hall.agent("Acme"), await hall.person("boss@acme.test", company="Acme", credit="20 USDT")
    await hall.person("second@acme.test", company="Acme")
    alone, shared, archived = [await contract(agent, label=name) for name in ("Alone", "Shared", "Archived")]
    offered = await ask(agent, alone, sam)
    await agent.call("add_contract_user", contract_id=alone, user_id=will.id, role_id=2)
    await agent.call("add_contract_user", contract_id=shared, user_id=rita.id, role_id=1)
    await agent.call("delete_contract", contract_id=archived)
    await hall.tick()
    assert await owners(hall, alone) == [("agent", agent.id)]
    await boss.call("end_company_agent", agent_id=agent.id)
    hall.clock.advance(minutes=2)
    await hall.tick()
    assert await owners(hall, alone) == await owners(hall, archived) == [("person", boss.id)]
    assert ("person", boss.id) not in await owners(hall, shared)
    told = [text for text in heard(hall, boss) if "You own contract" in text]
    assert [f"You own contract {id} " in text for id, text in zip((archived, alone), told, strict=True)] == [True, True]
    assert "was ended" in told[0]
    assert "owns contract" in heard(hall, will)[0]
    assert hall.sql("SELECT owner_id FROM schedules WHERE id = ?", offered["schedule_id"]) == [(boss.id,)]
    await boss.call("restore_contract", contract_id=archived)
    hall.clock.advance(minutes=2)
    await hall.tick()
    assert len([text for text in heard(hall, boss) if "You own contract" in text]) == 2
