"""Whom the operations on mandates tell, and what the hall tells by itself of mandates."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.approvals.mandated import TERMS, allow


async def acme(watch: Watch) -> tuple[TestCaller, TestCaller]:
    """A company's admin and its agent, with money."""
    agent = await watch.hall.agent("Acme", credit="1000 USDT", company_funds="10 EUR")
    return await watch.hall.person("boss@acme.test", company="Acme"), agent


def of_both(agent: TestCaller) -> Expected:
    return {
        told(agent, "mandate_changed", "inbox"),
        told(f"company:{agent.company}", "mandate_changed", "inbox"),
    }


async def an_agent_may_spend(watch: Watch) -> Expected:
    boss, agent = await acme(watch)
    await watch.hall.agent("Acme", "Second")
    await watch.act(boss, "create_mandate", **TERMS, agent_id=agent.id)
    return of_both(agent)


async def every_agent_may_spend(watch: Watch) -> Expected:
    boss, agent = await acme(watch)
    other = await watch.hall.agent("Acme", "Second")
    await watch.act(boss, "create_mandate", **TERMS)
    return of_both(agent) | of_both(other)


async def a_mandate_is_taken_back(watch: Watch) -> Expected:
    boss, agent = await acme(watch)
    id = await allow(boss, agent_id=agent.id)
    await watch.act(boss, "revoke_mandate", mandate_id=id, reason="Done")
    return of_both(agent)


async def a_mandate_expires(watch: Watch) -> Expected:
    boss, agent = await acme(watch)
    await allow(boss, agent_id=agent.id, valid_until="2026-03-02T10:00:00Z")
    watch.hall.clock.advance(hours=1)
    await watch.tick()
    return of_both(agent)


SCENARIOS: dict[str, Scenario] = {
    "create_mandate for an agent": an_agent_may_spend,
    "create_mandate for every agent": every_agent_may_spend,
    "revoke_mandate": a_mandate_is_taken_back,
    "tick: a mandate expires": a_mandate_expires,
}
