"""The sandbox: the whole way to a linked calendar without the internet."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, write
from tests.tools.scheduling.cast import appointment
from tests.tools.scheduling.links.outside_world import blocks, link_of
from tests.tools.scheduling.links.test_google_links import AT, calendar_of, come_back, consent_address

SANDBOX = {"external_calendar_id": "sandbox", "summary": "Trial", "timezone": "UTC"}


@pytest.fixture
async def consented(sandbox, hall, eva):
    """Eva has opened the address; it leads straight back."""
    url = await consent_address(hall, eva)
    assert url.startswith("https://hall.example.com/google/callback?")
    assert (await come_back(hall, dict(parse_qsl(urlsplit(url).query)))).status_code == 200
    await hall.app.calendars.tick()
    return calendar_of(hall, eva)


async def test_bookings_are_written_there_and_appointments_there_block_time(hall, eva, consented):
    both = [
        (await eva.call("connect_google_calendar", kal_id=consented, **SANDBOX, direction=way))["link"]
        for way in ("export", "import")
    ]
    assert {link["provider"] for link in both} == {"sandbox"}
    await hall.app.calendars.tick()
    event = await appointment(hall, eva, SLOT)
    await hall.tick()
    [(account,)] = hall.sql("SELECT id FROM calendar_accounts")
    items = hall.app.calendars.opening.sandbox.of(account, "sandbox")
    assert [item["summary"] for item in items.values()] == ["Meeting"]
    start, end = ({"dateTime": moment} for moment in AT)
    items["theirs"] = {"id": "theirs", "summary": "Dentist", "status": "confirmed", "start": start, "end": end}
    hall.clock.advance(minutes=17)
    await hall.app.calendars.tick()
    assert len(blocks(hall)) == 1
    await write(hall, "UPDATE events SET status_id = 444 WHERE id = :id", id=event)
    await hall.tick()
    assert list(items) == ["theirs"]
    for link in both:
        await eva.call("disconnect_external_calendar", kal_id=consented, link_id=link["id"])
    assert hall.sql("SELECT secret FROM calendar_accounts") == [(None,)]


async def test_its_second_calendar_is_for_reading_only(hall, eva, consented):
    holidays = {**SANDBOX, "external_calendar_id": "sandbox-holidays"}
    with pytest.raises(Refused) as refused:
        await eva.call("connect_google_calendar", kal_id=consented, **holidays)
    assert "only read" in refused.value.fields["external_calendar_id"]
    await eva.call("connect_google_calendar", kal_id=consented, **holidays, direction="import")
    await hall.app.calendars.tick()
    assert (await link_of(eva, consented))["status"] == "connected"
