"""Whom the operations on notices tell."""

from __future__ import annotations

from store.types import Owner
from tests.contract.telling import Expected, Scenario, Watch, told


async def low_company_purse(watch: Watch) -> Expected:
    """All admins are mailed, whoever set it too."""
    boss = await watch.hall.person("boss@c.test", company="C")
    other = await watch.hall.person("other@c.test", company="C")
    await watch.hall.person("clerk@c.test", company="C", role="user")
    assert boss.company is not None
    await watch.act(boss, "set_balance_alert", currency="EUR", amount="50.00")
    company = Owner("company", boss.company)
    return {
        told(company, "balance_low", "inbox"),
        told(boss, "balance_low", "mail"),
        told(other, "balance_low", "mail"),
    }


async def low_own_purse(watch: Watch) -> Expected:
    agent = await watch.hall.agent("A", credit="5 USDT")
    await agent.call("update_agent_profile", callback_url="https://agent.example.com/hook")
    await agent.call("set_notice_settings", new_callback_secret=True)
    await watch.act(agent, "set_balance_alert", currency="USDT", amount="50.00")
    return {told(agent, "balance_low", "callback", "inbox")}


async def still_enough(watch: Watch) -> Expected:
    agent = await watch.hall.agent("A", credit="50 USDT")
    await watch.act(agent, "set_balance_alert", currency="USDT", amount="50.00")
    return set()


SCENARIOS: dict[str, Scenario] = {
    "set_balance_alert of a company that has less": low_company_purse,
    "set_balance_alert of an agent that has less": low_own_purse,
    "set_balance_alert of a purse with enough": still_enough,
}
NOBODY_ELSE = {
    "mark_notices_read": "marks are each reader's own",
    "resend_notices": "what goes out again was told before, and goes to the one who asks",
    "set_notice_settings": "a member's settings are their own, and every member reads the company's",
}
