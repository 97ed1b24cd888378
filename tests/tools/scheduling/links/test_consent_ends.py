"""The end of a consent: withdrawn at Google with the last link, then erased here."""

from __future__ import annotations

from tests.tools.scheduling.bookable import write
from tests.tools.scheduling.links.test_google_links import MAIN, consent_address, consented


async def linked(hall, google, eva):
    kal_id = await consented(hall, google, eva)
    made = [
        await eva.call("connect_google_calendar", kal_id=kal_id, direction=way, **MAIN) for way in ("import", "export")
    ]
    return kal_id, [each["link"]["id"] for each in made]


async def test_with_the_last_link_the_consent_is_withdrawn_and_its_tokens_erased(hall, google, eva):
    kal_id, (first, second) = await linked(hall, google, eva)
    await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=first)
    await hall.tick()
    assert (google.revoked, hall.sql("SELECT ended_at FROM calendar_accounts")) == ([], [(None,)])
    await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=second)
    await hall.tick()
    assert google.revoked == ["refresh-code-1"]
    assert hall.sql("SELECT secret, ended_at IS NOT NULL FROM calendar_accounts") == [(None, 1)]
    assert "consent" not in await eva.call("get_calendar_sync_settings", kal_id=kal_id)


async def test_they_are_erased_also_when_google_does_not_answer(hall, google, eva):
    kal_id, ids = await linked(hall, google, eva)
    for link_id in ids:
        await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=link_id)
    hall.app.calendars.opening.settings = type(hall.app.calendars.opening.settings)()
    for _ in range(8):
        assert hall.sql("SELECT secret IS NULL FROM calendar_accounts") == [(0,)]
        await hall.tick()
        hall.clock.advance(minutes=10)
    assert hall.sql("SELECT secret IS NULL FROM calendar_accounts") == [(1,)]


async def test_a_person_who_leaves_takes_the_consent_along(hall, google, eva):
    await linked(hall, google, eva)
    await write(hall, "UPDATE calendar_accounts SET ended_at = '2026-03-02T09:00:00.000Z'")
    await hall.tick()
    assert google.revoked == ["refresh-code-1"]


async def test_ways_to_a_consent_that_nobody_took_are_let_go(hall, google, eva):
    await consent_address(hall, eva)
    hall.clock.advance(minutes=21)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM calendar_consent_requests") == [(0,)]
