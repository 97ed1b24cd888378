"""Choosing by which ways notices reach somebody."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from store.types import Owner
from tests.hall import Hall, Refused, TestCaller
from tests.tools.telling_by_hand import in_call, sent
from tests.tools.test_telling import confirm_phone
from tools.rules.notice_kinds import KINDS
from tools.telling import Record


async def refused(caller: TestCaller, **asked: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await caller.call("set_notice_settings", **asked)
    return no.value


async def now_of(caller: TestCaller, kind: str, **asked: Any) -> list[str]:
    [shown] = (await caller.call("get_notice_settings", kind=kind, **asked))["kinds"]
    return list(shown["channels_now"])


async def test_as_shipped_every_kind_is_shown_with_its_defaults(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    shown = await ann.call("get_notice_settings")
    assert [kind["kind"] for kind in shown["kinds"]] == list(KINDS)
    assert shown["settings"] == {
        "owner_type": "person", "owner_id": ann.id, "channels": [], "timezone": "UTC", "digest": "off", "digest_at": "08:00",
        "balance_alerts": [],
    }  # fmt: skip
    assert "callback" not in shown
    [task] = (await ann.call("get_notice_settings", kind="task_ordered"))["kinds"]
    assert (task["channels_now"], task["channels_default"], task["must"]) == (["mail"], ["mail", "callback"], True)
    assert task["act_with"] == ["start_task", "decline_task"]
    with pytest.raises(Refused) as no:
        await ann.call("get_notice_settings", kind="task_orderd")
    assert no.value.status == 404
    assert "task_ordered" in no.value.text


async def test_the_kind_goes_before_its_group_and_the_group_before_all(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await confirm_phone(hall, ann)
    hall.sql_script(f"UPDATE persons SET phone = '+4930123456' WHERE id = {ann.id}")
    chosen = [
        {"kind": "all", "channels": []},
        {"kind": "work_order", "channels": ["mail"]},
        {"kind": "work_order_visit", "channels": []},
    ]
    answer = await ann.call("set_notice_settings", channels=chosen)
    assert answer["changed"] == ["channels"]
    assert answer["settings"]["channels"] == chosen
    assert await now_of(ann, "work_order_visit") == []
    assert await now_of(ann, "work_order_late") == ["mail"]
    assert await now_of(ann, "task_message") == []
    assert await now_of(ann, "work_order_assigned") == ["mail"]
    record = Record("work_order", 1, "Till")
    for kind in ("work_order_visit", "work_order_late", "task_message", "work_order_assigned"):
        await in_call(
            hall, lambda call, kind=kind: call.tell(ann.owner, kind, "It.", record=record, starts_at=call.now)
        )  # type: ignore[misc]
    assert [channel for _, channel, _ in sent(hall)] == ["mail", "mail"]
    answer = await ann.call("set_notice_settings", reset_kinds=["work_order"])
    assert answer["settings"]["channels"] == [{"kind": "all", "channels": []}]
    assert await now_of(ann, "work_order_assigned") == ["mail"]


async def test_a_members_own_choice_goes_before_the_companys(hall: Hall) -> None:
    boss, two = await hall.person("b@a.test", company="A"), await hall.person("t@a.test", company="A")
    company = Owner("company", boss.company or 0)
    await boss.call("set_notice_settings", owner="company", channels=[{"kind": "task", "channels": []}])
    await two.call("set_notice_settings", channels=[{"kind": "task", "channels": ["mail"]}])
    await in_call(hall, lambda call: call.tell(company, "task_step", "Done."))
    assert sent(hall) == [(f"person:{two.id}", "mail", "waiting")]
    assert await now_of(two, "task_step", owner="company") == []


async def test_a_companys_settings_are_read_by_members_and_changed_by_admins(hall: Hall) -> None:
    boss = await hall.person("b@a.test", company="A")
    kim, lone = await hall.person("k@a.test", company="A", role="user"), await hall.person("l@work.test")
    await boss.call("set_notice_settings", owner="company", digest="hourly")
    assert (await kim.call("get_notice_settings", owner="company"))["settings"]["digest"] == "hourly"
    assert (await refused(kim, owner="company", digest="off")).status == 403
    assert (await refused(await hall.agent("A"), owner="company", digest="off")).status == 403
    assert (await refused(lone, owner="company", digest="off")).status == 422


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"channels": [{"kind": "task_steps", "channels": []}]}, "channels[0]", "task_step"),
        ({"channels": [{"kind": "task", "channels": ["sms"]}]}, "channels[0]", "confirmed phone"),
        ({"channels": [{"kind": "task", "channels": ["callback"]}]}, "channels[0]", "callback_url"),
        ({"channels": [{"kind": "task_ordered", "channels": []}]}, "channels[0]", "task_ordered always goes by mail"),
        ({"reset_kinds": ["nothing"]}, "reset_kinds[0]", "no kind"),
        ({"quiet_from": "22:00"}, "quiet_to", "together"),
        ({"quiet_days": [1]}, "quiet_days", "no quiet hours"),
        ({"digest_at": "09:00"}, "digest_at", "daily"),
        ({"digest": "hourly", "digest_at": "09:00"}, "digest_at", "daily"),
        ({"timezone": "Europe/Helsinky"}, "timezone", "IANA time zone"),
        ({"new_callback_secret": True}, "new_callback_secret", "agents"),
        ({}, "channels", "nothing"),
    ],
)
async def test_what_cannot_be_chosen_is_named(hall: Hall, asked: dict[str, Any], field: str, says: str) -> None:
    no = await refused(await hall.person("ann@a.test"), **asked)
    assert no.status == 422
    assert says in no.fields[field]


async def test_what_is_not_given_stays_and_quiet_hours_end_when_both_ends_are_one(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    first = await ann.call("set_notice_settings", quiet_from="22:00", quiet_to="24:00", quiet_days=[5, 6, 5])
    assert first["settings"]["quiet"] == {"from": "22:00", "to": "00:00", "days": [5, 6]}
    second = await ann.call("set_notice_settings", digest="daily", digest_at="09:30", timezone="Europe/Berlin")
    assert second["changed"] == ["digest", "digest_at", "timezone"]
    assert second["settings"]["quiet"] == first["settings"]["quiet"]
    again = await ann.call("set_notice_settings", digest="daily")
    assert again["changed"] == []
    off = await ann.call("set_notice_settings", quiet_from="07:00", quiet_to="07:00")
    assert "quiet" not in off["settings"]


async def test_what_waits_for_a_channel_that_is_switched_off_is_dropped(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await ann.call("set_notice_settings", digest="daily")
    await in_call(hall, lambda call: call.tell(ann.owner, "task_step", "One."))
    await in_call(hall, lambda call: call.tell(ann.owner, "money_in", "Two."))
    await in_call(hall, lambda call: call.tell(ann.owner, "profile_correction", "Three."))
    await ann.call("set_notice_settings", channels=[{"kind": "task", "channels": []}])
    assert [status for _, _, status in sent(hall)] == ["dropped", "waiting"]


async def test_a_callback_secret_is_shown_once_and_kept_sealed_and_the_old_one_signs_for_a_day(hall: Hall) -> None:
    agent = await hall.agent("A")
    assert (await refused(agent, channels=[{"kind": "task", "channels": ["callback"]}])).status == 422
    await agent.call("update_agent_profile", callback_url="https://agent.example.com/hook")
    assert (await agent.call("get_notice_settings"))["callback"]["state"] == "off"

    made = await agent.call("set_notice_settings", new_callback_secret=True)

    secret = made["callback_secret"]
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    assert made["changed"] == ["callback_secret"]
    shown = (await agent.call("get_notice_settings"))["callback"]
    assert shown == {"url": "https://agent.example.com/hook", "state": "on", "secret_hint": secret[-4:]}
    [(kept, old)] = hall.sql("SELECT secret, old_secret FROM agent_callbacks")
    assert kept.startswith("sealed:")
    assert old is None
    assert hall.app.parts.key.opened("callback secret", kept) == secret

    again = await agent.call("set_notice_settings", new_callback_secret=True, digest="off")
    assert again["callback_secret"] != secret
    [(old, until)] = hall.sql("SELECT old_secret, old_secret_until FROM agent_callbacks")
    assert hall.app.parts.key.opened("callback secret", old) == secret
    assert until == (hall.clock.now + timedelta(hours=24)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert secret not in str(hall.sql("SELECT answer FROM idempotency"))


async def test_an_agent_is_called_back_with_the_stored_body_or_has_its_inbox_alone(hall: Hall) -> None:
    agent = await hall.agent("A")
    record = Record("task", 7, "A logo")
    await in_call(hall, lambda call: call.tell(agent.owner, "task_step", "One.", record=record))
    assert sent(hall) == []
    await agent.call("update_agent_profile", callback_url="https://agent.example.com/hook")
    await agent.call("set_notice_settings", new_callback_secret=True)

    def work(call: Any) -> None:
        call.tell(agent.owner, "task_step", "Two.", record=record, figures={"pay": "1.00 EUR"})
        call.change("task.delivered", ("task", 7))

    await in_call(hall, work)
    assert sent(hall) == [(f"agent:{agent.id}", "callback", "waiting")]
    [(body,)] = hall.sql("SELECT content FROM notice_deliveries")
    change = hall.sql("SELECT id FROM changes")[0][0]
    assert body.startswith('{"type":"task_step","timestamp":"2026-03-02T09:00:00Z","data":{"notice_id":2,')
    assert f'"change_id":{change},"text":"Two."' in body
    assert '"figures":{"pay":"1.00 EUR"}' in body
