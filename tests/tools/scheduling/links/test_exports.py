"""Bookings in outside calendars, by real CalDAV servers: written, moved, taken out, and never in the way of a booking."""

from __future__ import annotations

import re

import pytest

from server.workers.outside.fetching import Fetcher
from server.workers.outside.sources import OutsideFault
from store.scheduling.feeds import installation_id
from tests.hall import Hall
from tests.tools.scheduling.bookable import SLOT, offer, write
from tests.tools.scheduling.cast import appointment, book, calendar_of
from tests.tools.scheduling.links.outside_world import link_of, notices


@pytest.fixture
def calendar(dav, request):
    """A calendar of eva's own on the server, for this test alone."""
    return dav.calendar(f"x{abs(hash(request.node.name)) % 10**9}")


async def exported(hall: Hall, eva, calendar: str, **more) -> int:
    """Eva's calendar is sent to one of the server; her calendar."""
    kal_id = calendar_of(hall, eva)
    login = {"address": calendar, "username": "eva", "password": "secret", **more}
    await eva.call("connect_caldav_calendar", kal_id=kal_id, direction="export", **login)
    await hall.app.calendars.tick()
    await hall.tick()
    return kal_id


async def name_of(hall: Hall, event_id: int) -> str:
    return f"event-{event_id}-{await hall.app.database.read(installation_id)}.hiringhall"


def unreachable() -> Fetcher:
    """The internet is gone."""

    class Broken(Fetcher):
        async def fetch(self, asked):
            raise OutsideFault("The server could not be reached, or broke off.")

    return Broken()


def during(fetcher: Fetcher, work) -> Fetcher:
    """Do some work while a request is under way."""

    class Slow(Fetcher):
        async def fetch(self, asked):
            answer = await super().fetch(asked)
            await work()
            return answer

    return Slow(fetcher.private_hosts)


def lines(text: str | None) -> set[str]:
    assert text is not None
    return set(text.replace("\r\n", "\n").split("\n"))


def states(hall: Hall) -> list[tuple[str, int]]:
    return hall.sql("SELECT state, in_outbox FROM calendar_exports ORDER BY event_id")


async def test_what_lies_ahead_is_written_when_the_link_is_made(hall, dav, calendar, eva, ann):
    event = await book(ann, await offer(hall, eva))
    over = await appointment(hall, eva, "2026-03-01T10:00:00Z")
    kal_id = await exported(hall, eva, calendar)
    written = lines(dav.get(calendar, await name_of(hall, event)))
    assert {"DTSTART:20260304T100000Z", "DTEND:20260304T110000Z", "SUMMARY:Consultation", "STATUS:CONFIRMED"} <= written
    assert (await link_of(eva, kal_id))["status"] == "connected"
    assert dav.get(calendar, await name_of(hall, over)) is None
    assert states(hall) == [("sent", 0)]


async def test_a_booking_is_written_moved_and_taken_out(hall, dav, calendar, eva, ann):
    schedule = await offer(hall, eva, reschedule="auto")
    await exported(hall, eva, calendar)
    event = await book(ann, schedule)
    name = await name_of(hall, event)
    # Nothing goes out with the booking itself.
    assert dav.get(calendar, name) is None
    await hall.tick()
    assert dav.get(calendar, name) is not None
    await ann.call("request_event_correction", event_id=event, start="2026-03-05T12:00:00Z")
    await hall.tick()
    [(moved,)] = hall.sql("SELECT id FROM events WHERE start_at = '2026-03-05T12:00:00.000Z' AND status_id = 200")
    assert "DTSTART:20260305T120000Z" in lines(dav.get(calendar, await name_of(hall, moved)))
    await ann.call("decline_event", event_id=moved)
    await hall.tick()
    for (id,) in hall.sql("SELECT id FROM events"):
        assert dav.get(calendar, await name_of(hall, id)) is None


async def test_a_request_that_waits_is_tentative_and_firm_once_it_is_confirmed(hall, dav, calendar, eva, ann):
    schedule = await offer(hall, eva, confirm="manual")
    await exported(hall, eva, calendar)
    event = await book(ann, schedule)
    await hall.tick()
    assert "STATUS:TENTATIVE" in lines(dav.get(calendar, await name_of(hall, event)))
    await eva.call("confirm_event", event_id=event)
    await hall.tick()
    assert "STATUS:CONFIRMED" in lines(dav.get(calendar, await name_of(hall, event)))


async def test_what_lapses_is_taken_out_and_what_took_place_stays(hall, dav, calendar, eva, ann):
    schedule = await offer(hall, eva, price="5.00", hold_minutes=60)
    await exported(hall, eva, calendar)
    held = await book(ann, schedule, pay="later")
    kept = await appointment(hall, eva, "2026-03-02T12:00:00Z")
    await hall.tick()
    assert dav.get(calendar, await name_of(hall, held)) is not None
    hall.clock.advance(hours=26)
    await hall.tick()
    await hall.tick()
    assert dav.get(calendar, await name_of(hall, held)) is None
    assert dav.get(calendar, await name_of(hall, kept)) is not None


async def test_written_over_what_it_became_outside_and_again_where_it_was_deleted(hall, dav, calendar, eva):
    await exported(hall, eva, calendar)
    event = await appointment(hall, eva, SLOT)
    name = await name_of(hall, event)
    await hall.tick()
    theirs = dav.get(calendar, name).replace("Meeting", "Their words")
    dav.put(calendar, name, theirs)
    await write(hall, "UPDATE events SET label = 'Review' WHERE id = :id", id=event)
    await hall.tick()
    assert "SUMMARY:Review" in lines(dav.get(calendar, name))
    dav.delete(calendar, name)
    await write(hall, "UPDATE events SET label = 'Talk' WHERE id = :id", id=event)
    await hall.tick()
    assert "SUMMARY:Talk" in lines(dav.get(calendar, name))
    dav.delete(calendar, name)
    await write(hall, "UPDATE events SET status_id = 444 WHERE id = :id", id=event)
    await hall.tick()
    assert states(hall) == [("absent", 0)]


async def test_what_does_not_change_is_not_written_again(hall, dav, calendar, eva):
    await exported(hall, eva, calendar)
    event = await appointment(hall, eva, SLOT)
    await hall.tick()
    before = hall.sql("SELECT mark FROM calendar_exports")
    await write(hall, "UPDATE events SET label = label, hold_until = NULL WHERE id = :id", id=event)
    await hall.tick()
    assert (hall.sql("SELECT mark FROM calendar_exports"), states(hall)) == (before, [("sent", 0)])


async def test_what_was_sent_is_not_imported_back_and_what_was_imported_is_not_sent(hall, dav, calendar, eva):
    kal_id = await exported(hall, eva, calendar)
    login = {"address": calendar, "username": "eva", "password": "secret"}
    both = await eva.call("connect_caldav_calendar", kal_id=kal_id, **login)
    await appointment(hall, eva, SLOT)
    await hall.tick()
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:d\r\nDTSTAMP:20260301T000000Z\r\n"
    text += "DTSTART:20260306T100000Z\r\nDTEND:20260306T110000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    dav.put(calendar, "d", text)
    await hall.app.calendars.tick()
    assert hall.sql("SELECT summary FROM external_events") == [("Dentist",)]
    # Kept as one's own, it still stands in the outside calendar, once.
    await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=both["link"]["id"], keep_events=True)
    await hall.tick()
    found = dav.ask("PROPFIND", calendar, headers={"Depth": "1"}).text
    assert len(set(re.findall(r"[\w.-]+\.ics", found))) == 2


async def test_when_the_link_ends_what_was_sent_stays(hall, dav, calendar, eva):
    kal_id = await exported(hall, eva, calendar)
    event = await appointment(hall, eva, SLOT)
    await hall.tick()
    link = await link_of(eva, kal_id)
    await eva.call("disconnect_external_calendar", kal_id=kal_id, link_id=link["id"])
    await write(hall, "UPDATE events SET status_id = 444 WHERE id = :id", id=event)
    await hall.tick()
    assert dav.get(calendar, await name_of(hall, event)) is not None
    assert hall.sql("SELECT count(*) FROM calendar_exports") == [(0,)]


async def test_a_server_that_fails_never_keeps_a_booking_and_gets_what_is_missing_later(hall, radicale, eva, ann):
    calendar, schedule = radicale.calendar("later"), await offer(hall, eva)
    kal_id = await exported(hall, eva, calendar)
    opening = hall.app.calendars.opening
    fetcher, opening.fetcher = opening.fetcher, unreachable()
    event = await book(ann, schedule)
    for _ in range(4):
        await hall.tick()
        hall.clock.advance(minutes=1)
    link = await link_of(eva, kal_id)
    assert (link["status"], link["last_error"]) == ("failing", "The server could not be reached, or broke off.")
    assert len(notices(hall)) == 1
    assert "cannot be written to" in notices(hall)[0]
    opening.fetcher = fetcher
    hall.clock.advance(minutes=5)
    await hall.tick()
    assert radicale.get(calendar, await name_of(hall, event)) is not None
    assert (await link_of(eva, kal_id))["status"] == "connected"
    assert "written to again" in notices(hall)[1]


async def test_a_password_that_is_taken_back_is_told_and_a_new_one_sends_what_is_missing(hall, radicale, eva):
    calendar = radicale.calendar("renewed")
    kal_id = await exported(hall, eva, calendar)
    login = {"address": calendar, "username": "eva"}
    await write(hall, "UPDATE calendar_links SET status = 'failing'")
    again = await eva.call("connect_caldav_calendar", kal_id=kal_id, direction="export", **login, password="old")
    await write(hall, "UPDATE calendar_links SET status = 'connected', next_at = '2027-01-01T00:00:00.000Z'")
    event = await appointment(hall, eva, SLOT)
    await hall.tick()
    link = await link_of(eva, kal_id)
    assert (link["status"], "app password" in link["last_error"]) == ("failing", True)
    assert states(hall) == [("failed", 0)]
    await eva.call("connect_caldav_calendar", kal_id=kal_id, direction="export", **login, password="secret")
    await hall.app.calendars.tick()
    await hall.tick()
    link = await link_of(eva, kal_id)
    assert (link["id"], link["status"]) == (again["link"]["id"], "connected")
    assert radicale.get(calendar, await name_of(hall, event)) is not None


async def test_a_change_while_it_is_being_written_is_written_after_it(hall, radicale, eva):
    calendar = radicale.calendar("meanwhile")
    await exported(hall, eva, calendar)
    event = await appointment(hall, eva, SLOT)
    opening = hall.app.calendars.opening
    fetcher, opening.fetcher = opening.fetcher, during(opening.fetcher, lambda: change(hall, event))
    await hall.tick()
    opening.fetcher = fetcher
    assert states(hall) == [("waiting", 0)]
    await hall.tick()
    assert "SUMMARY:Changed" in lines(radicale.get(calendar, await name_of(hall, event)))


async def change(hall: Hall, event: int) -> None:
    await write(hall, "UPDATE events SET label = 'Changed' WHERE id = :id", id=event)


async def test_a_deleted_calendar_ends_its_links(hall, radicale, eva):
    calendar = radicale.calendar("deleted")
    kal_id = await exported(hall, eva, calendar)
    event = await appointment(hall, eva, SLOT)
    await hall.tick()
    await write(hall, "UPDATE calendars SET deleted_at = '2026-03-02T09:00:00.000Z' WHERE id = :id", id=kal_id)
    await write(hall, "UPDATE events SET status_id = 444 WHERE id = :id", id=event)
    await hall.tick()
    # Nothing is deleted outside.
    assert radicale.get(calendar, await name_of(hall, event)) is not None
    assert hall.sql("SELECT status FROM calendar_links") == [("disconnected",)]
    assert hall.sql("SELECT secret FROM calendar_accounts") == [(None,)]
