"""Two servers free places, look for who waits, and let people book, all at once: a place goes to one, in order."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import booker


async def test_places_freed_at_two_servers_at_once_go_to_the_first_in_line_and_to_one_each(servers: list[Hall]) -> None:
    here, there = servers

    def elsewhere(each: TestCaller) -> TestCaller:
        return there.holder(each.token or "", each.kind, each.id, each.company)

    eva = await here.person("eva@work.test")
    schedule = await offer(here, eva, msp=2, offer_minutes=15)
    ann, ben, *line = [await booker(here, f"p{index}@crowd.test", "") for index in range(6)]
    for each in (ann, ben):
        await each.call("book_schedule", schedule_id=schedule, start=SLOT)
    ((event,),) = here.sql("SELECT id FROM events")
    for each in line:
        await each.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    stranger = elsewhere(await booker(here, "max@crowd.test", ""))
    tries = (
        ann.call("decline_event", event_id=event),
        elsewhere(ben).call("decline_event", event_id=event),
        *(stranger.call("hold_slot", schedule_id=schedule, start=SLOT) for _ in range(3)),
        here.app.scheduler.tick(everything=True),
        there.app.scheduler.tick(everything=True),
    )
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert {no.code for no in answers if isinstance(no, Refused)} == {"slot_taken"}
    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)]
    assert here.sql("SELECT status FROM waiting_entries ORDER BY id") == [("offered",)] * 2 + [("waiting",)] * 2
    # Both offers lapse, both servers see it, and the stranger is there at that very moment.
    lapsed = here.clock.now + timedelta(minutes=15)
    for hall in servers:
        hall.clock.set(lapsed)
    tries = (
        *(stranger.call("book_schedule", schedule_id=schedule, start=SLOT) for _ in range(3)),
        *(hall.app.scheduler.tick(everything=True) for hall in (there, here)),
    )
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert {no.code for no in answers if isinstance(no, Refused)} == {"slot_taken"}
    assert here.sql("SELECT status FROM waiting_entries ORDER BY id") == [("passed",)] * 2 + [("offered",)] * 2
    assert here.sql("SELECT count(*) FROM slot_holds WHERE kind = 'offer'") == [(4,)]
    assert here.sql("SELECT sum(seats_taken) FROM events") == [(2,)]
