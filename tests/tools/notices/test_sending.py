"""Sending what was put off, through the scheduler and the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.hall import START, Hall, TestCaller
from tests.tools.telling_by_hand import in_call, sent
from tests.tools.test_telling import confirm_phone
from tools.telling import Record

VISIT = Record("work_order", 5, "Till at Store 42")


@pytest.fixture
async def ann(hall: Hall) -> TestCaller:
    return await hall.person("ann@a.test")


async def tell(
    hall: Hall, ann: TestCaller, text: str, kind: str = "task_message", starts_at: datetime | None = None
) -> None:
    record = Record("task", 7, "A logo")
    await in_call(hall, lambda call: call.tell(ann.owner, kind, text, record=record, starts_at=starts_at))


async def test_at_night_a_message_waits_and_what_is_urgent_does_not(hall: Hall, ann: TestCaller) -> None:
    await confirm_phone(hall, ann)
    hall.sql_script(f"UPDATE persons SET phone = '+4930123456' WHERE id = {ann.id}")
    await ann.call("set_notice_settings", quiet_from="22:00", quiet_to="07:00", timezone="Europe/Helsinki")
    hall.clock.set(datetime.fromisoformat("2026-12-01T23:10:00+02:00"))
    await tell(hall, ann, "Which green?")
    hall.clock.advance(minutes=2)
    visit = datetime.fromisoformat("2026-12-02T09:00:00+02:00")
    await in_call(
        hall, lambda call: call.tell(ann.owner, "work_order_cancelled", "Off.", record=VISIT, starts_at=visit)
    )

    await hall.tick()
    due = hall.sql("SELECT channel, status, due_at, put_off FROM notice_deliveries ORDER BY id")
    assert due == [
        ("mail", "waiting", "2026-12-02T05:00:00.000Z", "quiet"),
        ("mail", "sent", "2026-12-01T21:12:00.000Z", None),
        ("sms", "sent", "2026-12-01T21:12:00.000Z", None),
    ]
    assert len((await ann.call("list_notices"))["items"]) == 2, "both lie in the inbox at once"

    hall.clock.set(datetime.fromisoformat("2026-12-02T06:59:59+02:00"))
    await hall.tick()
    assert [mail.subject for mail in await hall.mails("ann@a.test")] == ["Till at Store 42: Off."]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert (await hall.mails("ann@a.test"))[-1].subject == "A logo: Which green?"


async def test_what_was_read_meanwhile_is_not_sent(hall: Hall, ann: TestCaller) -> None:
    await ann.call("set_notice_settings", quiet_from="00:00", quiet_to="12:00", timezone="UTC")
    await tell(hall, ann, "Which green?")
    await ann.call("mark_notices_read", notice_ids=[1])
    assert sent(hall)[-1][2] == "dropped"
    hall.clock.advance(hours=4)
    await hall.tick()
    assert await hall.mails("ann@a.test") == []


async def test_a_daily_digest_is_one_mail_of_what_is_unread_oldest_first(hall: Hall, ann: TestCaller) -> None:
    await ann.call("set_notice_settings", digest="daily", digest_at="08:00", timezone="UTC")
    for hours, text in ((0, "First."), (3, "Second."), (8, "Third.")):
        hall.clock.set(START + timedelta(hours=hours))
        await tell(hall, ann, text)
    hall.clock.advance(hours=1)
    await ann.call("mark_notices_read", notice_ids=[2])
    hall.clock.set(START + timedelta(hours=22, minutes=59))
    await hall.tick()
    assert await hall.mails("ann@a.test") == []

    hall.clock.set(START + timedelta(hours=23))
    await hall.tick()

    [mail] = await hall.mails("ann@a.test")
    assert mail.subject == "2 notices for you"
    assert mail.body.index("First.") < mail.body.index("Third.")
    assert "Second." not in mail.body
    assert [status for _, _, status in sent(hall)] == ["sent", "dropped", "sent"]
    await hall.tick()
    assert len(await hall.mails("ann@a.test")) == 1


async def test_a_digest_of_nothing_unread_is_no_mail_and_one_of_many_names_fifty(hall: Hall, ann: TestCaller) -> None:
    await ann.call("set_notice_settings", digest="hourly")
    await tell(hall, ann, "Read.")
    await ann.call("mark_notices_read", up_to_id=1)
    hall.clock.advance(hours=1)
    await hall.tick()
    assert await hall.mails("ann@a.test") == []

    for number in range(53):
        await tell(hall, ann, f"Number {number}.")
    hall.clock.advance(hours=1)
    await hall.tick()
    [mail] = await hall.mails("ann@a.test")
    assert "Number 49." in mail.body
    assert "Number 50." not in mail.body
    assert "and 3 more" in mail.body
    assert {status for _, _, status in sent(hall)[1:]} == {"sent"}


async def test_what_is_urgent_is_in_no_digest(hall: Hall, ann: TestCaller) -> None:
    await ann.call("set_notice_settings", digest="daily", quiet_from="00:00", quiet_to="23:00")
    await tell(hall, ann, "It failed.", "money_failed")
    assert [mail.subject for mail in await hall.mails("ann@a.test")] == ["A logo: It failed."]


async def test_nothing_put_off_is_sent_to_whoever_has_gone(hall: Hall) -> None:
    boss = await hall.person("b@a.test", company="A")
    kim = await hall.person("k@a.test", company="A")
    await kim.call("set_notice_settings", digest="hourly")
    await boss.call("set_notice_settings", quiet_from="00:00", quiet_to="23:00", timezone="UTC")
    from store.types import Owner

    company = Owner("company", boss.company or 0)
    await in_call(hall, lambda call: call.tell(company, "task_step", "Done."))
    assert len(sent(hall)) == 2
    hall.sql_script("UPDATE memberships SET deleted_at = 'now'")
    hall.clock.advance(days=1)
    await hall.tick()
    assert [status for _, _, status in sent(hall)] == ["dropped", "dropped"]


async def test_a_mail_that_is_not_taken_is_tried_again_and_given_up_after_the_twelfth_time(
    hall: Hall, ann: TestCaller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.workers import deliverers
    from server.workers.outbox import Outbox

    async def refuse(url: str, event_id: str, payload: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr(deliverers, "send_mail", refuse)
    topics = {"notice_mail": deliverers.of_notices(deliverers.mail("smtp://mail.test"))}
    outbox = Outbox(hall.app.database, hall.clock, topics)
    await tell(hall, ann, "Hello.")
    waits = []
    for _ in range(12):
        await outbox.deliver()
        status, attempts, due, error = hall.sql("SELECT status, attempts, due_at, last_error FROM notice_deliveries")[0]
        assert error == "OSError: no route"
        if status == "waiting":
            next = datetime.fromisoformat(due)
            waits.append((next - hall.clock.now).total_seconds() / 60)
            hall.clock.set(next)
    assert waits == [1, 2, 5, 15, 30, 60, 120, 240, 360, 360, 360]
    assert (status, attempts) == ("failed", 12)
