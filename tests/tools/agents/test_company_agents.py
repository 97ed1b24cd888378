"""A company's agents have an owner of record, and its admins see and end them."""

from __future__ import annotations

from typing import Any

import pytest

from server.operator import restrain_agent
from tests.hall import Hall, Refused, TestCaller


async def registered(hall: Hall, by: TestCaller, name: str = "Helper", credit: str = "20 USDT") -> TestCaller:
    made = await by.call("register_agent", name=name, email=f"{name.lower()}@acme.test")
    agent = hall.holder(made["api_key"], "agent", made["agent_id"], made["company_id"])
    await hall.credit(agent.owner, credit)
    return agent


async def amy(hall: Hall) -> tuple[TestCaller, TestCaller, TestCaller]:
    """An admin who stays, one who will leave, and the agent that one registered."""
    boss = await hall.person("boss@acme.test", company="Acme")
    leaver = await hall.person("amy@acme.test", company="Acme")
    return boss, leaver, await registered(hall, leaver)


async def test_the_agent_of_somebody_who_left_opens_nothing(hall: Hall) -> None:
    boss, leaver, agent = await amy(hall)
    await agent.call("list_users")
    gone = await boss.call("delete_user", user_id=leaver.id)
    assert gone["agents"] == [{"id": agent.id, "name": "Helper", "became": "ended"}]
    assert f"The agents they registered end with it: {agent.id} “Helper”." in boss.questions[-1]
    for tool in ("list_users", "get_company_balance", "list_work_orders", "get_wallet", "list_prices"):
        with pytest.raises(Refused) as no:
            await agent.call(tool)
        assert no.value.code == "agent_banned"
    assert hall.purse(agent.owner, "USDT") == ("0.000000", "0.000000")
    assert hall.sql("SELECT balance FROM ledger_accounts WHERE owner_type = 'company' AND currency = 'USDT'") == [
        (20_000_000,)
    ]
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' AND kind = 'agent_status'")
    assert "ended for good" in told[-1][0]


async def test_it_stays_when_the_admin_takes_it_over(hall: Hall) -> None:
    boss, leaver, agent = await amy(hall)
    gone = await boss.call("delete_user", user_id=leaver.id, agents="keep")
    assert gone["agents"] == [{"id": agent.id, "name": "Helper", "became": "handed_over"}]
    await agent.call("list_users")
    found = (await boss.call("list_company_agents"))["agents"]
    assert [(one["id"], one["registered_by"]["id"]) for one in found] == [(agent.id, boss.id)]


async def test_agents_registered_for_another_company_are_not_touched(hall: Hall) -> None:
    boss, leaver, agent = await amy(hall)
    other = await hall.person("amy@acme.test", company="Beta")
    elsewhere = await registered(hall, other, "Elsewhere")
    assert elsewhere.company != agent.company
    await boss.call("delete_user", user_id=leaver.id)
    await elsewhere.call("list_users")


async def test_only_admins_register_what_acts_for_the_company(hall: Hall) -> None:
    await hall.person("boss@acme.test", company="Acme")
    clerk = await hall.person("clerk@acme.test", company="Acme", role="member")
    for more in ({}, {"dry_run": True}):
        with pytest.raises(Refused) as no:
            await clerk.call("register_agent", name="Helper", email="helper@acme.test", **more)
        assert (no.value.status, no.value.code) == (403, "admin_only")
    assert hall.sql("SELECT count(*) FROM agents") == [(0,)]


async def test_admins_see_who_registered_each_and_members_no_addresses(hall: Hall) -> None:
    boss, leaver, agent = await amy(hall)
    made_here = await hall.agent("Acme", "House bot")
    await hall.agent("Rival", "Rival bot")
    seen = (await boss.call("list_company_agents"))["agents"]
    assert [(one["id"], one["registered_by"]["kind"], one["registered_by"].get("id")) for one in seen] == [
        (agent.id, "person", leaver.id),
        (made_here.id, "operator", None),
    ]
    assert seen[0]["email"] == "helper@acme.test"
    assert seen[0]["api_key_prefix"]
    clerk = await hall.person("clerk@acme.test", company="Acme", role="member")
    for caller in (clerk, made_here):
        for one in (await caller.call("list_company_agents"))["agents"]:
            assert "email" not in one or one["email"] is None
            assert one.get("api_key_prefix") is None


async def test_a_suspended_one_reads_its_wallet_only_until_it_is_resumed(hall: Hall) -> None:
    boss, _, agent = await amy(hall)
    done = await boss.call("suspend_company_agent", agent_id=agent.id, reason="key on a lost laptop")
    assert (done["agent"]["status"], done["agent"]["suspended_by"], done["changed"]) == (
        "suspended",
        f"person:{boss.id}",
        True,
    )
    assert (await boss.call("suspend_company_agent", agent_id=agent.id))["changed"] is False
    with pytest.raises(Refused) as no:
        await agent.call("list_users")
    assert no.value.code == "agent_suspended"
    assert "lost laptop" in no.value.text
    await agent.call("get_wallet")
    resumed = await boss.call("resume_company_agent", agent_id=agent.id)
    assert (resumed["agent"]["status"], resumed["changed"]) == ("active", True)
    await agent.call("list_users")
    assert (await boss.call("resume_company_agent", agent_id=agent.id))["changed"] is False
    told = [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'company'")]
    assert any("was suspended" in text for text in told)
    assert any("may act again" in text for text in told)


async def test_what_the_operator_suspended_no_admin_lifts(hall: Hall) -> None:
    boss, _, agent = await amy(hall)
    await restrain_agent(hall.app, agent.owner, "suspend", "unpaid")
    with pytest.raises(Refused) as no:
        await boss.call("resume_company_agent", agent_id=agent.id)
    assert no.value.code == "operator_suspended"
    await restrain_agent(hall.app, agent.owner, "restore", None)
    await boss.call("suspend_company_agent", agent_id=agent.id)
    await restrain_agent(hall.app, agent.owner, "restore", None)
    await agent.call("list_users")
    await boss.call("suspend_company_agent", agent_id=agent.id)
    await restrain_agent(hall.app, agent.owner, "suspend", "unpaid")
    with pytest.raises(Refused):
        await boss.call("resume_company_agent", agent_id=agent.id)


async def test_an_end_is_for_good_and_asked_about(hall: Hall) -> None:
    boss, _, agent = await amy(hall)
    boss.says_yes = False
    with pytest.raises(Refused):
        await boss.call("end_company_agent", agent_id=agent.id)
    await agent.call("list_users")
    boss.says_yes = True
    ended = await boss.call("end_company_agent", agent_id=agent.id, reason="no longer needed")
    assert ended["agent"]["status"] == "ended"
    assert ended["returned"] == [{"amount": "20.000000", "currency": "USDT"}]
    assert boss.questions[-1].startswith(f"End agent {agent.id} for good")
    for tool in ("suspend_company_agent", "resume_company_agent", "end_company_agent"):
        with pytest.raises(Refused) as no:
            await boss.call(tool, agent_id=agent.id)
        assert no.value.code == "wrong_state"
    with pytest.raises(Refused):
        await agent.call("regenerate_agent_key")


@pytest.mark.parametrize("tool", ["suspend_company_agent", "resume_company_agent", "end_company_agent"])
async def test_an_agent_of_another_company_is_one_that_does_not_exist(hall: Hall, tool: str) -> None:
    boss, _, agent = await amy(hall)
    eve = await hall.person("eve@evil.test", company="Evil")
    texts: list[Any] = []
    for id in (agent.id, 999):
        with pytest.raises(Refused) as no:
            await eve.call(tool, agent_id=id)
        assert no.value.code == "not_found"
        texts.append(no.value.text.replace(str(id), "#"))
    assert texts[0] == texts[1]
    with pytest.raises(Refused) as no:
        await agent.call(tool, agent_id=agent.id)
    assert no.value.status == 403
    assert boss.company == agent.company


async def test_somebody_moved_to_another_company_leaves_their_agents_to_the_admin(hall: Hall) -> None:
    boss, leaver, agent = await amy(hall)
    await hall.fund(boss.company, "1 USDT")
    made = await boss.call("create_user", email="sub@acme.test", name="Sub", company_name="Subsidiary")
    assert made["company_created"]
    await boss.call("update_user", user_id=leaver.id, company={"name": "Subsidiary"})
    (asked,) = (await leaver.call("list_my_company_invitations"))["invitations"]
    await leaver.call("accept_company_invitation", invitation_id=asked["id"])
    assert hall.sql("SELECT made_by FROM agents WHERE id = ?", agent.id) == [(f"person:{boss.id}",)]
