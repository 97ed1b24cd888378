"""Who books with whom in the scenarios of telling."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.contract.telling import Watch
from tests.hall import TestCaller
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, booker

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
LATER = "2026-03-05T15:00:00Z"
GUS, KIM = "gus@guest.test", "kim@else.test"


async def eva_and_ann(watch: Watch) -> tuple[TestCaller, TestCaller]:
    """Eva offers time, Ann has money to book it with."""
    return await watch.hall.person("eva@work.test", credit="20 USDT"), await booker(watch.hall, "ann@home.test")


async def with_companions(watch: Watch, **settings: Any) -> tuple[TestCaller, TestCaller, TestCaller, int]:
    """Ann booked two places of Eva's for Ben and Kim, who has no account: Eva, Ann, Ben and the event."""
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@home.test", credit="5 USDT")
    schedule = await offer(watch.hall, eva, msp=3, **settings)
    who = [{"user_id": ben.id}, {"email": KIM, "name": "Kim"}]
    return eva, ann, ben, await book(ann, schedule, seats=2, attendees=who)


async def offer_for_all(watch: Watch, owner: TestCaller, host: TestCaller) -> int:
    """A schedule that both serve together."""
    schedule = await offer(watch.hall, owner, hosts=(host,), msp=5)
    settings = '{"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}], "hosts": "all"}'
    sql = "UPDATE schedules SET settings = :settings WHERE id = :id"
    await watch.hall.app.database.write(lambda tx: tx.run(sql, settings=settings, id=schedule))
    return schedule
