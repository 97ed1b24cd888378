"""Sending again what did not arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from store.database import Transaction
from tests.hall import START, Hall, Refused, TestCaller
from tests.tools.telling_by_hand import in_call
from tools.telling import Record

EARLIER = (START - timedelta(days=1)).isoformat()


@pytest.fixture
async def agent(hall: Hall) -> TestCaller:
    """An agent with an address and a secret."""
    agent = await hall.agent("A")
    await agent.call("update_agent_profile", callback_url="https://agent.example.com/hook")
    await agent.call("set_notice_settings", new_callback_secret=True)
    return agent


async def told(hall: Hall, who: TestCaller, text: str, kind: str = "task_step") -> None:
    record = Record("task", 7, "A logo")
    await in_call(hall, lambda call: call.tell(who.owner, kind, text, record=record))


def failed(hall: Hall) -> None:
    """What waited was given up."""
    hall.sql_script(
        """UPDATE notice_deliveries SET status = 'failed', attempts = 9, last_error = 'the server answered 500'
           WHERE status = 'waiting';
           UPDATE outbox SET state = 'dead' WHERE state = 'waiting';"""
    )


def statuses(hall: Hall) -> list[tuple[Any, ...]]:
    return hall.sql("SELECT status, attempts, last_error FROM notice_deliveries ORDER BY id")


async def test_failed_callbacks_go_again_oldest_first_with_the_same_id_and_body(hall: Hall, agent: TestCaller) -> None:
    for text in ("One.", "Two."):
        await told(hall, agent, text)
    failed(hall)
    await told(hall, agent, "Three.")
    await hall.app.outbox.deliver()
    hall.endpoints.requests.clear()

    assert await agent.call("resend_notices", channel="callback", since=EARLIER) == {"queued": 2, "skipped": []}
    assert statuses(hall)[:2] == [("waiting", 0, None)] * 2
    await hall.app.outbox.deliver()

    assert [request.headers["webhook-id"] for request in hall.endpoints.requests] == ["notice_1", "notice_2"]
    bodies = [body for (body,) in hall.sql("SELECT content FROM notice_deliveries WHERE id < 3 ORDER BY id")]
    assert [request.content.decode() for request in hall.endpoints.requests] == bodies
    assert statuses(hall) == [("sent", 1, None)] * 3


async def test_what_was_delivered_goes_again_when_asked_for(hall: Hall, agent: TestCaller) -> None:
    await told(hall, agent, "One.")
    await hall.app.outbox.deliver()
    skipped = [{"notice_id": 1, "reason": "already_sent"}]
    assert await agent.call("resend_notices", channel="callback", notice_ids=[1]) == {"queued": 0, "skipped": skipped}
    await told(hall, agent, "Two.")
    answer = await agent.call("resend_notices", channel="callback", notice_ids=[1, 2], include_sent=True)
    assert answer == {"queued": 1, "skipped": [{"notice_id": 2, "reason": "already_waiting"}]}


async def test_mails_of_what_was_read_or_is_not_wanted_any_more_are_left_out(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    for kind in ("task_step", "task_message", "profile_correction"):
        await told(hall, ann, f"{kind}.", kind)
    failed(hall)
    await ann.call("mark_notices_read", notice_ids=[1])
    await ann.call("set_notice_settings", channels=[{"kind": "profile", "channels": []}])
    answer = await ann.call("resend_notices", channel="mail", since=EARLIER)
    assert answer["queued"] == 1
    assert answer["skipped"] == [{"notice_id": 1, "reason": "read"}, {"notice_id": 3, "reason": "channel_off"}]
    assert [mail.subject for mail in await hall.mails("ann@a.test")] == ["A logo: task_message."]


async def test_a_mail_waits_for_the_end_of_quiet_hours(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await told(hall, ann, "One.")
    failed(hall)
    await ann.call("set_notice_settings", quiet_from="08:00", quiet_to="12:00", timezone="UTC")
    assert (await ann.call("resend_notices", channel="mail", since=EARLIER))["queued"] == 1
    await hall.tick()
    assert await hall.mails("ann@a.test") == []
    hall.clock.set(datetime.fromisoformat("2026-03-02T12:00:00Z"))
    await hall.tick()
    assert len(await hall.mails("ann@a.test")) == 1


async def test_three_times_an_hour_and_no_more(hall: Hall, agent: TestCaller) -> None:
    for _ in range(3):
        await agent.call("resend_notices", channel="callback", since=EARLIER)
        hall.clock.advance(minutes=1)
    with pytest.raises(Refused) as no:
        await agent.call("resend_notices", channel="callback", since=EARLIER)
    assert (no.value.status, no.value.shape["retry_after"]) == (429, 57 * 60)
    hall.clock.advance(minutes=57)
    await agent.call("resend_notices", channel="callback", since=EARLIER)


async def test_only_what_is_ones_own_is_sent_again(hall: Hall, agent: TestCaller) -> None:
    other = await hall.agent("B")
    await told(hall, agent, "One.")
    await told(hall, other, "Two.")
    with pytest.raises(Refused) as no:
        await agent.call("resend_notices", channel="callback", notice_ids=[1, 2])
    assert no.value.status == 404
    assert "2" in no.value.text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"channel": "mail"}, "since"),
        ({"channel": "mail", "notice_ids": [1], "since": EARLIER}, "notice_ids"),
        ({"channel": "mail", "since": (START - timedelta(days=30, seconds=1)).isoformat()}, "since"),
        ({"channel": "mail", "since": EARLIER, "include_sent": True}, "include_sent"),
        ({"channel": "sms", "since": EARLIER}, "channel"),
        ({"channel": "callback", "since": EARLIER}, "channel"),
    ],
)
async def test_what_cannot_be_is_named(hall: Hall, asked: dict[str, Any], field: str) -> None:
    ann = await hall.person("ann@a.test")
    with pytest.raises(Refused) as no:
        await ann.call("resend_notices", **asked)
    assert no.value.status == 422
    assert field in no.value.fields
    if field == "channel":
        assert "set_notice_settings" in no.value.next


async def fill(hall: Hall, who: TestCaller, channel: str, status: str, many: int) -> None:
    """Many deliveries that ended, one a second, of notices 1000 and on."""
    rows = [
        {"id": 1000 + at, "who": who.id, "kind": who.kind, "channel": channel, "status": status,
         "at": (START - timedelta(hours=2) + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%S.000Z")}
        for at in range(many)
    ]  # fmt: skip

    def write(tx: Transaction) -> None:
        tx.many(
            """INSERT INTO notices (id, owner_type, owner_id, topic, kind, record_type, record_id, text, created_at)
               VALUES (:id, :kind, :who, 'task_step', 'task_step', 'task', :id, 'It.', :at)""",
            [{name: row[name] for name in ("id", "kind", "who", "at")} for row in rows],
        )
        tx.many(
            """INSERT INTO notice_deliveries (notice_id, receiver_type, receiver_id, channel, status, due_at, content, created_at)
               VALUES (:id, :kind, :who, :channel, :status, :at, '{"subject": "It", "text": "It."}', :at)""",
            rows,
        )

    await hall.app.database.write(write)


async def test_what_is_left_out_does_not_count_towards_the_most_of_a_call(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await fill(hall, ann, "mail", "failed", 1100)
    await ann.call("mark_notices_read", up_to_id=1000 + 1049)
    answer = await ann.call("resend_notices", channel="mail", since=EARLIER)
    assert (answer["queued"], len(answer["skipped"])) == (50, 1050)
    assert "since" not in answer
    assert "warnings" not in answer


async def test_a_second_call_goes_on_where_the_first_ended(hall: Hall, agent: TestCaller) -> None:
    await fill(hall, agent, "callback", "sent", 1003)
    asked: dict[str, Any] = {"channel": "callback", "include_sent": True}
    first = await agent.call("resend_notices", since=EARLIER, **asked)
    assert first["queued"] == 1000
    assert first["since"] in first["warnings"][0]
    hall.sql_script("UPDATE notice_deliveries SET status = 'sent', event_id = NULL WHERE status = 'waiting'")
    second = await agent.call("resend_notices", since=first["since"], **asked)
    assert second == {"queued": 3, "skipped": []}


async def test_failed_ones_beyond_the_most_go_with_the_next_call(hall: Hall, agent: TestCaller) -> None:
    await fill(hall, agent, "callback", "failed", 1003)
    hall.sql_script("UPDATE notice_deliveries SET created_at = '2026-03-02T00:00:00.000Z'")
    first = await agent.call("resend_notices", channel="callback", since=EARLIER)
    second = await agent.call("resend_notices", channel="callback", since=first["since"])
    assert (first["queued"], second) == (1000, {"queued": 3, "skipped": []})
