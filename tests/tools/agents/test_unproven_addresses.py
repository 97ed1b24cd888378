"""What is told of addresses that agents bear: nothing, and naming one first keeps nobody from it."""

from __future__ import annotations

import re

import pytest

from tests.hall import Hall, Refused
from tests.tools.agents.test_registration import BOT, code_for, register
from tests.tools.people.sign_in_helpers import from_elsewhere


@pytest.mark.parametrize("status", ["proven", "banned"])
async def test_an_address_that_an_agent_bears_is_told_to_nobody_and_proves_no_other_agent(
    hall: Hall, status: str
) -> None:
    made, agent = await register(hall)
    await hall.nobody().call("verify_agent_email", email=BOT, code=await code_for(hall, BOT))
    if status == "banned":
        await hall.app.database.write(lambda tx: tx.change("agents", made["agent_id"], status="banned"))
    answers = []
    for email in ("BOT@acme.test", "free@acme.test"):
        for more in ({"dry_run": True}, {}):
            answer = await hall.nobody().call("register_agent", name="Other", email=email, **more)
            answers.append({**answer, "agent_id": 0, "company_id": 0, "api_key": "", "wallet": 0})
    assert answers[:2] == answers[2:]
    mail = (await hall.mails(BOT))[-1]
    assert mail.subject == "Your agent is registered already"
    assert not re.search(r"\d{6}", mail.body)
    hall.clock.advance(minutes=2)
    await hall.nobody().call("resend_agent_code", email=BOT)
    assert (await hall.mails(BOT))[-1].subject == "Your agent is registered already"
    assert hall.sql("SELECT id FROM agents WHERE email_verified_at IS NOT NULL") == [(made["agent_id"],)]
    if status == "banned":
        with pytest.raises(Refused) as banned:
            await agent.call("get_my_agent_profile")
        assert banned.value.code == "agent_banned"


async def test_whoever_reads_the_address_proves_their_own_agent_whoever_named_it_first(hall: Hall) -> None:
    eve, owner = from_elsewhere(hall, "203.0.113.66"), from_elsewhere(hall, "192.0.2.1")
    theirs = await eve.call("register_agent", name="Squatter", email=BOT)
    mine = await owner.call("register_agent", name="Planner", email=BOT)
    hall.clock.advance(minutes=1)
    await owner.call("resend_agent_code", email=BOT)
    answer = await owner.call("verify_agent_email", email=BOT, code=await code_for(hall, BOT))
    assert answer["agent_id"] == mine["agent_id"] != theirs["agent_id"]
    hall.clock.advance(minutes=1)
    before = len(await hall.mails(BOT))
    await hall.holder(theirs["api_key"]).call("resend_agent_code", email=BOT)
    assert len(await hall.mails(BOT)) == before


async def test_a_code_of_several_agents_goes_out_only_to_whoever_holds_the_key_of_one(hall: Hall) -> None:
    for origin in ("203.0.113.66", "192.0.2.1"):
        made = await from_elsewhere(hall, origin).call("register_agent", name="Planner", email=BOT)
    before = len(await hall.mails(BOT))
    hall.clock.advance(minutes=1)
    await from_elsewhere(hall, "198.51.100.1").call("resend_agent_code", email=BOT)
    assert len(await hall.mails(BOT)) == before
    hall.clock.advance(minutes=1)
    agent = hall.holder(made["api_key"])
    await agent.call("resend_agent_code", email=BOT)
    answer = await agent.call("verify_agent_email", email=BOT, code=await code_for(hall, BOT))
    assert answer["agent_id"] == made["agent_id"]
