"""The audit trail, through the pipeline: whose lines one sees, what stands in them, and what others see of a record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.server.oauth.browsing import served, signed_in
from tests.tools.approvals.mandated import allow, as_agent, commit
from tests.tools.scheduling.bookable import SLOT, offer

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


async def lines(caller: TestCaller, **asked: Any) -> list[tuple[str, str, int]]:
    items = (await caller.call("list_audit_trail", **asked))["items"]
    return [(item["tool"], item["performed_by"]["type"], item["performed_by"]["id"]) for item in items]


async def acme(hall: Hall) -> tuple[TestCaller, TestCaller, TestCaller]:
    """An admin, a colleague and an agent, each of whom has done something."""
    bot = await hall.agent("Acme", credit="1000 USDT", company_funds="10 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    await boss.call("set_spending_limit", period="month", amount="500", agent_id=bot.id)
    hall.clock.advance(minutes=1)
    await kim.call("set_notice_settings", quiet_from="22:00", quiet_to="07:00")
    hall.clock.advance(minutes=1)
    await bot.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    hall.clock.advance(minutes=1)
    return boss, kim, bot


async def test_each_sees_their_own_and_an_admin_all_of_the_company(hall: Hall) -> None:
    boss, kim, bot = await acme(hall)
    rival = await hall.person("boss@rival.test", company="Rival")
    by_boss, by_kim = ("set_spending_limit", "person", boss.id), ("set_notice_settings", "person", kim.id)
    by_bot = ("request_withdrawal", "agent", bot.id)
    for caller, asked, seen in (
        (boss, {}, [by_boss]),
        (boss, {"user_id": boss.id}, [by_boss]),
        (kim, {}, [by_kim]),
        (kim, {"user_id": kim.id, "performed_by": "me"}, [by_kim]),
        (bot, {}, [by_bot]),
        (bot, {"agent_id": bot.id}, [by_bot]),
        (rival, {}, []),
        (boss, {"performed_by": "all"}, [by_bot, by_kim, by_boss]),
        (boss, {"performed_by": "agents"}, [by_bot]),
        (boss, {"performed_by": "people"}, [by_kim, by_boss]),
        (boss, {"agent_id": bot.id}, [by_bot]),
        (boss, {"user_id": kim.id}, [by_kim]),
        (boss, {"performed_by": "agents", "user_id": kim.id}, []),
        (boss, {"performed_by": "all", "tool": "request_withdrawal"}, [by_bot]),
        (boss, {"performed_by": "all", "access": ["money"]}, [by_bot]),
        (boss, {"performed_by": "all", "since": "2026-03-02T09:01:00Z"}, [by_bot, by_kim]),
        (boss, {"performed_by": "all", "until": "2026-03-02T09:01:00Z"}, [by_boss]),
        (rival, {"performed_by": "all"}, []),
    ):
        assert await lines(caller, **asked) == seen, (caller.owner, asked)
    read = await lines(kim, access=["read"])
    assert read == [("list_audit_trail", "person", kim.id)] * 2


async def test_what_may_not_be_asked_is_refused(hall: Hall) -> None:
    boss, kim, bot = await acme(hall)
    refused: list[tuple[TestCaller, dict[str, Any], int]] = [
        (kim, {"performed_by": "all"}, 403),
        (kim, {"user_id": boss.id}, 403),
        (bot, {"performed_by": "agents"}, 403),
        (boss, {"user_id": 999}, 404),
        (boss, {"agent_id": 999}, 404),
        (boss, {"call_id": "call_0"}, 404),
        (boss, {"record_type": "task", "record_id": 999}, 404),
        (boss, {"record_type": "task"}, 422),
        (boss, {"record_type": "tusk", "record_id": 1}, 422),
        (boss, {"since": "2026-03-02T09:00:00Z", "until": "2026-03-02T09:00:00Z"}, 422),
        (boss, {"user_id": kim.id, "agent_id": bot.id}, 422),
    ]
    for caller, asked, status in refused:
        with pytest.raises(Refused) as no:
            await caller.call("list_audit_trail", **asked)
        assert no.value.status == status, asked


async def test_a_line_says_who_for_whom_with_what_and_how_much(hall: Hall) -> None:
    boss, kim, bot = await acme(hall)
    line = (await boss.call("list_audit_trail", agent_id=bot.id))["items"][0]
    assert (await boss.call("list_audit_trail", performed_by="all", call_id=line["call_id"]))["items"] == [line]
    with pytest.raises(Refused) as no:
        await kim.call("list_audit_trail", call_id=line["call_id"])
    assert no.value.status == 404
    ((digest, hash),) = hall.sql("SELECT arguments_digest, hash FROM calls WHERE id = ?", line.pop("call_id"))
    assert line == {
        "at": "2026-03-02T09:02:00Z",
        "tool": "request_withdrawal",
        "access": "money",
        "performed_by": {"type": "agent", "id": bot.id, "name": "Acme agent"},
        "on_behalf_of": {"type": "company", "id": bot.company, "name": "Acme"},
        "client": {"name": "mcp", "version": line["client"]["version"]},
        "origin": "stdio",
        "amount": {"amount": "21.000000", "currency": "USDT"},
        "charge": line["charge"],
        "price_class": "money_move",
        "arguments_digest": digest,
        "hash": hash,
    }


async def test_a_line_names_the_mandate_it_was_covered_by(hall: Hall) -> None:
    boss, _, bot = await acme(hall)
    id = await allow(boss)
    await as_agent(hall, bot, commit(bot, "5", 1))
    ((call_id,),) = hall.sql("SELECT call_id FROM mandate_uses")
    # What the test did around the pipeline has no line of its own: it is given that of another call.
    ((real,),) = hall.sql("SELECT id FROM calls WHERE tool = 'request_withdrawal'")
    hall.sql_script(f"UPDATE mandate_uses SET call_id = '{real}' WHERE call_id = '{call_id}'")
    (line,) = (await boss.call("list_audit_trail", agent_id=bot.id))["items"]
    assert line["mandate_id"] == id


async def test_an_app_is_named_and_its_person_sees_what_it_did(hall: Hall) -> None:
    eva = await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test", "read", "write")
        answer = await site.call(tokens["access_token"], "set_notice_settings", quiet_from="22:00", quiet_to="07:00")
        assert answer.status_code == 200
    (line,) = (await eva.call("list_audit_trail", tool="set_notice_settings"))["items"]
    assert line["performed_by"] == {"type": "app", "client_id": tokens["flow"].client_id, "name": "Claude <i>"}
    assert line["on_behalf_of"]["id"] == eva.id
    assert (line["client"]["name"], line["origin"]) == ("test", "http")


async def test_whoever_sees_a_record_sees_who_changed_it_by_name_alone(hall: Hall) -> None:
    host = await hall.person("host@work.test")
    bot = await hall.agent("Acme", credit="1000 EUR", currency="EUR")
    stranger = await hall.person("stranger@else.test")
    schedule = await offer(hall, host)
    await bot.call("book_schedule", schedule_id=schedule, start=SLOT)
    ((booking,),) = hall.sql("SELECT max(id) FROM event_attendees")
    (line,) = [
        item
        for item in (await host.call("list_audit_trail", record_type="booking", record_id=booking))["items"]
        if item["tool"] == "book_schedule"
    ]
    assert line.keys() == {"call_id", "at", "tool", "access", "performed_by"}
    assert line["performed_by"] == {"type": "agent", "id": bot.id, "name": "Acme agent"}
    (own,) = (await bot.call("list_audit_trail", record_type="booking", record_id=booking))["items"]
    assert own["record"] == {"type": "booking", "id": booking}
    with pytest.raises(Refused) as no:
        await stranger.call("list_audit_trail", record_type="booking", record_id=booking)
    assert no.value.status == 404


async def test_whoever_gave_a_mandate_finds_what_was_done_with_it(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="5 USDT")
    rival = await hall.person("boss@rival.test", company="Rival")
    id = await allow(ann)
    await ann.call("revoke_mandate", mandate_id=id)
    assert [
        change["type"] for change in (await ann.call("list_changes", since="oldest", types=["mandate.*"]))["items"]
    ] == [
        "mandate.changed",
        "mandate.changed",
    ]
    of_it = {"record_type": "mandate", "record_id": 1}
    assert [tool for tool, _, _ in await lines(ann, **of_it)] == ["revoke_mandate", "create_mandate"]
    with pytest.raises(Refused) as no:
        await rival.call("list_audit_trail", **of_it)
    assert no.value.status == 404
