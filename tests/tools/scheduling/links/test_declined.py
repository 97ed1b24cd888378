"""What of an outside calendar does not count: what its owner declined, and all of one whose agent may not act."""

from __future__ import annotations

import pytest

from tests.tools.scheduling.cast import calendar_of
from tests.tools.scheduling.links.outside_world import (
    ADDRESS,
    DENTIST,
    Web,
    event,
    feed,
)


@pytest.fixture
def web(hall):
    return Web(hall)


async def linked(eva, hall, **more):
    """Eva's calendar tied to the feed; its id and the answer."""
    kal_id = calendar_of(hall, eva)
    return kal_id, await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS, **more)


async def test_what_the_owner_has_declined_takes_no_time(hall, web, eva):
    said = "ATTENDEE;PARTSTAT={}:mailto:{}"
    email = hall.sql("SELECT email FROM persons WHERE id = ?", eva.id)[0][0]
    times = [(f"2026030{day}T120000Z", f"2026030{day}T130000Z") for day in (3, 4, 5)]
    answers = [("DECLINED", email.upper()), ("ACCEPTED", email), ("DECLINED", "bob@else.test")]
    parts = [
        event(f"{number}@x", *time, f"No {number}").replace("END:VEVENT", f"{said.format(*answer)}\r\nEND:VEVENT")
        for number, (time, answer) in enumerate(zip(times, answers, strict=True))
    ]
    web.serve(feed(*parts))
    await linked(eva, hall)
    await web.poll()
    found = hall.sql("SELECT summary, busy FROM external_events ORDER BY start_at")
    assert found == [("No 0", 0), ("No 1", 1), ("No 2", 1)]


async def test_the_calendar_of_a_suspended_agent_is_not_read(hall, web):
    bot = await hall.agent("Bot", credit="5 USDT")
    web.serve(feed(DENTIST))
    await bot.call("connect_calendar_feed", address=ADDRESS)
    await hall.app.database.write(lambda tx: tx.change("agents", bot.id, status="suspended"))
    await web.poll()
    assert hall.sql("SELECT count(*) FROM external_events") == [(0,)]
    await hall.app.database.write(lambda tx: tx.change("agents", bot.id, status="active"))
    await web.poll()
    assert hall.sql("SELECT count(*) FROM external_events") == [(1,)]
