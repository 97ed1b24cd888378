"""Whom the operations on agents tell."""

from __future__ import annotations

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import TestCaller

BOT = "bot@acme.test"


async def acme(watch: Watch) -> tuple[TestCaller, TestCaller]:
    """A company's admin and its agent."""
    agent = await watch.hall.agent("Acme")
    return await watch.hall.person("boss@acme.test", company="Acme"), agent


async def registered_by_nobody(watch: Watch) -> Expected:
    made = await watch.act(watch.hall.nobody(), "register_agent", name="Helper", email=BOT)
    return {
        told(f"agent:{made['agent_id']}", "agent_status", "inbox"),
        told(f"company:{made['company_id']}", "agent_status", "inbox"),
        told(BOT, CODE, "mail"),
    }


async def registered_by_an_admin(watch: Watch) -> Expected:
    boss = await watch.hall.person("boss@acme.test", company="Acme")
    other = await watch.hall.person("other@acme.test", company="Acme")
    made = await watch.act(boss, "register_agent", name="Helper", email=BOT)
    return {
        told(f"agent:{made['agent_id']}", "agent_status", "inbox"),
        told(f"company:{boss.company}", "agent_status", "inbox"),
        told(other, "agent_status", "mail"),
        told(BOT, CODE, "mail"),
    }


async def a_code_is_sent_again(watch: Watch) -> Expected:
    await watch.hall.nobody().call("register_agent", name="Helper", email=BOT)
    watch.hall.clock.advance(minutes=2)
    await watch.act(watch.hall.nobody(), "resend_agent_code", email=BOT)
    return {told(BOT, CODE, "mail")}


async def a_key_is_replaced(watch: Watch) -> Expected:
    boss, agent = await acme(watch)
    await watch.act(agent, "regenerate_agent_key")
    return {
        told(agent, "account_security", "inbox"),
        told(f"company:{agent.company}", "account_security", "inbox"),
        told(boss, "account_security", "mail"),
    }


async def _restrained(watch: Watch, operation: str) -> Expected:
    boss, agent = await acme(watch)
    other = await watch.hall.person("other@acme.test", company="Acme")
    if operation == "resume_company_agent":
        await boss.call("suspend_company_agent", agent_id=agent.id)
    await watch.act(boss, operation, agent_id=agent.id)
    return {
        told(agent, "agent_status", "inbox"),
        told(f"company:{agent.company}", "agent_status", "inbox"),
        told(other, "agent_status", "mail"),
    }


async def suspended(watch: Watch) -> Expected:
    return await _restrained(watch, "suspend_company_agent")


async def resumed(watch: Watch) -> Expected:
    return await _restrained(watch, "resume_company_agent")


async def ended(watch: Watch) -> Expected:
    return await _restrained(watch, "end_company_agent")


SCENARIOS: dict[str, Scenario] = {
    "register_agent": registered_by_nobody,
    "register_agent by an admin": registered_by_an_admin,
    "resend_agent_code": a_code_is_sent_again,
    "regenerate_agent_key": a_key_is_replaced,
    "suspend_company_agent": suspended,
    "resume_company_agent": resumed,
    "end_company_agent": ended,
}
NOBODY_ELSE = {
    "create_field_access_token": "a program signs its user in; only too many wrong tries are told, as log_in_with_password does",
    "verify_agent_email": "the proof of an address is the agent's own",
    "update_agent_profile": "an agent's page is its own, and nobody follows it",
    "create_agent_schedule": "nobody waits for new hours",
    "update_agent_schedule": "bookings made stay as they are",
    "delete_agent_schedule": "bookings made stay as they are; requests that fall away are told by bookings",
}
