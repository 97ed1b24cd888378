"""Whom the operations of the platform tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.people.sign_in_helpers import proof


async def an_account_is_closed(watch: Watch) -> Expected:
    boss = await watch.hall.person("boss@acme.test", company="Acme")
    kim = await watch.hall.person("kim@acme.test", company="Acme", role="user")
    await watch.act(kim, "close_my_account", **await proof(watch.hall, kim))
    return {told(f"company:{boss.company}", "team_step", "inbox"), told(boss, "team_step", "mail")}


SCENARIOS: dict[str, Scenario] = {"close_my_account": an_account_is_closed}
NOBODY_ELSE = {"cancel_job": "a job is the caller's own, and what it had not done was told to nobody"}
