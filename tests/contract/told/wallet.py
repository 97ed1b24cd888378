"""Whom the operations on purses tell, and what the hall tells by itself of money."""

from __future__ import annotations

import pytest

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import Refused

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


async def an_admin_caps_an_agent(watch: Watch) -> Expected:
    agent = await watch.hall.agent("Acme")
    boss = await watch.hall.person("boss@acme.test", company="Acme")
    await watch.act(boss, "set_spending_limit", period="day", amount="5", agent_id=agent.id)
    return {told(agent, "agent_status", "inbox")}


async def an_agent_caps_itself(watch: Watch) -> Expected:
    agent = await watch.hall.agent("Acme")
    await watch.act(agent, "set_spending_limit", period="day", amount="5")
    return set()


async def a_withdrawal_waits(watch: Watch) -> Expected:
    """It is told when it is final."""
    agent = await watch.hall.agent("Acme")
    await watch.act(agent, "request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    return set()


async def a_withdrawal_is_final(watch: Watch) -> Expected:
    agent = await watch.hall.agent("Acme")
    await agent.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    watch.hall.clock.advance(minutes=2)
    await watch.tick()
    return {told(agent, "money_out", "inbox")}


async def a_cap_refuses_a_withdrawal(watch: Watch) -> Expected:
    agent = await watch.hall.agent("Acme")
    boss = await watch.hall.person("boss@acme.test", company="Acme")
    await boss.call("set_spending_limit", period="day", amount="5", agent_id=agent.id)
    await watch.refused(agent, "request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    return {
        told(agent, "cap_reached", "inbox"),
        told(f"company:{agent.company}", "cap_reached", "inbox"),
        told(boss, "cap_reached", "mail"),
    }


async def a_cap_of_a_person_refuses(watch: Watch) -> Expected:
    ann = await watch.hall.person("ann@work.test", credit="100 USDT")
    await ann.call("set_spending_limit", period="day", amount="5")
    await watch.refused(ann, "request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    return {told(ann, "cap_reached", "inbox", "mail")}


async def a_cap_refuses_again_within_the_hour(watch: Watch) -> Expected:
    ann = await watch.hall.person("ann@work.test", credit="100 USDT")
    await ann.call("set_spending_limit", period="day", amount="5")
    given = {"currency": "USDT", "amount": "20.00", "address": ADDRESS}
    with pytest.raises(Refused):
        await ann.call("request_withdrawal", **given)
    watch.hall.clock.advance(minutes=59)
    await watch.refused(ann, "request_withdrawal", **given)
    return set()


async def a_cap_refuses_a_rehearsal(watch: Watch) -> Expected:
    ann = await watch.hall.person("ann@work.test", credit="100 USDT")
    await ann.call("set_spending_limit", period="day", amount="5")
    given = {"currency": "USDT", "amount": "20.00", "address": ADDRESS}
    await watch.refused(ann, "request_withdrawal", **given, dry_run=True)
    return set()


SCENARIOS: dict[str, Scenario] = {
    "set_spending_limit": an_admin_caps_an_agent,
    "set_spending_limit by the agent itself": an_agent_caps_itself,
    "request_withdrawal over an agent's cap": a_cap_refuses_a_withdrawal,
    "request_withdrawal over a person's cap": a_cap_of_a_person_refuses,
    "request_withdrawal over a cap twice in an hour": a_cap_refuses_again_within_the_hour,
    "request_withdrawal over a cap in a dry run": a_cap_refuses_a_rehearsal,
    "request_withdrawal": a_withdrawal_waits,
    "tick: a withdrawal is final": a_withdrawal_is_final,
}
NOBODY_ELSE = {
    "get_deposit_address": "an address to pay to is the owner's, and nothing came in yet",
}
