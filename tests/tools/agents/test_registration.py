from __future__ import annotations

import re
from typing import Any

import pytest

from server.naming import OperatorError
from server.operator import restrain_agent
from store.secrets import hash_secret
from tests.hall import Hall, Refused, TestCaller

BOT = "bot@acme.test"


async def code_for(hall: Hall, address: str) -> str:
    """The six digits of the last mail to an address."""
    found = re.search(r"\b\d{6}\b", (await hall.mails(address))[-1].body)
    assert found
    return found.group()


async def register(hall: Hall, **more: Any) -> tuple[dict[str, Any], TestCaller]:
    made = await hall.nobody().call("register_agent", **{"name": "Planner", "email": BOT, **more})
    return made, hall.holder(made["api_key"], "agent", made["agent_id"], made["company_id"])


async def test_registering_gives_a_key_a_wallet_a_company_a_calendar_and_a_code(hall: Hall) -> None:
    made, agent = await register(hall)
    assert made["status"] == "pending_deposit"
    assert made["email_verified"] is False
    assert made["wallet"]["currency"] == "USDT"
    assert made["wallet"]["sandbox"] is True
    assert made["wallet"]["deposit_address"].startswith("sandbox:usdt:")
    assert made["wallet"]["min_deposit"] == "20.000000"
    assert "20.000000 USDT" in made["message"]
    assert len(await hall.mails(BOT)) == 1
    mine = await agent.call("get_my_agent_profile")
    assert mine["agent"]["api_key_prefix"] == made["api_key"][:12]
    assert mine["agent"]["company_id"] == made["company_id"]
    assert mine["deposit_missing"] == {"amount": "20.000000", "currency": "USDT"}
    calendars = hall.sql(
        "SELECT owner_type, owner_id, is_default FROM calendars WHERE id = ?", mine["agent"]["default_kal_id"]
    )
    assert calendars == [("agent", made["agent_id"], 1)]
    assert hall.sql("SELECT company_name, currency FROM companies WHERE id = ?", made["company_id"]) == [
        ("Planner", "EUR")
    ]


async def test_the_key_is_kept_only_as_a_hash(hall: Hall) -> None:
    made, _ = await register(hall)
    assert hall.sql("SELECT api_key_hash FROM agents") == [(hash_secret(made["api_key"]),)]
    everything = hall.kept()
    assert made["api_key"].encode() not in everything


@pytest.mark.parametrize(
    ("currency", "needed"), [("BTC", "0.00050000 BTC"), ("ETH", "0.010000000 ETH"), ("USDC", "20.000000 USDC")]
)
async def test_the_first_wallet_is_in_the_currency_asked_for(hall: Hall, currency: str, needed: str) -> None:
    made, agent = await register(hall, currency=currency)
    assert made["wallet"]["currency"] == currency
    assert needed in made["message"]
    mine = await agent.call("get_my_agent_profile")
    assert mine["agent"]["currency"] == currency
    assert [wallet["currency"] for wallet in mine["wallets"]] == [currency]


@pytest.mark.parametrize("url", ["http://example.com", "http://localhost:3000/hook"])
async def test_a_callback_in_development_is_kept_and_said_to_be_sent_nothing(hall: Hall, url: str) -> None:
    made, agent = await register(hall, callback_url=url)
    assert "nothing is sent to an http address" in made["warnings"][0]
    assert (await agent.call("get_my_agent_profile"))["agent"]["callback_url"] == url
    await agent.call("update_agent_profile", callback_url="https://example.com/hook")
    changed = await agent.call("update_agent_profile", callback_url=url)
    assert "nothing is sent to an http address" in changed["warnings"][0]


async def test_an_agent_registered_by_a_member_joins_the_members_company(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    made = await boss.call("register_agent", name="Helper", email="helper@acme.test")
    assert made["company_id"] == boss.company
    assert hall.sql("SELECT count(*) FROM companies") == [(1,)]
    assert hall.sql("SELECT owner_type, owner_id, kind FROM notices ORDER BY owner_type") == [
        ("agent", made["agent_id"], "agent_status"),
        ("company", boss.company, "agent_status"),
    ]


async def test_an_owner_email_alone_joins_nothing(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    made, _ = await register(hall, owner_email="boss@acme.test")
    assert made["company_id"] != boss.company


async def test_a_company_founded_for_an_agent_gets_a_free_name_and_the_currency_asked_for(hall: Hall) -> None:
    await hall.person("boss@acme.test", company="planner")
    made, _ = await register(hall, company_currency="USD")
    rows = hall.sql("SELECT company_name, currency FROM companies WHERE id = ?", made["company_id"])
    assert rows == [("Planner 2", "USD")]


@pytest.mark.parametrize(
    ("faulty", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \u200b "}, "name"),
        ({"name": "n" * 256}, "name"),
        ({"email": "nobody"}, "email"),
        ({"currency": "DOGE"}, "currency"),
        ({"avatar": "javascript:alert(1)"}, "avatar"),
        ({"avatar": "https://example.com/" + "a" * 500}, "avatar"),
        ({"callback_url": "https://169.254.169.254/latest"}, "callback_url"),
        ({"callback_url": "https://localhost/hook"}, "callback_url"),
        ({"callback_url": "https://example.com:25/hook"}, "callback_url"),
        ({"description": "d" * 5001}, "description"),
        ({"version": "v" * 51}, "version"),
        ({"sla": "s" * 501}, "sla"),
        ({"license": "l" * 101}, "license"),
        ({"skills": ["s"] * 101}, "skills"),
        ({"skills": ["s" * 101]}, "skills[0]"),
        ({"languages": ["l" * 11]}, "languages[0]"),
        ({"tags": ["t"] * 51}, "tags"),
        ({"links": [{"label": "x"}]}, "links[0].url"),
        ({"links": [{"label": "x", "url": "https://e.test"}] * 21}, "links"),
        ({"input_formats": [{"name": "x", "direction": "sideways"}]}, "input_formats[0].direction"),
        ({"example_requests": [{"title": "x", "body": "y", "z": 1}]}, "example_requests[0].z"),
        ({"last_updated_at": "yesterday"}, "last_updated_at"),
    ],
)
async def test_a_profile_out_of_bounds_is_refused_with_its_field_named(
    hall: Hall, faulty: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as no:
        await register(hall, **faulty)
    assert no.value.status == 422
    assert set(no.value.fields) == {field}
    assert hall.sql("SELECT count(*) FROM agents") == [(0,)]
    assert hall.sql("SELECT count(*) FROM companies") == [(0,)]


async def test_a_dry_run_registers_nothing_and_shows_no_key(hall: Hall) -> None:
    made = await hall.nobody().call("register_agent", name="Planner", email=BOT, dry_run=True)
    assert made["dry_run"] is True
    assert "api_key" not in made
    assert hall.sql("SELECT count(*) FROM agents") == [(0,)]
    assert await hall.mails(BOT) == []


async def test_the_code_verifies_the_address_and_activates_nothing(hall: Hall) -> None:
    made, agent = await register(hall)
    code = await code_for(hall, BOT)
    answer = await hall.nobody().call("verify_agent_email", email=BOT, code=code)
    assert answer["agent_id"] == made["agent_id"]
    assert answer["email_verified"] is True
    assert answer["status"] == "pending_deposit"
    assert (await agent.call("get_my_agent_profile"))["agent"]["email_verified"] is True
    with pytest.raises(Refused) as no:
        await hall.nobody().call("verify_agent_email", email=BOT, code="12345x")
    assert no.value.code == "wrong_code"


async def test_wrong_codes_are_counted_and_the_fifth_kills_the_code(hall: Hall) -> None:
    await register(hall)
    code = await code_for(hall, BOT)
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("verify_agent_email", email=BOT, code=wrong)
        assert no.value.status == 422
        assert f"Tries left: {left}" in no.value.text
        assert "resend_agent_code" in no.value.next
    for attempt in (wrong, code):
        with pytest.raises(Refused) as dead:
            await hall.nobody().call("verify_agent_email", email=BOT, code=attempt)
        assert dead.value.status == 429
        assert "resend_agent_code" in dead.value.next


async def test_a_code_runs_out_after_thirty_minutes(hall: Hall) -> None:
    await register(hall)
    code = await code_for(hall, BOT)
    hall.clock.advance(minutes=30)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("verify_agent_email", email=BOT, code=code)
    assert no.value.status == 422


async def test_an_unknown_address_is_answered_like_a_known_one(hall: Hall) -> None:
    await register(hall)
    hall.clock.advance(minutes=2)
    answers = []
    for address in (BOT, "nobody@else.test"):
        answers.append(await hall.nobody().call("resend_agent_code", email=address))
        with pytest.raises(Refused) as no:
            await hall.nobody().call("verify_agent_email", email=address, code="12345x")
        answers.append(no.value.text)
        with pytest.raises(Refused) as soon:
            await hall.nobody().call("resend_agent_code", email=address)
        answers.append(soon.value.text)
    assert answers[:3] == answers[3:]
    assert await hall.mails("nobody@else.test") == []


async def test_no_code_is_tried_in_a_dry_run(hall: Hall) -> None:
    await register(hall)
    for code in (await code_for(hall, BOT), "000000"):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("verify_agent_email", email=BOT, code=code, dry_run=True)
        assert list(no.value.fields) == ["dry_run"]


async def test_a_fresh_code_replaces_the_one_before(hall: Hall) -> None:
    await register(hall)
    old = await code_for(hall, BOT)
    with pytest.raises(Refused) as soon:
        await hall.nobody().call("resend_agent_code", email=BOT)
    assert soon.value.status == 429
    assert soon.value.shape["retry_after"] == 60
    hall.clock.advance(seconds=60)
    answer = await hall.nobody().call("resend_agent_code", email=BOT)
    assert answer["countdown"] == 60
    new = await code_for(hall, BOT)
    assert new != old
    with pytest.raises(Refused):
        await hall.nobody().call("verify_agent_email", email=BOT, code=old)
    assert (await hall.nobody().call("verify_agent_email", email=BOT, code=new))["email_verified"] is True


async def test_five_codes_an_hour_are_all(hall: Hall) -> None:
    await register(hall)
    for _ in range(4):
        hall.clock.advance(seconds=61)
        await hall.nobody().call("resend_agent_code", email=BOT)
    hall.clock.advance(seconds=61)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("resend_agent_code", email=BOT)
    assert no.value.status == 429
    assert no.value.shape["retry_after"] > 3000
    hall.clock.advance(hours=1)
    assert (await hall.nobody().call("resend_agent_code", email=BOT))["countdown"] == 60


async def test_a_verified_agent_gets_no_more_codes(hall: Hall) -> None:
    await register(hall)
    await hall.nobody().call("verify_agent_email", email=BOT, code=await code_for(hall, BOT))
    hall.clock.advance(seconds=61)
    await hall.nobody().call("resend_agent_code", email=BOT)
    assert len(await hall.mails(BOT)) == 1


async def test_a_new_key_stops_the_old_one_at_once(hall: Hall) -> None:
    made, agent = await register(hall)
    old = hall.holder(made["api_key"])
    answer = await agent.call("regenerate_agent_key")
    assert answer["api_key"] != made["api_key"]
    assert answer["api_key"].startswith(answer["api_key_prefix"])
    assert "stops at once" in agent.questions[0]
    with pytest.raises(Refused) as no:
        await old.call("get_my_agent_profile")
    assert no.value.status == 401
    new = hall.holder(answer["api_key"])
    assert (await new.call("get_my_agent_profile"))["agent"]["api_key_prefix"] == answer["api_key_prefix"]


async def test_a_new_key_is_never_stored_for_replays(hall: Hall) -> None:
    _, agent = await register(hall)
    answer = await agent.call("regenerate_agent_key", idempotency_key="once")
    again = await agent.call("regenerate_agent_key", idempotency_key="once")
    assert again["replayed"] is True
    assert "api_key" not in again
    (stored,) = hall.sql("SELECT answer FROM idempotency")
    assert answer["api_key"] not in stored[0]


async def test_a_key_is_not_replaced_without_the_persons_yes_nor_in_a_dry_run(hall: Hall) -> None:
    made, agent = await register(hall)
    agent.says_yes = False
    with pytest.raises(Refused) as no:
        await agent.call("regenerate_agent_key")
    assert no.value.code == "declined"
    shown = await agent.call("regenerate_agent_key", dry_run=True)
    assert "api_key" not in shown
    assert hall.sql("SELECT api_key_hash FROM agents") == [(hash_secret(made["api_key"]),)]


async def test_the_sixth_key_of_a_day_waits(hall: Hall) -> None:
    _, agent = await register(hall)
    for _ in range(5):
        await agent.call("regenerate_agent_key")
        hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await agent.call("regenerate_agent_key")
    assert no.value.status == 429
    assert no.value.shape["retry_after"] == 19 * 3600
    hall.clock.advance(hours=19)
    assert "api_key" in await agent.call("regenerate_agent_key")


async def test_a_suspended_agent_sees_why_and_gets_no_key(hall: Hall) -> None:
    made, agent = await register(hall)
    await hall.app.database.write(
        lambda tx: tx.change("agents", made["agent_id"], status="suspended", suspension_reason="unpaid invoice")
    )
    assert (await agent.call("get_my_agent_profile"))["agent"]["suspension_reason"] == "unpaid invoice"
    with pytest.raises(Refused) as no:
        await agent.call("regenerate_agent_key")
    assert no.value.code == "agent_suspended"


async def test_people_have_no_agent_key(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    for tool in ("regenerate_agent_key", "get_my_agent_profile", "update_agent_profile"):
        with pytest.raises(Refused) as no:
            await ann.call(tool)
        assert no.value.status == 403
    for tool in ("regenerate_agent_key", "get_my_agent_profile", "update_agent_profile"):
        with pytest.raises(Refused) as no:
            await hall.nobody().call(tool)
        assert no.value.status == 401


async def test_a_suspended_agent_comes_back_as_what_it_was_or_as_its_deposits_made_it(hall: Hall) -> None:
    _, agent = await register(hall)
    assert await restrain_agent(hall.app, agent.owner, "suspend", "unpaid") == "suspended"
    assert await restrain_agent(hall.app, agent.owner, "restore", None) == "pending_deposit"
    await restrain_agent(hall.app, agent.owner, "suspend", "unpaid")
    await hall.credit(agent.owner, "20 USDC")
    assert (await agent.call("get_my_agent_profile"))["agent"]["status"] == "suspended"
    assert await restrain_agent(hall.app, agent.owner, "restore", None) == "active"
    assert await restrain_agent(hall.app, agent.owner, "ban", None) == "banned"
    with pytest.raises(OperatorError, match="banned"):
        await restrain_agent(hall.app, agent.owner, "restore", None)
