"""What the owner of the machine does is told to whom it concerns."""

from __future__ import annotations

from server.operator import credit_owner, restrain_agent
from store.types import Money
from tests.hall import Hall


def told(hall: Hall) -> list[tuple[str, int, str]]:
    return hall.sql("SELECT owner_type, owner_id, kind FROM notices ORDER BY id")


async def test_money_that_is_credited_is_told_and_an_agent_becomes_active_by_it(hall: Hall) -> None:
    made = await hall.nobody().call("register_agent", name="Helper", email="bot@acme.test")
    agent, company = made["agent_id"], made["company_id"]
    hall.sql_script("DELETE FROM notices")
    await credit_owner(hall.app, hall.holder(made["api_key"], "agent", agent, company).owner, Money.of("25", "USDT"))
    assert told(hall) == [
        ("agent", agent, "money_in"),
        ("agent", agent, "agent_status"),
        ("company", company, "agent_status"),
    ]


async def test_an_agent_that_is_restrained_and_its_company_are_told(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    hall.sql_script("DELETE FROM notices")
    for act, said in (("suspend", "suspended"), ("restore", "may act again"), ("ban", "banned for good")):
        await restrain_agent(hall.app, agent.owner, act, "late payments")
        newest = hall.sql("SELECT text FROM notices ORDER BY id DESC LIMIT 1")[0][0]
        assert said in newest
        assert "late payments" in newest
    assert told(hall) == [("agent", agent.id, "agent_status"), ("company", boss.company, "agent_status")] * 3
    assert len(await hall.mails("boss@acme.test")) == 3
